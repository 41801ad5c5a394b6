// Loaded before the first paint: applies the chosen theme, so that a dark room stays dark.
(() => {
  'use strict';
  const root = document.documentElement;
  const chosen = () => {
    try {
      const theme = localStorage.getItem('theme');
      return theme === 'light' || theme === 'dark' ? theme : 'system';
    } catch {
      return 'system'; // storage may be forbidden
    }
  };
  const apply = () => {
    const theme = chosen();
    if ((root.dataset.theme ?? 'system') === theme) return;
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
  };
  apply();
  // Navigation between static pages may rewrite the attributes of <html>.
  new MutationObserver(apply).observe(root, { attributes: true, attributeFilter: ['data-theme'] });
  window.drTheme = {
    chosen,
    choose(theme) {
      try {
        localStorage.setItem('theme', theme);
      } catch {
        if (theme === 'system') delete root.dataset.theme;
        else root.dataset.theme = theme;
        return;
      }
      apply();
    },
  };
})();
