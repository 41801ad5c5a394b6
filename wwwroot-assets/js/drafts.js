// Keeps what people type in fields with data-draft="key" in this tab, and puts it back after a reload or a lost connection.
// An element with data-draft-clear="key" (or drconsole.clearDraft(key)) says that the text is saved: the copy goes.
(() => {
  'use strict';
  const fields = 'textarea[data-draft], input[data-draft]';
  const name = (key) => `draft:${key}`;
  const restored = new WeakSet();
  const store = (work) => {
    try { return work(sessionStorage); } catch { return null; } // storage may be full or forbidden
  };
  const clearDraft = (key) => store((kept) => kept.removeItem(name(key)));

  document.addEventListener('input', (event) => {
    const field = event.target;
    if (!(field instanceof Element) || !field.matches(fields)) return;
    restored.add(field);
    if (field.value) store((kept) => kept.setItem(name(field.dataset.draft), field.value));
    else clearDraft(field.dataset.draft);
  });

  const restore = (field) => {
    if (restored.has(field)) return;
    restored.add(field);
    const text = store((kept) => kept.getItem(name(field.dataset.draft)));
    if (!text || field.value) return;
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
  // "key#3" clears "key"; the number makes a second save of the same field visible as a change.
  const scan = () => {
    for (const mark of document.querySelectorAll('[data-draft-clear]')) {
      if (mark.clearedDraft === mark.dataset.draftClear) continue;
      mark.clearedDraft = mark.dataset.draftClear;
      if (mark.dataset.draftClear) clearDraft(mark.dataset.draftClear.split('#')[0]);
    }
    document.querySelectorAll(fields).forEach(restore);
  };
  new MutationObserver(scan).observe(document.documentElement, {
    subtree: true, childList: true, attributes: true, attributeFilter: ['data-draft', 'data-draft-clear'],
  });
  document.addEventListener('DOMContentLoaded', scan);
  window.drconsole = { ...window.drconsole, clearDraft };
})();
