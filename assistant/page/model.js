// Who writes the answers: shows it, tries a model, takes one into use. Knows nothing of answers or conversations.
// Gradio gives `trigger` (an event for Python), `server` (functions in Python), `props` and `watch` (the trial's value).

const at = (id) => document.getElementById(id);
let used = { name: '', label: '', where: '', fixed: '', trouble: '', note: '' };
let trial = null; // the ticket of the one that goes on
let hungUp = 0; // when the last one was stopped: Gradio would stop one that is begun at once, too

function tell(id, text) {
  if (at(id).textContent !== text) at(id).textContent = text; // or it would be read out again
  at(id).hidden = !text;
}

// --- beside the question

function show(model) {
  used = model;
  document.body.dataset.model = model.name; // conversation.js shows that a model's answer is checked
  at('writer-name').textContent = model.label || 'quotations';
  at('writer').title = `${model.name ? `Answers are written by ${model.label}.` : 'Answers are quotations.'} ${model.where} Change it`;
}

// --- the dialog

function chosen() {
  return at('model-written').checked ? at('model-setting').value.trim() : '';
}

function open() {
  at('model-quotations').checked = !used.name;
  at('model-written').checked = Boolean(used.name);
  if (used.name) at('model-setting').value = used.name;
  at('model-fields').disabled = Boolean(used.fixed);
  at('model-use').hidden = Boolean(used.fixed);
  tell('model-fixed', used.fixed);
  tell('model-note', [used.trouble, used.note].filter(Boolean).join(' '));
  tell('model-refused', '');
  tell('model-told', '');
  choose();
  at('model').showModal(); // the browser keeps focus inside, closes on Escape and gives focus back
}

function choose() {
  at('model-choice').hidden = !at('model-written').checked;
  where();
}

let asked = 0;
async function where() {
  const mine = ++asked;
  const setting = chosen();
  const told = setting ? await server.where({ setting }) : null;
  if (mine !== asked) return; // a later one was asked
  tell('model-where', told?.words ?? '');
  at('model-where').classList.toggle('remote', told?.local === false);
}

async function use() {
  if (at('model-written').checked && !chosen()) {
    tell('model-refused', 'Name a model first, such as ollama:llama3.2.');
    at('model-setting').focus();
    return;
  }
  end();
  at('model-use').disabled = true;
  tell('model-refused', '');
  const told = await server.use({ setting: chosen() });
  at('model-use').disabled = false;
  if (!told || told.refused) {
    tell('model-refused', told ? sentence(told.refused) : 'Dateline does not answer. Start it again.');
    return;
  }
  show(told);
  if (told.unkept) tell('model-refused', told.unkept);
  else at('model').close();
}

function sentence(text) { // messages begin in lower case where a terminal puts `error:` before them
  return /[.!?…”]$/.test(text) ? text : `${text}.`;
}

// --- the trial

function test() {
  trial = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  at('model-test').hidden = true;
  at('model-stop').hidden = false;
  at('model-stop').focus();
  at('model-told').classList.remove('failed');
  tell('model-told', 'Asking…');
  const sent = { ticket: trial, setting: chosen() };
  setTimeout(() => { if (trial === sent.ticket) trigger('trial', sent); }, Math.max(0, hungUp + 800 - Date.now()));
}

function end() {
  if (trial) {
    trigger('hangup');
    hungUp = Date.now();
  }
  settle();
}

function settle() {
  trial = null;
  const held = document.activeElement === at('model-stop');
  at('model-test').hidden = false;
  at('model-stop').hidden = true;
  if (held) at('model-test').focus();
}

watch('value', () => {
  const message = props.value;
  if (!trial || message?.ticket !== trial) return; // of one that was stopped
  at('model-told').classList.toggle('failed', message.failed);
  tell('model-told', message.failed ? sentence(message.words) : message.words);
  if (!message.working) settle();
});

// --- what the reader does

const deeds = {
  model: open,
  'model-close': () => at('model').close(),
  'model-test': test,
  'model-stop': () => { end(); tell('model-told', 'Stopped.'); },
};

document.addEventListener('click', (event) => {
  const from = event.target.closest('[data-do]');
  if (from) deeds[from.dataset.do]?.();
  else if (event.target === at('model')) at('model').close(); // beside it
});

document.addEventListener('dateline:library', ({ detail: library }) => show(library.model));

function begin() {
  at('model-form').addEventListener('submit', (event) => { event.preventDefault(); use(); });
  at('model-form').addEventListener('change', (event) => {
    if (event.target.name !== 'answers') return;
    choose();
    if (at('model-written').checked) at('model-setting').focus();
    else end();
  });
  let typing;
  at('model-setting').addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(where, 200);
    tell('model-told', '');
    tell('model-refused', '');
  });
  at('model').addEventListener('close', end);
}

function beginWhenThere() {
  if (at('model-form')) begin();
  else setTimeout(beginWhenThere, 20);
}

beginWhenThere();
'trial'; 'hangup'; // the events of this component, which Gradio finds by their quoted names
