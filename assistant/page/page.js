// What the reader does: clicks, keys, the composer, views. Follows conversation.js, limits.js and verdicts.js in one script (see app.py).
// Knows nothing of how a question is answered.

// --- editing a question where it stands

function edit(turn, limits = setLimits(turn)) {
  const slot = slotOf(turn);
  const heading = slot.querySelector('.question');
  if (slot.querySelector('form.edit')) return;
  const later = all('#exchanges .slot').length - all('#exchanges .slot').indexOf(slot) - 1;
  const form = document.createElement('form');
  form.className = 'edit';
  form.innerHTML = '<textarea aria-label="Question" rows="2"></textarea><p></p><div><button type="submit" class="send">Ask again</button> <button type="button" class="quiet" data-do="edit-cancel">Cancel</button></div>';
  form.querySelector('textarea').value = heading.dataset.question;
  form.querySelector('p').textContent = later ? `This answer and the ${later === 1 ? 'question' : `${later} questions`} after it will be replaced.` : 'This answer will be replaced.';
  if (limits) form.querySelector('p').textContent += ' While its words stay the same, the limits that you set hold.';
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const question = form.querySelector('textarea').value;
    // another question says for itself what it is held to
    ask(question, { replacing: turn, limits: question === heading.dataset.question ? limits : null });
  });
  form.addEventListener('keydown', (event) => { // as in the composer
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  heading.hidden = true;
  heading.after(form);
  form.querySelector('textarea').focus();
}

function editCancel(from) {
  const slot = from.closest('.slot');
  slot.querySelector('form.edit').remove();
  slot.querySelector('.question').hidden = false;
  slot.querySelector('[data-do="edit"]').focus();
}

function again(turn) {
  const slot = slotOf(turn);
  if (slot !== all('#exchanges .slot').at(-1)) edit(turn); // it says what would be replaced
  else ask(slot.querySelector('.question').dataset.question, { replacing: turn, limits: setLimits(turn) });
}

// --- sources

function select(turn) {
  let found = false;
  all('#sources-body > section').forEach((section) => {
    section.hidden = section.dataset.turn !== String(turn);
    found ||= !section.hidden;
  });
  byId('sources-empty').hidden = found;
  all('#exchanges .slot').forEach((slot) => slot.classList.toggle('selected', slot === slotOf(turn)));
  return found;
}

let version = ''; // of the library's texts
let looks = 0;

// what became of cited texts: looked at when others have come into the library, and once more, because several may
// come within the second to which a version is told
function noteVersion(now) {
  if (version && now !== version) looks = 2;
  version = now || version;
  if (looks > 0) lookAtSources();
  looks = Math.max(0, looks - 1);
}

// of the answers that are there, what became of their sources; one that is being changed by its reader is left
async function lookAtSources() {
  const shown = conversation;
  if (!shown) return;
  const told = await call('conversation', { reader, conversation: shown });
  if (work || shown !== conversation) return;
  const selected = slots().find((slot) => slot.classList.contains('selected'));
  told.turns.filter((turn) => slotOf(turn.turn)).forEach((turn) => {
    const slot = slotOf(turn.turn);
    const isAsBefore = slot.html === turn.html || slot.querySelector('input, textarea');
    (isAsBefore ? drawSources : fill)(slot, turn);
  });
  select(selected?.querySelector('.turn').dataset.turn ?? null);
}

function showSources(turn) {
  select(turn);
  document.body.classList.add('sources-open');
}

function cite(turn, number) {
  select(turn);
  const card = byId('sources-body').querySelector(`section[data-turn="${turn}"] .card[data-number="${number}"]`);
  if (!card) return;
  document.body.classList.add('sources-open');
  all('.card.marked, .cite.marked').forEach((one) => one.classList.remove('marked'));
  card.classList.add('marked');
  all(`.cite[data-turn="${turn}"][data-number="${number}"]`).forEach((one) => one.classList.add('marked'));
  card.scrollIntoView({ block: 'nearest', behavior: calm() ? 'instant' : 'smooth' });
  card.focus({ preventScroll: true });
}

// --- views and conversations

function view(name) {
  document.body.dataset.view = name;
  all('[data-do="view"]').forEach((button) => {
    if (button.dataset.view === name) button.setAttribute('aria-current', 'page');
    else button.removeAttribute('aria-current');
  });
  tell('view', name);
}

function rail(open) {
  document.body.classList.toggle('rail-open', open);
  document.querySelector('.rail-opener').setAttribute('aria-expanded', String(open));
}

async function remove(button) {
  if (!button.classList.contains('sure')) {
    button.classList.add('sure');
    button.textContent = 'Delete?';
    button.addEventListener('blur', () => { button.classList.remove('sure'); button.textContent = '×'; }, { once: true });
    return;
  }
  const told = await call('delete', { reader, conversation: button.dataset.conversation });
  byId('conversations').innerHTML = told.list;
  if (button.dataset.conversation === conversation) start();
  else enter(conversation);
}

async function start() {
  if (work) trigger('halt');
  idle();
  await showConversation('');
  byId('question').focus();
}

async function rate(button) {
  const pressed = button.getAttribute('aria-pressed') === 'true';
  all('.thumb', button.parentElement).forEach((one) => one.setAttribute('aria-pressed', 'false'));
  button.setAttribute('aria-pressed', String(!pressed));
  await call('rate', { reader, turn: button.dataset.turn, rating: pressed ? 0 : button.dataset.rating });
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.text);
  button.textContent = 'Copied';
  setTimeout(() => { button.textContent = 'Copy'; }, 1500);
}

