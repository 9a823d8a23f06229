import { watch } from '../../coming-back.js';
import { copy } from '../../copy.js';

// Follows the answer while the reader is at its end, and leaves them alone when they have scrolled up: what is above may
// grow then (older messages, pictures), and the text under their eyes stays where it is.
export function follow(scroll, jump, component) {
  if (!scroll) return { dispose() {} }; // Gone before the script was there.
  scroll.release?.(); // Attached before over a connection that was lost.
  const near = 48;
  const column = scroll.firstElementChild;
  const end = new AbortController();
  let following = true;
  let lastTop = 0;
  let anchor = null; // The first piece of a message in sight, and where it is.

  const toGo = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight;
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
    // A message that begins above may grow there too, by a picture or a fold: what counts is the part of it that is read.
    let element = messages[low];
    for (let depth = 0; element && depth < 6 && topOf(element) < 0; depth++) {
      const inSight = [...element.children].find((child) => child.offsetHeight > 0 && topOf(child) + child.offsetHeight > 0);
      if (!inSight) break;
      element = inSight;
    }
    anchor = element ? { element, top: topOf(element) } : null;
  };

  const hold = () => {
    if (!anchor?.element.isConnected) return;
    const moved = topOf(anchor.element) - anchor.top;
    if (Math.abs(moved) < 1) return;
    scroll.scrollTop += moved;
    lastTop = scroll.scrollTop;
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
    // Only a move is the reader's own wish, however small; growing text also moves the end away, and what shrinks ends at
    // the end. It is followed again from where it is reached, not from where it is being left.
    const top = scroll.scrollTop;
    if (top < lastTop && toGo() > 1) following = false;
    else if (top > lastTop && toGo() < near) following = true;
    lastTop = top;
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

  // A pressed button often goes: with its answer, with the question that it decided. Who came by keyboard goes on where the
  // versions are, or in the message field; a finger needs no focus, and its keyboard would come up.
  const hovers = matchMedia('(hover: hover)').matches;
  const lost = () => hovers && (!document.activeElement || document.activeElement === document.body);
  const write = () => document.querySelector('[data-testid="multimodal-input"]:not(:disabled)')?.focus({ preventScroll: true });
  let held = null; // What last had the focus here, its name, and the message before its own.
  column.addEventListener('focusin', ({ target }) => {
    const message = target.closest('[data-message]');
    held = { element: target, name: target.dataset.testid ?? '', before: message?.previousElementSibling?.dataset.message };
  }, { signal: end.signal });
  document.addEventListener('focusin', ({ target }) => { if (!column.contains(target)) held = null; }, { signal: end.signal });
  const regain = () => {
    if (!held || held.element.isConnected || !lost()) return;
    if (!held.name.startsWith('message-branch-')) { write(); return; }
    const before = held.before && column.querySelector(`:scope > [data-message="${held.before}"]`);
    const message = before ? before.nextElementSibling : column.querySelector(':scope > [data-message]');
    const button = message?.querySelector(`[data-testid="${held.name}"]:not(:disabled)`) ?? message?.querySelector('button[data-testid^="message-branch-"]:not(:disabled)');
    if (button) button.focus({ preventScroll: true });
    else if (!message?.querySelector('[data-testid^="message-branch-"]')) write(); // Else they are busy, and come back.
  };
  const gone = new MutationObserver(regain);
  gone.observe(column, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
  if (lost()) write();

  const onJump = () => {
    following = true;
    toEnd(document.documentElement.dataset.motion === 'less' || matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth');
    show();
  };
  jump.addEventListener('click', onJump, { signal: end.signal });

  const comingBack = watch(component);

  // The menu of models opens where there is room for it.
  const room = 340;
  column.addEventListener('click', (event) => {
    const more = event.target.closest?.('[data-testid="message-regenerate-with-button"]');
    if (!more) return;
    const above = topOf(more);
    more.parentElement.toggleAttribute('data-below', above < room && above < scroll.clientHeight / 2);
  }, { signal: end.signal, capture: true });

  column.addEventListener('click', (event) => {
    const button = event.target.closest?.('button[data-copy-message]');
    if (!button) return;
    // As it was written, which the server has.
    copy(button, component.invokeMethodAsync('SourceOf', button.closest('[data-message]').dataset.message).then((text) => text ?? Promise.reject(new Error('gone'))));
  }, { signal: end.signal });

  toEnd('instant');

  const release = () => {
    grown.disconnect();
    added.disconnect();
    gone.disconnect();
    comingBack.dispose();
    end.abort();
  };
  scroll.release = release;
  return { dispose: release };
}
