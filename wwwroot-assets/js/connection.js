// What a page does when its circuit is lost. blazor.web.js sets the classes of the banner.
(() => {
  'use strict';
  const banner = document.getElementById('components-reconnect-modal');
  if (!banner) return;
  let polling = 0;
  let lost = false;
  const typed = new Set();

  // While the line is cut nothing reaches the console. What is typed then is told to it afterwards; a click is refused in plain sight.
  const tell = () => {
    for (const field of typed) {
      if (!field.isConnected) continue;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
    typed.clear();
    banner.classList.remove('has-unsent');
  };
  for (const kind of ['input', 'change']) {
    document.addEventListener(kind, (event) => { if (lost) { typed.add(event.target); event.stopImmediatePropagation(); keep(event.target); } }, true);
  }
  const keep = (field) => {
    const { draft, draftBase } = field.dataset ?? {};
    if (draft && field.value) try {
      if (draftBase !== undefined && sessionStorage.getItem(`draft:${draft}`) === null) sessionStorage.setItem(`draft-base:${draft}`, draftBase);
      sessionStorage.setItem(`draft:${draft}`, field.value);
    } catch { /* kept in the field all the same */ }
  };
  const refuse = (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!lost || !target?.closest('main') || target.closest('.copy, [data-opens], [data-closes], [data-lines], [data-goto-line]')) return;
    if (event.type === 'click' && !target.closest('button')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    banner.classList.add('has-unsent');
  };
  document.addEventListener('click', refuse, true);
  document.addEventListener('submit', refuse, true);
  const reloadWhenAlive = async () => {
    try {
      const answer = await fetch('/health/live', { cache: 'no-store' });
      if (answer.ok) location.reload();
    } catch {
      // Still away: the next round asks again.
    }
  };
  new MutationObserver(() => {
    clearInterval(polling);
    const was = lost;
    lost = /components-reconnect-(show|failed|rejected)/.test(banner.className);
    if (was && !lost) tell();
    if (banner.classList.contains('components-reconnect-rejected')) location.reload();
    else if (banner.classList.contains('components-reconnect-failed')) polling = setInterval(reloadWhenAlive, 2000);
  }).observe(banner, { attributes: true, attributeFilter: ['class'] });
})();
