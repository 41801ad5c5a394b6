// What a page does when its circuit is lost. blazor.web.js sets the classes of the banner.
(() => {
  'use strict';
  const banner = document.getElementById('components-reconnect-modal');
  if (!banner) return;
  let polling = 0;
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
    if (banner.classList.contains('components-reconnect-rejected')) location.reload();
    else if (banner.classList.contains('components-reconnect-failed')) polling = setInterval(reloadWhenAlive, 2000);
  }).observe(banner, { attributes: true, attributeFilter: ['class'] });
})();
