// Tells the page when uploaded articles are in the archive. Knows nothing of what the report says.
watch('value', () => {
  if (element.querySelector('[data-done="true"]')) document.dispatchEvent(new CustomEvent('dateline:added'));
});
