// Keeps what people type in fields with data-draft="key" in this tab, and puts it back after a reload or a lost connection.
// A field that has a saved text already names it in data-draft-base: what was typed over it is put back while the saved text is still the same,
// and shown beside the field (in "<id>-kept") when somebody else has changed that meanwhile.
// An element with data-draft-clear="key" (or drconsole.clearDraft(key)) says that the text is saved: the copy goes.
(() => {
  'use strict';
  const fields = 'textarea[data-draft], input[data-draft]';
  const name = (key) => `draft:${key}`;
  const restored = new WeakSet();
  const store = (work) => {
    try { return work(sessionStorage); } catch { return null; } // storage may be full or forbidden
  };
  const baseName = (key) => `draft-base:${key}`;
  const clearDraft = (key) => store((kept) => {
    kept.removeItem(name(key));
    kept.removeItem(baseName(key));
  });
  const shownBeside = new WeakSet();

  document.addEventListener('input', (event) => {
    const field = event.target;
    if (!(field instanceof Element) || !field.matches(fields)) return;
    restored.add(field);
    const { draft, draftBase } = field.dataset;
    if (draftBase !== undefined && store((kept) => kept.getItem(name(draft))) === null) store((kept) => kept.setItem(baseName(draft), draftBase));
    if (field.value && field.value !== draftBase) store((kept) => kept.setItem(name(field.dataset.draft), field.value));
    else clearDraft(field.dataset.draft);
  });

  const restore = (field) => {
    const { draft, draftBase } = field.dataset;
    if (restored.has(field)) {
      if (draftBase !== undefined && field !== document.activeElement && field.value === draftBase && !shownBeside.has(field)) clearDraft(draft);
      return;
    }
    if (field.disabled && draftBase !== undefined) return; // not live yet: nobody would hear of it
    restored.add(field);
    const text = store((kept) => kept.getItem(name(draft)));
    if (!text || (draftBase === undefined ? field.value : text === draftBase)) return;
    if (draftBase !== undefined && store((kept) => kept.getItem(baseName(draft))) !== draftBase) {
      const place = document.getElementById(`${field.id}-kept`);
      if (place) place.textContent = `You had typed here, unsaved, when the page was loaded anew: ${text}`;
      shownBeside.add(field);
      return;
    }
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
    subtree: true, childList: true, attributes: true, attributeFilter: ['data-draft', 'data-draft-clear', 'data-draft-base', 'disabled'],
  });
  document.addEventListener('DOMContentLoaded', scan);
  window.drconsole = { ...window.drconsole, clearDraft };
})();
