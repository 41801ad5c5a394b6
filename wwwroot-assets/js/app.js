// Small helps that need no server: clocks, copying, dialogs, menus, theme, the shortcut to declare.
// Everything is delegated from the document, because Blazor replaces elements as it likes.
(() => {
  'use strict';
  const say = (text) => {
    const place = document.getElementById('announcements');
    if (!place) return;
    place.textContent = '';
    setTimeout(() => { place.textContent = text; }, 50);
  };

  // Clocks run on the console's time: a responder's laptop may be wrong.
  const serverNow = Date.parse(document.documentElement.dataset.now ?? '');
  const drift = Number.isNaN(serverNow) ? 0 : serverNow - Date.now();
  const skew = Math.abs(drift) < 2000 ? 0 : drift;
  const two = (n) => String(n).padStart(2, '0');
  const face = (ms) => {
    const s = Math.max(0, Math.floor(ms / 1000));
    return `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  };
  // The text node is kept: Blazor holds on to it.
  const write = (element, text) => {
    const node = element.firstChild;
    if (!node) element.textContent = text;
    else if (node.nodeValue !== text) node.nodeValue = text;
  };
  // A zone that this browser does not know keeps what the server wrote.
  const faces = new Map();
  const faceOf = (zone) => {
    if (!faces.has(zone)) {
      try {
        faces.set(zone, new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit' }));
      } catch {
        faces.set(zone, null);
      }
    }
    return faces.get(zone);
  };
  const tick = () => {
    const now = Date.now() + skew;
    for (const clock of document.querySelectorAll('.clock[data-since]:not([data-stopped])')) {
      write(clock, face(now - Date.parse(clock.dataset.since)));
    }
    for (const clock of document.querySelectorAll('.clock[data-until]:not([data-stopped])')) {
      const left = Date.parse(clock.dataset.until) - now;
      write(clock, left < 0 ? `over by ${face(-left)}` : face(left));
      clock.toggleAttribute('data-over', left < 0);
    }
    const utc = new Date(now);
    for (const place of document.querySelectorAll('[data-zone]')) {
      const face = faceOf(place.dataset.zone);
      if (face) write(place, face.format(utc).replace(',', ''));
    }
    for (const place of document.querySelectorAll('[data-utc]')) {
      write(place, `${two(utc.getUTCHours())}:${two(utc.getUTCMinutes())} UTC`);
    }
  };
  setInterval(tick, 1000);
  document.addEventListener('DOMContentLoaded', tick);

  const copy = async (button) => {
    const beside = button.closest('.command')?.querySelector('code');
    const text = button.dataset.copy ?? beside?.textContent ?? '';
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https the clipboard is closed to scripts; the old way still works.
      const field = document.createElement('textarea');
      field.value = text;
      field.className = 'sr-only';
      document.body.append(field);
      field.select();
      const done = document.execCommand('copy');
      field.remove();
      button.focus();
      if (!done) {
        say('Copying is not possible here. Select the text and copy it.');
        return;
      }
    }
    button.classList.add('is-copied');
    setTimeout(() => button.classList.remove('is-copied'), 2000);
    say('Copied');
  };

  // A dialog that wants a reason stays open until it has one. Heard before anybody else, so that nothing is sent.
  window.addEventListener('click', (event) => {
    const confirm = event.target instanceof Element ? event.target.closest('[data-needs-fields]') : null;
    const empty = confirm?.closest('dialog')?.querySelector(':is(input, select, textarea):invalid');
    if (!empty) return;
    event.stopImmediatePropagation();
    empty.reportValidity();
    empty.focus();
  }, true);

  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    const copied = target.closest('.copy');
    if (copied) copy(copied);
    const opens = target.closest('[data-opens]');
    if (opens) document.getElementById(opens.dataset.opens)?.showModal();
    const closes = target.closest('[data-closes]');
    if (closes) document.getElementById(closes.dataset.closes)?.close();
    if (target.closest('a.skip')) document.getElementById('main')?.focus();
    for (const menu of document.querySelectorAll('details.menu[open]')) {
      if (!menu.contains(target) || target.closest('a')) menu.open = false;
    }
  });

  const shortcuts = () => {
    try { return localStorage.getItem('shortcuts') !== 'off'; } catch { return true; }
  };
  // The letter of a shortcut; null where the key belongs to a field or dialog, or shortcuts are switched off.
  const plainKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing || !shortcuts()) return null;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest('input, textarea, select, [contenteditable], dialog[open]') || document.querySelector('dialog[open]')) return null;
    return /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : null;
  };
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      for (const menu of document.querySelectorAll('details.menu[open]')) {
        menu.open = false;
        menu.querySelector('summary')?.focus();
      }
    }
    const key = plainKey(event);
    if (key) document.querySelector(`[data-shortcut="${key}"]`)?.click();
  });

  document.addEventListener('change', (event) => {
    const field = event.target instanceof Element ? event.target : null;
    if (field?.matches('[data-theme-choice]')) window.drTheme?.choose(field.value);
    if (field?.matches('[data-shortcuts-choice]')) {
      try { localStorage.setItem('shortcuts', field.checked ? 'on' : 'off'); } catch { /* lasts for this page only */ }
    }
  });
  document.addEventListener('toggle', (event) => {
    const menu = event.target;
    if (!(menu instanceof HTMLDetailsElement) || !menu.open) return;
    for (const field of menu.querySelectorAll('[data-theme-choice]')) field.value = window.drTheme?.chosen() ?? 'system';
    for (const field of menu.querySelectorAll('[data-shortcuts-choice]')) field.checked = shortcuts();
  }, true);

  document.addEventListener('mouseover', (event) => {
    const time = event.target instanceof Element ? event.target.closest('time.instant:not([title])') : null;
    if (time) time.title = `${new Date(time.dateTime).toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'long' })} (your time)`;
  });

  // Long text goes to the server as a stream: a single message of a circuit is small. The line end keeps it from being empty.
  // A page opened. Whoever is already somewhere in it stays there.
  const focusHeading = () => {
    if (document.activeElement?.closest('#main > *')) return;
    const heading = document.querySelector('h1');
    if (!heading) return;
    if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  };

  window.drconsole = { ...window.drconsole, say, plainKey, focusHeading, streamOf: (field) => new Blob([field.value, '\n']) };
})();
