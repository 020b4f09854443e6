// What a question is held to: chips taken away, days set in place. Follows conversation.js in one script.
// Knows nothing of what limits mean: the server makes them, and reads them again.

function limitsOf(turn, name) {
  const text = slotOf(turn).querySelector('.turn').dataset[name];
  return text ? JSON.parse(text) : null;
}

function setLimits(turn) {
  return limitsOf(turn, 'set'); // by the reader, if at all
}

// asks the same question again, on the same day
function askWithin(turn, limits) {
  const slot = slotOf(turn);
  if (slot !== all('#exchanges .slot').at(-1)) edit(turn, limits); // it says what would be replaced
  else ask(slot.querySelector('.question').dataset.question, { replacing: turn, limits, asOf: slot.querySelector('.turn').dataset.asOf });
}

function limit(turn, text) {
  askWithin(turn, text ? JSON.parse(text) : null);
}

// --- the days, set where they stand

let opener = null; // what opened the form, and gets the focus back

function editWindow(from) {
  closeWindow();
  opener = from;
  const { turn } = from.dataset;
  const limits = limitsOf(turn, 'limits');
  const form = document.createElement('form');
  form.className = 'days';
  form.innerHTML = '<label>From <input type="date" name="first"></label><label>to <input type="date" name="last"></label><span><button type="submit" class="send">Apply</button> <button type="button" class="quiet" data-do="window-cancel">Cancel</button></span><p role="alert" hidden>The first day is after the last.</p>';
  const [first, last] = all('input', form);
  first.value = limits.window?.first || '';
  last.value = limits.window?.last || '';
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const wrong = first.value && last.value && first.value > last.value;
    form.querySelector('p').hidden = !wrong;
    if (wrong) { first.focus(); return; }
    const some = first.value || last.value;
    const kept = limits.window && first.value === (limits.window.first || '') && last.value === (limits.window.last || '');
    closeWindow();
    if (!kept) askWithin(turn, { ...limits, window: some ? { first: first.value, last: last.value, said: '' } : null });
  });
  const slot = slotOf(turn);
  (slot.querySelector('.limits') || slot.querySelector('.question')).after(form);
  first.focus();
}

function closeWindow() {
  const form = document.querySelector('form.days');
  form?.remove();
  if (form && opener?.isConnected) opener.focus();
  opener = null;
  return Boolean(form);
}
