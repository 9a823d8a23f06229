// In every page of the bench's browser, before the page's own scripts: when something is there to be seen, and what a key or a
// wheel does. A message that is posted while a frame is made is handled when that frame has been painted.
window.bench = (() => {
  const afterPaint = (done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(null);
  };

  // The milliseconds since navigation began, and since 1970, at the end of the first frame in which it holds.
  const until = (holds) => new Promise((resolve, reject) => {
    let waits = false;
    const end = new AbortController();
    const look = () => {
      waits = false;
      try {
        if (end.signal.aborted || !holds()) return;
      } catch (error) {
        reject(error);
      }
      end.abort();
      seen.disconnect();
      afterPaint(() => resolve([performance.now(), Date.now()]));
    };
    const changed = () => {
      if (waits) return;
      waits = true;
      requestAnimationFrame(look);
    };
    const seen = new MutationObserver(changed);
    seen.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
    document.addEventListener('scroll', changed, { capture: true, passive: true, signal: end.signal });
    changed();
  });

  // How long each key took until the frame that shows it was painted.
  const keys = (field) => {
    const times = [];
    field.addEventListener('keydown', (event) => requestAnimationFrame(() => afterPaint(() => times.push(performance.now() - event.timeStamp))));
    return times;
  };

  // How long each letter of a search took until the list was painted that belongs to it; letters that leave the list as it is
  // are not counted. `expected` says of what is searched how many models have it, `most` how many the list shows.
  const searches = (field, expected, most) => {
    const found = { times: [], settled: Promise.resolve() };
    const rows = () => [...document.querySelectorAll('[data-testid="model-row"]')];
    const textOf = (row) => `${row.querySelector('[role="option"]').dataset.testid.replace('model-selector-item-', '')} ${row.textContent} ${row.closest('[role="group"]').ariaLabel}`.toLowerCase();
    const isListOf = (value) => {
      const shown = rows();
      return shown.length === Math.min(most, expected[value]) && shown.every((row) => textOf(row).includes(value))
        && Boolean(document.querySelector('[data-testid="model-show-more"]')) === expected[value] > most;
    };
    let pressed = 0;
    field.addEventListener('keydown', (event) => { pressed = event.timeStamp; });
    field.addEventListener('input', () => {
      const [value, start] = [field.value, pressed];
      if (isListOf(value)) return;
      found.settled = until(() => isListOf(value)).then(([now]) => { found.times.push(now - start); });
    });
    return found;
  };

  // How far the first message in sight is moved by anything but the wheel, from one painted frame to the next. The wheel moves
  // it by whole steps, by no more of them than were turned.
  const jumps = (scroll, step) => {
    const seen = { largest: 0, frames: 0 };
    let [turned, taken, first, at] = [0, 0, null, 0];
    scroll.addEventListener('wheel', () => { turned++; }, { passive: true });
    const look = () => {
      if (first?.isConnected) {
        const moved = first.getBoundingClientRect().top - at;
        const steps = Math.min(Math.max(0, turned + 2 - taken), Math.max(0, Math.round(moved / step)));
        taken += steps;
        seen.frames++;
        seen.largest = Math.max(seen.largest, Math.abs(moved - steps * step));
      }
      const top = scroll.getBoundingClientRect().top;
      first = [...scroll.querySelectorAll('[data-message]')].find((message) => message.getBoundingClientRect().bottom > top);
      at = first?.getBoundingClientRect().top;
      requestAnimationFrame(() => afterPaint(look));
    };
    look();
    return seen;
  };

  return { until, keys, searches, jumps };
})();
