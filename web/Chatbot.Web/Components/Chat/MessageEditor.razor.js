import { enterKey, sends } from './Composer.razor.js';

// Grows with its text; Enter sends, Shift+Enter breaks the line, Escape leaves everything as it was.
export function attach(form, component) {
  if (!form) return { dispose() {} }; // Gone before the script was there.
  const field = form.querySelector('textarea');
  const end = new AbortController();
  const on = (target, name, handler) => target.addEventListener(name, handler, { signal: end.signal });
  const call = (name, ...values) => component.invokeMethodAsync(name, ...values).then(() => true, () => false); // Not connected: it is still there.
  const grow = () => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight + 2, innerHeight * 0.6)}px`;
  };
  const hasText = () => field.value.trim() !== '';
  let told = hasText();
  const tell = async () => {
    if (told === hasText()) return;
    told = hasText();
    if (!await call('TextChanged', told)) told = null; // Nobody heard it: with the next letter once more.
  };
  // Whether a message without words may be sent the page knows.
  const send = () => call('SubmitAsync', field.value);

  on(field, 'input', () => { grow(); tell(); });
  on(field, 'keydown', (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (sends(event)) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      call('CancelAsync');
    }
  });
  on(form, 'submit', (event) => { event.preventDefault(); send(); });
  field.enterKeyHint = enterKey();
  grow();
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);

  return { dispose: () => end.abort() };
}
