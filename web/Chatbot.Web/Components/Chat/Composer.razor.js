// The message field: it grows with its text, Enter sends, Shift+Enter breaks the line, and a composed word (IME) is never cut.
export function attach(form, component) {
  if (!form) return { dispose() {} }; // Gone before the script was there.
  const field = form.querySelector('textarea');
  const end = new AbortController();
  let hadText = false;
  let sending = false;

  const grow = () => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, innerHeight * 0.4)}px`;
  };

  const tell = () => {
    const hasText = field.value.trim() !== '';
    if (hasText === hadText) return;
    hadText = hasText;
    component.invokeMethodAsync('TextChanged', hasText);
  };

  const send = async () => {
    const text = field.value;
    if (sending || text.trim() === '') return;
    sending = true;
    field.value = '';
    hadText = false;
    grow();
    let taken = false;
    try { taken = await component.invokeMethodAsync('SubmitAsync', text); } catch { /* not connected */ }
    if (!taken) {
      field.value = text + field.value;
      grow();
    }
    sending = false;
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
