// A call over a lost connection is never settled: after this long the text counts as not taken.
const deadline = 10000;

// crypto.randomUUID is there in secure contexts only; http://host:3000 is none.
const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

// The message field: it grows with its text, Enter sends, Shift+Enter breaks the line, and a composed word (IME) is never cut.
export function attach(form, component) {
  if (!form) return { dispose() {} }; // Gone before the script was there.
  const field = form.querySelector('textarea');
  const end = new AbortController();
  let hadText = false;
  let sending = false;
  let outgoing = null; // Kept until it is known to be taken: the same text again is the same message.

  const grow = () => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, innerHeight * 0.4)}px`;
  };

  const tell = () => {
    const hasText = field.value.trim() !== '';
    if (hasText === hadText) return;
    hadText = hasText;
    component.invokeMethodAsync('TextChanged', hasText).catch(() => { /* not connected */ });
  };

  const send = async () => {
    const text = field.value;
    if (sending || text.trim() === '') return;
    sending = true;
    if (outgoing?.text !== text) outgoing = { id: newId(), text };
    const message = outgoing;
    field.value = '';
    hadText = false;
    grow();
    let late = false;
    let timer;
    const submit = async () => {
      let taken = false;
      try { taken = await component.invokeMethodAsync('SubmitAsync', message.id, text); } catch { /* not connected */ }
      if (taken && outgoing === message) outgoing = null;
      if (taken && late && field.value.startsWith(text)) { // It did arrive, and stands in the chat.
        field.value = field.value.slice(text.length);
        grow();
        tell();
      }
      return taken;
    };
    let taken = false;
    try {
      taken = await Promise.race([submit(), new Promise((resolve) => { timer = setTimeout(resolve, deadline, false); })]);
    } finally {
      clearTimeout(timer);
      late = true;
      sending = false;
    }
    if (!taken) {
      field.value = text + field.value;
      grow();
    }
    tell();
    field.focus();
  };

  field.addEventListener('input', () => { grow(); tell(); }, { signal: end.signal });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  }, { signal: end.signal });
  form.addEventListener('submit', (event) => { event.preventDefault(); send(); }, { signal: end.signal });
  addEventListener('resize', grow, { signal: end.signal });

  // The field is enabled when this has run; on a touch screen the keyboard should not jump up by itself.
  new MutationObserver((_, observer) => {
    if (field.disabled) return;
    observer.disconnect();
    if (matchMedia('(hover: hover)').matches) field.focus();
  }).observe(field, { attributes: true, attributeFilter: ['disabled'] });

  return { dispose: () => end.abort() };
}
