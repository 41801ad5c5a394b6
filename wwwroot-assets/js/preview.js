// Looking an import through: source and result find each other, scroll together, and are worked by keyboard.
// All is delegated from the document, because Blazor replaces elements as it likes.
(() => {
  'use strict';
  const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
  const range = (element) => element.dataset.lines.split('-').map(Number);
  const linesOf = (row) => { const button = row?.querySelector('[data-lines]'); return button ? range(button) : null; };
  const rowsOf = (preview) => [...preview.querySelectorAll('[data-row]')];
  const show = (element, centre) => element?.scrollIntoView({ block: centre ? 'center' : 'nearest', behavior: still() ? 'auto' : 'smooth' });

  const light = (preview, first, last, row) => {
    for (const lit of preview.querySelectorAll('.is-lit')) lit.classList.remove('is-lit');
    row?.classList.add('is-lit');
    const lines = preview.querySelectorAll('[data-line]');
    for (let n = first; n <= last; n++) lines[n - 1]?.classList.add('is-lit');
    return lines[first - 1];
  };
  // What the server has to know: a hidden field reports it like any other.
  const tell = (field, value) => {
    if (!field) return;
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const narrowest = (preview, line) => {
    let best = null;
    for (const row of rowsOf(preview)) {
      const lines = linesOf(row);
      if (lines && lines[0] <= line && line <= lines[1] && (!best || lines[1] - lines[0] < best.last - best.first)) best = { row, first: lines[0], last: lines[1] };
    }
    return best;
  };
  const visit = (preview, row) => {
    linked = performance.now(); // the panes must not follow what this scrolls
    row.focus({ preventScroll: true });
    show(row, false);
    const lines = linesOf(row);
    if (lines) show(light(preview, ...lines, row), true);
  };

  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const preview = target?.closest('[data-preview]');
    if (!preview) return;
    const there = target.closest('[data-goto-line]');
    if (there) {
      show(preview.querySelector(`[data-line="${Number(there.dataset.gotoLine)}"]`), false);
      return;
    }
    const result = target.closest('[data-lines]');
    if (result) {
      const [first, last] = range(result);
      linked = performance.now();
      show(light(preview, first, last, result.closest('[data-row]')), true);
      window.drconsole?.say(first === last ? `Source line ${first} is marked` : `Source lines ${first} to ${last} are marked`);
      return;
    }
    const line = Number(target.closest('[data-line]')?.dataset.line);
    if (!line || String(getSelection())) return;
    const best = narrowest(preview, line);
    if (best) visit(preview, best.row);
    else {
      light(preview, line, line, null);
      tell(preview.querySelector('[data-find-line]'), line); // on another page, perhaps
    }
  });

  // Lines marked in the source fill an open form that asks for some of a note's lines.
  document.addEventListener('mouseup', () => {
    const marked = getSelection();
    const line = (node) => Number((node instanceof Element ? node : node?.parentElement)?.closest('[data-line]')?.dataset.line);
    if (!marked || marked.isCollapsed) return;
    const ends = [line(marked.anchorNode), line(marked.focusNode)].sort((a, b) => a - b);
    if (!ends[0] || !ends[1]) return;
    const first = document.querySelector('[data-mark-first]');
    const last = document.querySelector('[data-mark-last]');
    if (!first || ends[0] < Number(first.min) || ends[1] > Number(first.max)) return;
    tell(first, ends[0]);
    tell(last, ends[1]);
  });

  // Escape leaves an open form as its last button does. Losing the focus first saves the field that was being written.
  document.addEventListener('keydown', (event) => {
    const close = event.key === 'Escape' && !event.isComposing && document.activeElement?.closest('[data-row]')?.querySelector('[data-close]');
    if (!close) return;
    event.preventDefault();
    document.activeElement.blur();
    close.click();
  });

  document.addEventListener('keydown', (event) => {
    const key = window.drconsole?.plainKey(event);
    const preview = key && document.querySelector('[data-preview]');
    if (!preview || !'jkaxem'.includes(key)) return;
    const rows = rowsOf(preview);
    const at = rows.indexOf(document.activeElement?.closest('[data-row]') ?? preview.querySelector('[data-row].is-lit'));
    if (key === 'j' || key === 'k') {
      const next = rows[at < 0 ? 0 : at + (key === 'j' ? 1 : -1)];
      if (next) visit(preview, next);
      else preview.querySelector(key === 'j' ? '[data-page-on]' : '[data-page-back]')?.click();
      return;
    }
    const button = rows[at]?.querySelector(`[data-act="${key}"]:not(:disabled)`);
    button?.click();
    if (button && (key === 'a' || key === 'x') && rows[at + 1]) visit(preview, rows[at + 1]);
  });

  // The pane under the pointer or with the focus leads; the other one follows.
  let leader = null;
  let linked = 0;
  for (const kind of ['pointerenter', 'focusin', 'touchstart']) {
    document.addEventListener(kind, (event) => {
      const pane = event.target instanceof Element ? event.target.closest('[data-source], [data-results]') : null;
      if (pane) leader = pane;
    }, true);
  }
  const follow = (pane) => {
    const preview = pane.closest('[data-preview]');
    const top = pane.getBoundingClientRect().top;
    const below = (elements) => elements.find((element) => element.getBoundingClientRect().bottom > top + 40);
    const put = (other, element) => { if (element) other.scrollTop += element.getBoundingClientRect().top - other.getBoundingClientRect().top - 40; };
    if (pane.matches('[data-results]')) {
      const lines = linesOf(below(rowsOf(preview)));
      if (lines) put(preview.querySelector('[data-source]'), preview.querySelector(`[data-line="${lines[0]}"]`));
    } else {
      const box = pane.getBoundingClientRect();
      const line = Number(document.elementFromPoint(box.left + 24, box.top + 44)?.closest('[data-line]')?.dataset.line);
      if (line) put(preview.querySelector('[data-results]'), rowsOf(preview).find((row) => (linesOf(row)?.[1] ?? 0) >= line));
    }
  };
  let waiting = false;
  document.addEventListener('scroll', (event) => {
    const pane = event.target;
    if (waiting || pane !== leader || performance.now() - linked < 600) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      follow(pane);
    });
  }, true);

  // Called by the page once a row is there: the keyboard goes on from it, or from the form that was opened in it.
  const showRow = (id, isOpened) => {
    const row = document.getElementById(id);
    const preview = row?.closest('[data-preview]');
    if (!preview) return;
    visit(preview, row);
    if (isOpened) row.querySelector('.move-form select, .change-form :is(input, textarea, select)')?.focus();
  };
  window.drconsole = { ...window.drconsole, showRow };
})();
