// Copying, wherever the page came from: over plain http from another machine a browser has no clipboard, and the text is
// selected and copied as by hand. That it was done is also said, not only shown.
const words = document.body.dataset;

// Inside of an open dialog nothing outside of it can be selected, or is read out.
const homeOf = (button) => button.closest('dialog') ?? document.body;

function say(home, text, isFailure) {
  let place = home.querySelector(':scope > .spoken');
  if (!place) {
    place = document.createElement('div');
    place.className = 'spoken';
    place.setAttribute('role', 'status');
    home.append(place);
  }
  place.toggleAttribute('data-shown', isFailure);
  place.textContent = '';
  clearTimeout(place.timer);
  // A moment later: what is there already is not read out.
  place.timer = setTimeout(() => {
    place.textContent = text;
    place.timer = setTimeout(() => { place.textContent = ''; place.removeAttribute('data-shown'); }, isFailure ? 6000 : 1600);
  }, 60);
}

function byHand(text, home) {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.className = 'sr-only';
  field.value = text;
  field.readOnly = true; // Or a phone shows its keyboard.
  home.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  before?.focus({ preventScroll: true });
  if (!done) throw new Error('refused');
}

async function put(text, home) {
  if (navigator.clipboard) {
    try {
      // A text that is still to come is promised at once: later the click no longer allows it.
      if (text instanceof Promise && window.ClipboardItem) {
        await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text.then((it) => new Blob([it], { type: 'text/plain' })) })]);
      } else {
        await navigator.clipboard.writeText(await text);
      }
      return;
    } catch { /* not allowed here: as by hand */ }
  }
  byHand(await text, home);
}

/** text: or a promise of it. */
export async function copy(button, text) {
  const home = homeOf(button);
  try {
    await put(text, home);
    button.dataset.copied = words.saysCopied;
    setTimeout(() => delete button.dataset.copied, 1600);
    say(home, words.saysCopied, false);
  } catch {
    delete button.dataset.copied;
    say(home, words.saysNotCopied, true);
  }
}
