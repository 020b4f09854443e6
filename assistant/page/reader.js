// Opens a whole article beside whatever the reader is looking at, at the sentence that was cited.
// Knows nothing of answers. Gradio gives `element` (this component) and `server` (functions in Python).

const dialog = element.querySelector('#reader');
const body = element.querySelector('#reader-body');

async function open(from) {
  const { article, start, end, version, quote, present, asOf } = from.dataset;
  document.querySelectorAll('.card.marked').forEach((one) => one.classList.remove('marked'));
  if (from.classList.contains('card')) from.classList.add('marked');
  from.focus({ preventScroll: true }); // where focus goes back to
  body.innerHTML = await server.article({ article, start, end, version, quote, present, as_of: asOf });
  if (!dialog.open) dialog.showModal(); // the browser keeps focus inside, closes on Escape and gives focus back
  body.scrollTop = 0;
  body.querySelector('mark')?.scrollIntoView({ block: 'center', behavior: 'instant' });
  body.focus({ preventScroll: true });
}

document.addEventListener('click', (event) => {
  const from = event.target.closest('[data-do="open"]');
  if (from) open(from);
  else if (event.target === dialog || event.target.closest('[data-do="reader-close"]')) dialog.close();
});

document.addEventListener('keydown', (event) => {
  const card = event.target.closest?.('.card');
  if (!card || (event.key !== 'Enter' && event.key !== ' ')) return;
  event.preventDefault(); // a space would scroll
  open(card);
});
