// Import preview: a click on a result lights its source lines, a click on a source line lights its result.
(() => {
  'use strict';
  const range = (element) => element.dataset.lines.split('-').map(Number);
  const light = (preview, first, last, result) => {
    for (const lit of preview.querySelectorAll('.is-lit')) lit.classList.remove('is-lit');
    result?.classList.add('is-lit');
    const lines = preview.querySelectorAll('[data-line]');
    for (let n = first; n <= last; n++) lines[n - 1]?.classList.add('is-lit');
    return lines[first - 1];
  };
  const show = (element, centre) => {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    element?.scrollIntoView({ block: centre ? 'center' : 'nearest', behavior: still ? 'auto' : 'smooth' });
  };

  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const preview = target?.closest('[data-preview]');
    if (!preview) return;
    const result = target.closest('[data-lines]');
    if (result) {
      const [first, last] = range(result);
      show(light(preview, first, last, result.closest('.preview-item') ?? result), true);
      window.drconsole?.say(first === last ? `Source line ${first} is marked` : `Source lines ${first} to ${last} are marked`);
      return;
    }
    const line = Number(target.closest('[data-line]')?.dataset.line);
    if (!line || String(getSelection())) return;
    let best = null;
    for (const candidate of preview.querySelectorAll('[data-lines]')) {
      const [first, last] = range(candidate);
      if (first <= line && line <= last && (!best || last - first < best.last - best.first)) best = { candidate, first, last };
    }
    if (!best) {
      light(preview, line, line, null);
      return;
    }
    const item = best.candidate.closest('.preview-item') ?? best.candidate;
    light(preview, best.first, best.last, item);
    show(item, true);
  });
})();
