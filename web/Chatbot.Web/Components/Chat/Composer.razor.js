import { drafts, forgetOld, outgoing } from '../../drafts.js';
import { takeFiles, uploads } from './AttachmentPreviews.razor.js';

// A call over a lost connection is never settled: after this long the text counts as not taken.
const deadline = 10000;

// Over loopback no network is needed.
const isLocal = /^(localhost|127\..*|\[::1\])$/.test(location.hostname);
const banner = document.getElementById('components-reconnect-modal');
const isAway = () => (!navigator.onLine && !isLocal) || (banner !== null && getComputedStyle(banner).display !== 'none');

// crypto.randomUUID is there in secure contexts only; http://host:3000 is none.
const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

// Enter, unless the person wants it to break the line: a phone has no Shift key.
export const enterKey = () => (document.documentElement.dataset.send === 'ctrl-enter' ? 'enter' : 'send');

export function sends(event) {
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey || (!event.shiftKey && enterKey() === 'send'));
}

// The message field: it grows with its text, Enter sends, Shift+Enter breaks the line, and a composed word (IME) is never cut.
export function attach(form, component, words, draft) {
  if (!form) return { dispose() {} }; // Gone before the script was there.
  form.release?.(); // Attached before over a connection that was lost.
  const field = form.querySelector('textarea');
  const end = new AbortController();
  const on = (target, name, handler) => target.addEventListener(name, handler, { signal: end.signal });
  // What is called over a connection that is away fails where nobody can catch it.
  const call = async (name, ...values) => {
    if (isAway()) return false;
    try {
      await component.invokeMethodAsync(name, ...values);
      return true;
    } catch { return false; /* not connected */ }
  };
  let { chat, key, sent } = draft;
  let told = { any: false, length: 0 };
  let sending = false;
  let waiting = []; // Handed over, and not yet known to be at the service.
  let restored = []; // Those of them that stand in the field again.
  const parked = new Map(); // Files that were still on their way when another chat was shown.
  let dirty = false; // Only what was changed here is saved: another window may have written since.
  let quiet = false;
  let saving;

  // One telling at a time, the newest last.
  let news = null;
  let telling = false;
  const files = uploads(words, async (list) => {
    news = list;
    if (!quiet) touched();
    if (telling) return;
    telling = true;
    while (news) { const now = news; news = null; await call('AttachmentsChanged', now); }
    telling = false;
  });

  const saveNow = () => {
    clearTimeout(saving);
    if (!dirty) return;
    dirty = false;
    drafts.write(key, field.value, files.done);
    if (restored.length > 0) outgoing.exchange(sent, restored.map((message) => message.id)); // They are in the draft now.
  };
  const touched = () => { dirty = true; clearTimeout(saving); saving = setTimeout(saveNow, 300); };
  const quietly = (change) => { quiet = true; change(); quiet = false; };

  const grow = () => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, innerHeight * 0.4)}px`;
  };

  const tell = () => {
    const now = { any: field.value.trim() !== '', length: field.value.length };
    if (isAway() || (now.any === told.any && Math.abs(now.length - told.length) < 400)) return;
    told = now;
    call('TextChanged', now.any, now.length).then((heard) => {
      if (heard || told !== now || end.signal.aborted) return;
      told = { any: !now.any, length: 0 }; // Nobody heard it: once more.
      setTimeout(tell, 2000);
    });
  };

  const edited = () => { grow(); tell(); touched(); };

  // What was sent and may not have arrived stands before what is written; another window's own is not ours to show.
  const load = (which) => {
    restored = outgoing.read(sent).filter(which);
    const { text, files: kept } = drafts.read(key);
    const whole = [...restored.map((message) => message.text), text].filter((one) => one !== '').join('\n\n');
    if (field.value !== whole) field.value = whole;
    quietly(() => files.set([...restored.flatMap((message) => message.files), ...kept]));
    dirty = false;
    grow();
    tell();
    if (restored.length > 0) call('Restored', restored.map((message) => message.id));
  };

  // It stands in the chat, so no longer in the field.
  const cut = (message) => {
    if (field.value.startsWith(message.text)) field.value = field.value.slice(message.text.length).replace(/^\n+/, '');
    files.drop(message.files.map((file) => file.url));
    restored = restored.filter((one) => one !== message);
    edited();
  };

  const urls = (list) => list.map((file) => file.url).join();

  const send = async () => {
    const text = field.value;
    const attached = files.done;
    if (sending || isAway() || files.isBusy || (text.trim() === '' && attached.length === 0)) return;
    sending = true;
    // The same text again is the same message: whether it arrived is not always known.
    const message = restored.find((one) => one.text === text && urls(one.files) === urls(attached)) ?? { id: newId(), text, files: attached };
    outgoing.exchange(sent, restored.map((one) => one.id), message);
    [waiting, restored] = [[...waiting, message], []];
    field.value = '';
    files.drop(attached.map((file) => file.url)); // One that failed stays, and says why.
    told = { any: false, length: 0 };
    dirty = true;
    saveNow();
    grow();
    let late = false;
    let timer;
    const submit = async () => {
      let taken = false;
      const parts = attached.map((file, index) => ({ id: `${index}`, name: file.name, size: file.size, state: 'done', url: file.url, mediaType: file.mediaType }));
      try { taken = await component.invokeMethodAsync('Submit', message.id, text, parts); } catch { /* not connected */ }
      if (taken && late && restored.includes(message)) { // It did arrive, and stands in the chat.
        cut(message);
        waiting.push(message);
        outgoing.exchange(sent, [], message);
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
    if (!taken && waiting.includes(message)) {
      waiting = waiting.filter((one) => one !== message);
      restored = [message];
      field.value = text + field.value;
      files.putBack(attached);
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
    if (sends(event)) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape') {
      call('StopAsync');
    } else if (event.key === 'ArrowUp' && field.value === '' && !files.any) {
      event.preventDefault();
      call('EditLastAsync');
    }
  });
  takeFiles(form, field, files, words, on);
  on(form, 'submit', (event) => { event.preventDefault(); send(); });
  on(window, 'resize', grow);
  on(window, 'pagehide', saveNow);
  on(window, 'storage', (event) => {
    if (event.key !== null && event.key !== drafts.name(key) && event.key !== outgoing.name(sent)) return;
    if (dirty || sending || files.hasUnfinished) return;
    const known = restored.map((message) => message.id);
    load((message) => known.includes(message.id));
  });

  // Written while the connection was away: nobody was told.
  banner?.addEventListener('components-reconnect-state-changed', (event) => { if (event.detail.state === 'hide') setTimeout(tell); }, { signal: end.signal });

  const leave = keepFocus(form, field, on);
  field.enterKeyHint = enterKey();
  forgetOld();
  load(() => true);

  const release = () => { saveNow(); leave(); end.abort(); };
  form.release = release;

  return {
    remove: (id) => { files.remove(id); field.focus(); },
    retry: (id) => files.retry(id),
    asText: (id) => insert(files.textOf(id)),
    // The service has it, or it is not wanted any more.
    settled(id) {
      outgoing.exchange(sent, [id]);
      waiting = waiting.filter((message) => message.id !== id);
      const shown = restored.find((message) => message.id === id);
      if (shown) cut(shown);
    },
    // Another chat has another draft; a chat that was just stored keeps what is written meanwhile.
    open(next) {
      if (next.chat === chat) {
        const written = field.value !== '' || files.any;
        if (written) drafts.write(key, '', []);
        ({ key, sent } = next);
        if (written) { dirty = true; saveNow(); }
        return;
      }
      saveNow();
      parked.set(key, files.park());
      [waiting, restored] = [[], []];
      ({ chat, key, sent } = next);
      load(() => true);
      files.unpark(parked.get(key) ?? []);
      parked.delete(key);
    },
    dispose: release,
  };
}

// Whoever is writing goes on writing, whatever comes and goes around the field.
function keepFocus(form, field, on) {
  // The stop button goes with the answer: whoever came to it by keyboard goes on writing.
  let onStop = false;
  on(document, 'focusin', ({ target }) => { onStop = target.dataset.testid === 'stop-button'; });
  const stopping = new MutationObserver(() => {
    if (onStop && document.activeElement === document.body) field.focus({ preventScroll: true });
  });
  stopping.observe(form, { childList: true, subtree: true });

  // The field is enabled when this has run; on a touch screen the keyboard should not jump up by itself.
  if (matchMedia('(hover: hover)').matches) field.dataset.wanted = '';
  const enabling = new MutationObserver(() => {
    // Whoever is in it when it is disabled goes on in it, unless they go elsewhere meanwhile.
    if (field.disabled && document.activeElement === field) field.dataset.wanted = 'again';
    if (field.disabled) return;
    const { wanted } = field.dataset;
    delete field.dataset.wanted;
    if (wanted === '' || (wanted === 'again' && document.activeElement === document.body)) field.focus();
  });
  enabling.observe(field, { attributes: true, attributeFilter: ['disabled'] });
  return () => { enabling.disconnect(); stopping.disconnect(); };
}
