import { copy } from '../../copy.js';

// Follows the answer while the reader is at its end, and leaves them alone when they have scrolled up: what is above may
// grow then (older messages, pictures), and the text under their eyes stays where it is.
export function follow(scroll, jump, component) {
  if (!scroll) return { dispose() {} }; // Gone before the script was there.
  const near = 48;
  const column = scroll.firstElementChild;
  const end = new AbortController();
  let following = true;
  let lastTop = 0;
  let anchor = null; // The first message in sight, and where it is.

  const atEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < near;
  const show = () => jump.toggleAttribute('data-away', !following);
  const toEnd = (behavior) => scroll.scrollTo({ top: scroll.scrollHeight, behavior });
  const topOf = (element) => element.getBoundingClientRect().top - scroll.getBoundingClientRect().top;

  // Messages stand in order, so the first one in sight is found by halving.
  const mark = () => {
    const messages = column.querySelectorAll(':scope > [data-message]');
    let [low, high] = [0, messages.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (topOf(messages[middle]) + messages[middle].offsetHeight > 0) high = middle; else low = middle + 1;
    }
    anchor = messages.length > 0 ? { element: messages[low], top: topOf(messages[low]) } : null;
  };

  const hold = () => {
    if (!anchor?.element.isConnected) return;
    const moved = topOf(anchor.element) - anchor.top;
    if (Math.abs(moved) >= 1) scroll.scrollTop += moved;
  };

  // Asked for once, and again when it came or did not come for a while.
  let asked = 0;
  let first = null;
  const older = () => {
    const button = column.querySelector(':scope > .older');
    const now = column.querySelector(':scope > [data-message]');
    if (now !== first) [first, asked] = [now, 0];
    if (!button || following || scroll.scrollTop > 900 || Date.now() - asked < 5000) return;
    asked = Date.now();
    button.click();
  };

  const onScroll = () => {
    // Only a move upwards is the reader's own wish; growing text also moves the end away.
    if (scroll.scrollTop < lastTop - 2) following = false;
    if (atEnd()) following = true;
    lastTop = scroll.scrollTop;
    mark();
    show();
    older();
  };

  const grown = new ResizeObserver(() => {
    if (following) toEnd('instant'); else hold();
    lastTop = scroll.scrollTop;
    show();
  });
  grown.observe(column);
  grown.observe(scroll);
  scroll.addEventListener('scroll', onScroll, { passive: true, signal: end.signal });

  // A message of one's own is always shown: the last one, which is not one of the older that come by and by.
  const own = () => [...column.querySelectorAll(':scope > [data-role="user"]')].at(-1)?.dataset.message;
  let last = own();
  const added = new MutationObserver(() => {
    if (!following) hold(); // Before it is painted: nothing jumps.
    const now = own();
    if (now && now !== last && column.contains(document.activeElement) === false) { following = true; toEnd('instant'); }
    last = now;
    older();
  });
  added.observe(column, { childList: true });

  const onJump = () => {
    following = true;
    toEnd(document.documentElement.dataset.motion === 'less' || matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth');
    show();
  };
  jump.addEventListener('click', onJump, { signal: end.signal });

  column.addEventListener('click', (event) => {
    const button = event.target.closest?.('button[data-copy-message]');
    if (!button) return;
    // As it was written, which the server has.
    copy(button, component.invokeMethodAsync('SourceOf', button.closest('[data-message]').dataset.message).then((text) => text ?? Promise.reject(new Error('gone'))));
  }, { signal: end.signal });

  toEnd('instant');

  return {
    dispose() {
      grown.disconnect();
      added.disconnect();
      end.abort();
    },
  };
}
