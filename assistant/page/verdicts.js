// Why a sentence has its mark: beside the mark while it is pointed at, focused or pressed. Follows conversation.js.
// Knows nothing of what the marks mean. The style shows it; this puts it where it can be read, and takes it away.

const marked = '.answer .verdict, .sentence:is(.weak, .unsupported, .uncited) .words';

function placeWhy(sentence) {
  const why = sentence?.querySelector('.why');
  const mark = sentence?.querySelector('button.verdict');
  if (!why || !mark) return;
  sentence.classList.remove('hushed');
  const column = why.offsetParent ?? mark.offsetParent;
  why.style.maxWidth = `${Math.min(column.clientWidth, 380)}px`;
  why.style.left = `${Math.max(0, Math.min(mark.offsetLeft, column.clientWidth - why.offsetWidth))}px`;
  const below = mark.getBoundingClientRect().bottom + why.offsetHeight + 8 < byId('turns').getBoundingClientRect().bottom;
  why.style.top = `${below ? mark.offsetTop + mark.offsetHeight + 2 : mark.offsetTop - why.offsetHeight - 2}px`;
}

function pressWhy(mark) {
  const open = mark.getAttribute('aria-expanded') === 'true';
  closeWhy();
  mark.setAttribute('aria-expanded', String(!open));
  placeWhy(mark.closest('.sentence'));
}

// whether there was one to close
function closeWhy() {
  const open = all('.verdict[aria-expanded="true"]');
  open.forEach((mark) => mark.setAttribute('aria-expanded', 'false'));
  return open.length > 0;
}

function hushWhy() {
  const shown = all('.sentence .why').filter((why) => why.offsetHeight > 0);
  shown.forEach((why) => why.closest('.sentence').classList.add('hushed'));
  return closeWhy() || shown.length > 0;
}

for (const kind of ['pointerover', 'focusin']) {
  document.addEventListener(kind, (event) => { if (event.target.closest?.(marked)) placeWhy(event.target.closest('.sentence')); });
}
