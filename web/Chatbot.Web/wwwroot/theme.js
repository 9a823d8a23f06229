// Runs before the first paint: what this browser was told about looks and keys, whose keyboard it is, and whether the sidebar is folded.
(() => {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const read = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  // The browser's own frame: what stands in the page is for the system's choice, without a script.
  const frames = [...document.querySelectorAll('meta[name="theme-color"]')];
  const [light, dark] = frames.map((frame) => frame.content);
  const apply = () => {
    const stored = read('theme');
    const choice = stored === 'light' || stored === 'dark' ? stored : 'system';
    root.dataset.themeChoice = choice;
    root.dataset.theme = choice === 'system' ? (system.matches ? 'dark' : 'light') : choice;
    for (const frame of frames) frame.content = root.dataset.theme === 'dark' ? dark : light;
    root.dataset.motion = read('motion') === 'less' ? 'less' : 'system';
    root.dataset.send = read('send') === 'ctrl-enter' ? 'ctrl-enter' : 'enter';
  };
  apply();
  system.addEventListener('change', apply);
  addEventListener('storage', apply);
  addEventListener('themechange', apply);
  if (/^Mac|^iP/i.test(navigator.platform)) root.dataset.keys = 'mac';
  if (read('sidebar') === 'folded') root.dataset.sidebar = 'folded';
})();
