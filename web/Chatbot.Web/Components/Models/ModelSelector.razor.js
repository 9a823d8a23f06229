// The search box of the list: these keys move in the list and not in the text, and what they reach is in sight.
const moving = new Set(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'Enter']);
const key = 'favourite-models';

export function attach(search) {
  if (!search) return; // Closed before the script was there.
  search.addEventListener('keydown', (event) => {
    if (moving.has(event.key) && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing) event.preventDefault();
  });
  const reveal = () => document.getElementById(search.getAttribute('aria-activedescendant') ?? '')?.scrollIntoView({ block: 'nearest' });
  new MutationObserver(reveal).observe(search, { attributes: true, attributeFilter: ['aria-activedescendant'] });
  reveal();
}

export function favourites() {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch { return []; /* private mode, or somebody else's words */ }
}

export function keep(ids) {
  try { localStorage.setItem(key, JSON.stringify(ids)); } catch { /* private mode: for this page only */ }
}
