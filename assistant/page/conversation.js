// The conversation: sends questions over the wire and puts on the page what comes back.
// Knows nothing of answers: their HTML is made and escaped by the server (assistant/render.py).
// Gradio gives `trigger` (an event for Python), `server` (functions in Python), `props` and `watch` (the wire's value).

const LONGEST_QUESTION = 2000;
const byId = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
const narrow = () => matchMedia('(max-width: 820px)').matches;

// --- who is reading: a token that only this browser knows, and the conversation of this tab

function token() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function kept(storage, key) {
  try { return storage.getItem(key) || ''; } catch { return ''; }
}

function keep(storage, key, value) {
  try { storage.setItem(key, value); } catch { /* a browser without storage forgets at a reload, no more */ }
}

const reader = kept(localStorage, 'dateline.reader') || token();
keep(localStorage, 'dateline.reader', reader);
let conversation = kept(sessionStorage, 'dateline.conversation') || kept(localStorage, 'dateline.conversation');

function enter(id) {
  conversation = id;
  keep(sessionStorage, 'dateline.conversation', id);
  keep(localStorage, 'dateline.conversation', id);
  all('#conversations li').forEach((row) => row.classList.toggle('current', row.dataset.conversation === id));
}

// --- the server

let lost = false;
async function call(name, data = {}) {
  const answer = await server[name](data);
  lost = answer === undefined; // Gradio tells of a server that is away in no other way
  if (lost) throw new Error('Dateline does not answer');
  return answer;
}

// what other scripts of the page may want to know
function tell(what, detail) {
  document.dispatchEvent(new CustomEvent(`dateline:${what}`, { detail }));
}

// --- the library: its line, notices, first questions

let drawn = {};
let settled = false;
let filling = false;
let asOfChosen = false;

function setText(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text; // or it would be read out again
}

function draw(id, html) {
  if (drawn[id] === html) return; // what has not changed is not touched: focus and selection stay
  drawn[id] = html;
  byId(id).innerHTML = html;
}

async function lookAtLibrary() {
  try {
    const library = await call('library');
    settled = library.settled;
    filling = library.is_filling;
    setText('library-line', library.busy || library.line);
    setText('library-age', library.busy ? '' : library.age); // outside what is read out: it is another every minute
    draw('notice', library.notice);
    draw('welcome', library.welcome);
    if (library.as_of && !asOfChosen) showAsOf(library.as_of, library.as_of_hint);
    tell('library', library);
    if (!work && document.querySelector('.turn[aria-busy]')) showConversation(conversation); // cut off meanwhile
    else if (!work) noteVersion(library.version);
  } catch {
    settled = false;
    byId('library-line').textContent = 'Dateline does not answer. Start it again: this page then continues.';
    byId('library-age').textContent = '';
    if (work) idle();
  }
}

async function watchLibrary() {
  await lookAtLibrary();
  setTimeout(watchLibrary, settled && !document.hidden ? (filling ? 4000 : 15000) : 1200);
}

function showAsOf(value, hint) {
  byId('as-of').value = value;
  const [year, month, day] = value.split('-').map(Number);
  const name = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][month - 1];
  byId('as-of-text').textContent = `${day} ${name} ${year}`;
  byId('as-of-hint').textContent = hint;
}

// --- the conversation

let work = null; // the question that is being answered: {ticket, slot}

function slotOf(turn) {
  return turn && all('#exchanges .slot').find((slot) => slot.querySelector(`[data-turn="${turn}"]`));
}

function slots() {
  return all('#exchanges .slot:not([hidden])');
}

function newSlot(question) {
  const slot = document.createElement('div');
  slot.className = 'slot';
  slot.tabIndex = -1;
  slot.innerHTML = '<article class="turn" aria-busy="true"><h2 class="question"></h2><ol class="stages" aria-hidden="true"><li class="now">Searching</li><li>Reading</li><li>Answering</li></ol></article>';
  if (document.body.dataset.model) slot.querySelector('.stages').insertAdjacentHTML('beforeend', '<li>Checking</li>');
  slot.querySelector('h2').textContent = question;
  byId('exchanges').append(slot);
  return slot;
}

function fill(slot, message) {
  const held = slot.contains(document.activeElement) ? document.activeElement.dataset.number : null;
  slot.innerHTML = message.html;
  slot.html = message.html;
  if (held) slot.querySelector(`.cite[data-number="${held}"]`)?.focus({ preventScroll: true });
  drawSources(slot, message);
}

function drawSources(slot, message) {
  if (slot.sources === message.sources) return;
  slot.sources = message.sources;
  const section = all('#sources-body > section').find((one) => one.dataset.turn === String(message.turn));
  if (section) section.outerHTML = message.sources;
  else byId('sources-body').insertAdjacentHTML('beforeend', message.sources);
}

