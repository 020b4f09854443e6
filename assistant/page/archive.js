// Lists the archive: searches as the reader types, turns pages. Knows nothing of conversations.
// Gradio gives `element` (this component) and `server` (functions in Python).

const part = (id) => element.querySelector(`#${id}`);
let offset = 0;
let asked = 0;
let line = '';
let outlets = '';
let sources = '';

async function list() {
  const mine = ++asked;
  const html = await server.archive({
    words: part('filter-words').value, outlet: part('filter-outlet').value,
    first: part('filter-first').value, last: part('filter-last').value, offset,
  });
  if (mine === asked) part('headlines').innerHTML = html; // an older search may come back after a newer one
}

function filter() {
  offset = 0;
  list();
}

let typing;
part('filters').addEventListener('input', () => { clearTimeout(typing); typing = setTimeout(filter, 200); });
part('filters').addEventListener('reset', () => setTimeout(filter)); // once the fields are empty
part('filters').addEventListener('submit', (event) => { event.preventDefault(); filter(); });

element.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-do="page"]');
  if (!button) return;
  offset = Number(button.dataset.offset);
  await list();
  part('headlines').scrollIntoView({ block: 'start' });
});

document.addEventListener('dateline:view', (event) => { if (event.detail === 'archive') list(); });

document.addEventListener('dateline:library', ({ detail: library }) => {
  if (library.sources !== sources) {
    sources = library.sources;
    part('feeds').hidden = !sources;
    part('feeds').innerHTML = sources; // whether it is open stays as it is
  }
  if (library.outlets.join('\n') !== outlets) {
    outlets = library.outlets.join('\n');
    const chosen = part('filter-outlet').value;
    part('filter-outlet').replaceChildren(new Option('All outlets', ''), ...library.outlets.map((name) => new Option(name, name)));
    part('filter-outlet').value = chosen;
  }
  if (library.line !== line && document.body.dataset.view === 'archive') list();
  line = library.line;
});
