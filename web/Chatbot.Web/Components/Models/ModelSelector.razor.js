// The search box of the list: these keys move in the list and not in the text, and what they reach is in sight.
const moving = new Set(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'Enter']);
const key = 'favourite-models';

// Milliseconds. The details stand below the list: on the way there every row in between is crossed.
const rest = 180;

export function attach(search, selector) {
  if (!search) return; // Closed before the script was there.
  let resting = 0;
  const forget = () => clearTimeout(resting);
  search.addEventListener('keydown', (event) => {
    forget();
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    // What an input method composes with is its own; in Safari the Enter that ends it is known by its code only.
    const composes = event.isComposing || event.keyCode === 229;
    if (!composes && moving.has(event.key) && !event.shiftKey) event.preventDefault();
    // What is typed arrives as text: the server need not draw for the key too.
    else if (composes || event.key !== 'Escape') event.stopPropagation();
  });

  const at = () => search.getAttribute('aria-activedescendant');
  const list = search.closest('[role="dialog"]');
  let last = null;
  list.addEventListener('pointermove', (event) => {
    // A list that comes or moves under a mouse at rest is not a mouse that moves.
    const moved = last && (event.screenX !== last.screenX || event.screenY !== last.screenY);
    last = event;
    if (!moved || event.pointerType === 'touch') return;
    forget();
    const id = event.target.closest('[data-testid="model-row"]')?.querySelector('[role="option"]').id;
    if (!id || id === at()) return;
    resting = setTimeout(() => selector.invokeMethodAsync('Look', id).catch(() => { /* the server is away: the next move says it again */ }), rest);
  });
  list.addEventListener('pointerleave', forget);
  // Another row is under the mouse by now.
  list.addEventListener('scroll', forget, { capture: true, passive: true });

  const reveal = () => document.getElementById(at() ?? '')?.scrollIntoView({ block: 'nearest' });
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
