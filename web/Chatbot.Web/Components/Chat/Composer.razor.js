import { uploads } from './AttachmentPreviews.razor.js';

// A call over a lost connection is never settled: after this long the text counts as not taken.
const deadline = 10000;
const longPaste = 5000;
const day = 24 * 60 * 60 * 1000;

// crypto.randomUUID is there in secure contexts only; http://host:3000 is none.
const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

// What is written but not sent, per chat. The service forgets a file that no message shows after a day.
const drafts = {
  name: (key) => `draft:${key}`,
  read(key) {
    try {
      const draft = JSON.parse(localStorage.getItem(this.name(key)) ?? 'null');
      const files = (draft?.files ?? []).filter((file) => Date.now() - file.at < day - 3600000);
      return { text: String(draft?.text ?? ''), files };
    } catch { return { text: '', files: [] }; }
  },
  write(key, text, files) {
    try {
      if (text === '' && files.length === 0) localStorage.removeItem(this.name(key));
      else localStorage.setItem(this.name(key), JSON.stringify({ text, files, at: Date.now() }));
    } catch { /* private mode, or full: for this page only */ }
  },
  forgetOld() {
    try {
      for (const name of Object.keys(localStorage)) {
        if (!name.startsWith('draft:')) continue;
        const at = JSON.parse(localStorage.getItem(name))?.at ?? 0;
        if (Date.now() - at > 30 * day) localStorage.removeItem(name);
      }
    } catch { /* nothing to forget */ }
  },
};

// The message field: it grows with its text, Enter sends, Shift+Enter breaks the line, and a composed word (IME) is never cut.
export function attach(form, component, words, draft) {
  if (!form) return { dispose() {} }; // Gone before the script was there.
  const field = form.querySelector('textarea');
  const end = new AbortController();
  const on = (target, name, handler) => target.addEventListener(name, handler, { signal: end.signal });
  const call = (name, ...values) => component.invokeMethodAsync(name, ...values).catch(() => { /* not connected */ });
  let { chat, key } = draft;
  let told = { any: false, length: 0 };
  let sending = false;
  let outgoing = null; // Kept until it is known to be taken: the same text again is the same message.
  let saving;

  // One telling at a time, the newest last.
  let news = null;
  let telling = false;
  const files = uploads(words, async (list) => {
    news = list;
    save();
    if (telling) return;
    telling = true;
    while (news) { const now = news; news = null; await call('AttachmentsChanged', now); }
    telling = false;
  });

  const saveNow = () => { clearTimeout(saving); drafts.write(key, field.value, files.done); };
  const save = () => { clearTimeout(saving); saving = setTimeout(saveNow, 300); };

  const grow = () => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, innerHeight * 0.4)}px`;
  };

  const tell = () => {
    const now = { any: field.value.trim() !== '', length: field.value.length };
    if (now.any === told.any && Math.abs(now.length - told.length) < 400) return;
    told = now;
    call('TextChanged', now.any, now.length);
  };

  const edited = () => { grow(); tell(); save(); };

  const load = () => {
    const { text, files: kept } = drafts.read(key);
    field.value = text;
    files.set(kept);
    grow();
    tell();
  };

  const send = async () => {
    const text = field.value;
    const attached = files.done;
    if (sending || files.isBusy || (text.trim() === '' && attached.length === 0)) return;
    sending = true;
    const same = `${text}\n${attached.map((file) => file.url).join('\n')}`;
    if (outgoing?.same !== same) outgoing = { id: newId(), same };
    const message = outgoing;
    field.value = '';
    files.set([]);
    told = { any: false, length: 0 };
    grow();
    let late = false;
    let timer;
    const submit = async () => {
      let taken = false;
      const parts = attached.map((file, index) => ({ id: `${index}`, name: file.name, size: file.size, state: 'done', url: file.url, mediaType: file.mediaType }));
      try { taken = await component.invokeMethodAsync('SubmitAsync', message.id, text, parts); } catch { /* not connected */ }
      if (taken && outgoing === message) outgoing = null;
      if (taken && late && field.value.startsWith(text)) { // It did arrive, and stands in the chat.
        field.value = field.value.slice(text.length);
        const sent = new Set(attached.map((file) => file.url));
        files.set(files.done.filter((file) => !sent.has(file.url)));
        edited();
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
      files.set([...attached, ...files.done]);
      grow();
    }
    tell();
    saveNow();
    field.focus();
  };

  const insert = (text) => {
    field.setRangeText(text.slice(0, field.maxLength - field.value.length), field.selectionStart, field.selectionEnd, 'end');
    edited();
    field.focus();
  };

  on(field, 'input', edited);
  on(field, 'keydown', (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && !event.shiftKey && (document.documentElement.dataset.send !== 'ctrl-enter' || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape') {
      call('StopAsync');
    } else if (event.key === 'ArrowUp' && field.value === '' && !files.any) {
      event.preventDefault();
      call('EditLastAsync');
    }
  });
  on(field, 'paste', (event) => {
    const data = event.clipboardData;
    if (!data) return;
    // A copied cell or paragraph brings a picture of itself: its text is meant.
    const text = data.getData('text/plain');
    if (data.files.length > 0 && text === '') {
      event.preventDefault();
      files.add(data.files);
    } else if (text.length > longPaste) {
      event.preventDefault();
      files.add([new File([text], words.pastedName, { type: 'text/plain' })], text);
    }
  });

  const input = form.querySelector('[data-files]');
  on(form, 'click', (event) => {
    if (event.target.closest?.('[data-attach]')) input.click();
    else if (event.target === form) field.focus();
  });
  on(input, 'change', () => {
    files.add([...input.files]);
    input.value = '';
    field.focus();
  });

  // Dropped anywhere on the page: a file that misses the field must not take the page's place.
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files') && !field.disabled;
  on(document, 'dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    form.dataset.drop = '';
  });
  on(document, 'dragleave', (event) => { if (!event.relatedTarget) delete form.dataset.drop; });
  on(document, 'drop', (event) => {
    delete form.dataset.drop;
    if (!hasFiles(event)) return;
    event.preventDefault();
    files.add([...event.dataTransfer.files]);
    field.focus();
  });

  on(form, 'submit', (event) => { event.preventDefault(); send(); });
  on(window, 'resize', grow);
  on(window, 'pagehide', saveNow);

  // The field is enabled when this has run; on a touch screen the keyboard should not jump up by itself.
  if (matchMedia('(hover: hover)').matches) field.dataset.wanted = '';
  const enabling = new MutationObserver(() => {
    if (field.disabled || !('wanted' in field.dataset)) return;
    delete field.dataset.wanted;
    field.focus();
  });
  enabling.observe(field, { attributes: true, attributeFilter: ['disabled'] });

  drafts.forgetOld();
  load();

  return {
    remove: (id) => { files.remove(id); field.focus(); },
    retry: (id) => files.retry(id),
    asText: (id) => insert(files.textOf(id)),
    // Another chat has another draft; a chat that was just started keeps what is written meanwhile.
    open(next) {
      saveNow();
      const same = next.chat === chat;
      if (same) drafts.write(key, '', []);
      ({ chat, key } = next);
      if (same) saveNow(); else load();
    },
    dispose: () => { saveNow(); enabling.disconnect(); end.abort(); },
  };
}