function makeRoom() {
  // a follow-up gets the height of the view, so that it can stand at the top while its answer grows below it
  const height = byId('turns').clientHeight; // read before anything is set, or the view would scroll
  const seen = slots();
  seen.forEach((slot, index) => {
    slot.style.minHeight = index > 0 && index === seen.length - 1 ? `${height}px` : '';
  });
  document.body.classList.toggle('started', seen.length > 0);
}

function scrollToLast(smooth) {
  const last = slots().at(-1);
  if (last) byId('turns').scrollTo({ top: slots().length > 1 ? last.offsetTop + 1 : 0, behavior: smooth && !calm() ? 'smooth' : 'instant' });
}

let showing = null; // the conversation that is being fetched

function showConversation(id) {
  const fetched = fetchConversation(id).finally(() => { if (showing === fetched) showing = null; });
  showing = fetched;
  return fetched;
}

async function fetchConversation(id) {
  const told = await call('conversation', { reader, conversation: id });
  const known = told.turns.length > 0;
  byId('conversations').innerHTML = told.list;
  enter(known ? id : '');
  byId('exchanges').replaceChildren();
  all('#sources-body > section').forEach((section) => section.remove());
  told.turns.forEach((turn) => fill(newSlot(''), turn));
  select(told.turns.at(-1)?.turn);
  makeRoom();
  scrollToLast(false);
}

async function showList() {
  const told = await call('conversation', { reader, conversation: '' });
  byId('conversations').innerHTML = told.list;
  enter(conversation);
}

function complain(text) {
  byId('composer-error').textContent = text;
  byId('composer-error').hidden = !text;
  byId('question').setAttribute('aria-invalid', text ? 'true' : 'false');
}

function busy(ticket, slot) {
  work = { ticket, slot };
  byId('send').hidden = true;
  byId('stop').hidden = false;
}

function idle() {
  work = null;
  complain('');
  byId('send').hidden = false;
  byId('stop').hidden = true;
}

function refusal(question) {
  if (!/[\p{L}\p{N}]/u.test(question)) return 'Type a question first.';
  if (question.trim().length > LONGEST_QUESTION) {
    return `This question has ${question.trim().length.toLocaleString('en')} characters; 2,000 is the most. Nothing was sent: shorten it and ask again.`;
  }
  if (work) return 'One question at a time: stop this one first.';
  if (lost) return 'Dateline does not answer. Start it again, then ask.';
  return '';
}

// `limits` are those that the reader set; none where they are as the question says
function ask(question, { replacing = null, limits = null, asOf = byId('as-of').value } = {}) {
  const problem = refusal(question);
  complain(problem);
  if (problem) return false;
  if (replacing !== null) {
    // out of sight until the new answer is there: should it not come, nothing is lost
    slots().slice(slots().indexOf(slotOf(replacing))).forEach((slot) => { slot.hidden = true; });
  }
  if (showing) {
    // what is fetched would take the place of the new question: it is asked below it
    const again = () => { if (!ask(question, { replacing, limits, asOf })) byId('question').value ||= question; };
    showing.then(again, again);
    return true;
  }
  const ticket = token();
  busy(ticket, newSlot(question.trim()));
  if (replacing !== null) work.slot.focus({ preventScroll: true }); // what was pressed is gone
  select(null);
  makeRoom();
  scrollToLast(true);
  byId('status').textContent = 'Searching';
  trigger('ask', { reader, ticket, conversation, question, replacing, limits, as_of: asOf });
  return true;
}

const heard = { answered: 'The answer is there.', unsupported_premise: 'No article says what the question takes for granted.' };

watch('value', () => {
  const message = props.value;
  if (!work || message?.ticket !== work.ticket) return; // of a question that was stopped
  if (message.refused) {
    const refused = message.refused;
    byId('question').value = byId('question').value || work.slot.querySelector('.question').textContent;
    work.slot.remove();
    all('#exchanges .slot[hidden]').forEach((slot) => { slot.hidden = false; });
    idle();
    complain(refused);
    makeRoom();
    return;
  }
  fill(work.slot, message);
  if (message.sources) select(message.turn);
  if (message.conversation !== conversation) enter(message.conversation);
  work.heard = true;
  if (message.working && work.stopping) {
    halt();
    return;
  }
  if (message.working) {
    byId('status').textContent = message.stage;
    return;
  }
  const outcome = work.slot.querySelector('.turn').dataset.state;
  byId('status').textContent = [heard[outcome] || 'There is no answer.', message.summary].filter(Boolean).join(' ');
  const replaced = all('#exchanges .slot[hidden]');
  idle();
  if (message.failed && replaced.length) {
    showConversation(conversation);
    return;
  }
  replaced.forEach((slot) => slot.remove());
  showList();
});

function stop() {
  if (work.heard) halt();
  else work.stopping = true; // the question is not kept yet: it would be gone
}

async function halt() {
  trigger('halt');
  idle();
  byId('status').textContent = 'Stopped';
  await showConversation(conversation);
  byId('question').focus();
}
