// Follows the answer while the reader is at its end, and leaves them alone when they have scrolled up.
export function follow(scroll, jump) {
  if (!scroll) return { dispose() {} }; // Gone before the script was there.
  const near = 48;
  let following = true;
  let lastTop = 0;

  const atEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < near;
  const show = () => jump.toggleAttribute('data-away', !following);
  const toEnd = (behavior) => scroll.scrollTo({ top: scroll.scrollHeight, behavior });

  const onScroll = () => {
    // Only a move upwards is the reader's own wish; growing text also moves the end away.
    if (scroll.scrollTop < lastTop - 2) following = false;
    if (atEnd()) following = true;
    lastTop = scroll.scrollTop;
    show();
  };

  const grown = new ResizeObserver(() => {
    if (following) toEnd('instant');
    show();
  });
  grown.observe(scroll.firstElementChild);
  grown.observe(scroll);
  scroll.addEventListener('scroll', onScroll, { passive: true });

  // A message of one's own is always shown.
  let questions = 0;
  const added = new MutationObserver(() => {
    const now = scroll.querySelectorAll('[data-testid="message-user"]').length;
    if (now > questions) { following = true; toEnd('instant'); }
    questions = now;
  });
  added.observe(scroll.firstElementChild, { childList: true });

  const onJump = () => {
    following = true;
    toEnd('smooth');
    show();
  };
  jump.addEventListener('click', onJump);
  toEnd('instant');

  return {
    dispose() {
      grown.disconnect();
      added.disconnect();
      scroll.removeEventListener('scroll', onScroll);
      jump.removeEventListener('click', onJump);
    },
  };
}
