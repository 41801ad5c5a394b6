// The editor's undo and redo by keyboard. Inside a text field the browser's own undo stays.
(() => {
  'use strict';
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.repeat || event.isComposing) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest('textarea, select, [contenteditable], dialog[open], input:not([type="checkbox"])')) return;
    const button = document.querySelector(key === 'y' || event.shiftKey ? '[data-redo]' : '[data-undo]');
    if (!button) return;
    event.preventDefault();
    button.click();
  });
})();
