// Printing needs no server. A page may be printed long after it was opened: the moment of printing is written where it is asked for.
(() => {
  'use strict';
  addEventListener('beforeprint', () => {
    const now = `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    for (const place of document.querySelectorAll('time[data-printed]')) {
      // The text node is kept: Blazor holds on to it.
      if (place.firstChild) place.firstChild.nodeValue = now;
    }
  });
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('[data-print]')) print();
  });
})();