// a file that the server makes and the browser keeps: no other address ever has it
async function exportAnswer(button) {
  const { turn, form } = button.dataset;
  const file = await call('export', { reader, conversation, turn, form });
  complain(file.refused || '');
  if (file.refused) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([file.text], { type: `${file.type};charset=utf-8` }));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// --- what the reader does

const deeds = {
  view: (from) => view(from.dataset.view),
  rail: () => rail(!document.body.classList.contains('rail-open')),
  new: () => { rail(false); start(); },
  conversation: async (from) => {
    rail(false);
    if (work) trigger('halt');
    idle();
    await showConversation(from.dataset.conversation);
  },
  delete: remove,
  suggest: (from) => ask(from.dataset.question),
  stop,
  cite: (from) => cite(from.dataset.turn, from.dataset.number),
  sources: (from) => showSources(from.dataset.turn),
  'sources-close': () => document.body.classList.remove('sources-open'),
  edit: (from) => edit(from.dataset.turn),
  'edit-cancel': editCancel,
  again: (from) => again(from.dataset.turn),
  limit: (from) => limit(from.dataset.turn, from.dataset.limits),
  window: (from) => editWindow(from),
  'window-cancel': () => closeWindow(),
  rate,
  copy,
  export: exportAnswer,
  why: pressWhy,
};

document.addEventListener('click', (event) => {
  const from = event.target.closest('[data-do]');
  if (from) deeds[from.dataset.do]?.(from);
  if (!event.target.closest('.rail, .rail-opener')) rail(false);
  if (!event.target.closest('.sentence')) closeWhy();
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && (hushWhy() || closeWindow())) return;
  if (event.key === 'Escape' && !document.querySelector('dialog[open]')) {
    document.body.classList.remove('sources-open');
    rail(false);
  } else if (event.target.id === 'question' && event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    byId('composer').requestSubmit();
  }
});

function begin() {
  byId('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    const box = byId('question');
    if (!ask(box.value)) return;
    box.value = '';
    box.dispatchEvent(new Event('input'));
    if (narrow()) box.blur(); // the keyboard of a phone would hide the answer
  });

  byId('question').addEventListener('input', () => {
    const box = byId('question');
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight, 200)}px`;
    const length = box.value.trim().length;
    byId('count').hidden = length < LONGEST_QUESTION * 0.8;
    byId('count').classList.toggle('over', length > LONGEST_QUESTION);
    byId('count').textContent = `${length.toLocaleString('en')} / 2,000`;
    if (length <= LONGEST_QUESTION) complain('');
  });

  byId('as-of').addEventListener('change', () => {
    asOfChosen = Boolean(byId('as-of').value);
    if (asOfChosen) showAsOf(byId('as-of').value, '');
    else lookAtLibrary();
  });
  byId('as-of').addEventListener('click', () => { try { byId('as-of').showPicker(); } catch { /* typed instead */ } });

  document.addEventListener('dateline:added', lookAtLibrary);
  new ResizeObserver(makeRoom).observe(byId('turns'));

  view('ask');
  watchLibrary();
  showConversation(conversation);
}

function beginWhenThere() {
  // Gradio puts this component's script to work before the others may be on the page
  if (byId('composer') && byId('library-line')) begin();
  else setTimeout(beginWhenThere, 20);
}

beginWhenThere();
'ask'; 'halt'; // the events of this component, which Gradio finds by their quoted names
