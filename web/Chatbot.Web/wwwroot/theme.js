// Runs before the first paint: light, dark or the system's choice, and whether the sidebar is folded.
(() => {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const read = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const apply = () => {
    const stored = read('theme');
    const choice = stored === 'light' || stored === 'dark' ? stored : 'system';
    root.dataset.themeChoice = choice;
    root.dataset.theme = choice === 'system' ? (system.matches ? 'dark' : 'light') : choice;
  };
  apply();
  system.addEventListener('change', apply);
  addEventListener('storage', apply);
  addEventListener('themechange', apply);
  if (read('sidebar') === 'folded') root.dataset.sidebar = 'folded';
})();
