// Files go from the browser straight to the service, by a request of their own: never over the page's connection.
// What is attached is kept here; the page is told all of it after every change, and draws that.
const most = 10;
const megabyte = 1024 * 1024;
const longestName = 100;
// Letters: a text that is longer becomes a file.
const longPaste = 5000;
const images = /^image\//;

// As the service wants it: one line, not too long, with its ending.
function named(name) {
  const clean = name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '').trim() || 'file';
  if (clean.length <= longestName) return clean;
  const dot = clean.lastIndexOf('.');
  const ending = dot > 0 && clean.length - dot <= 12 ? clean.slice(dot) : '';
  return clean.slice(0, longestName - ending.length) + ending;
}

function refusal(request) {
  let said = null;
  try { const body = JSON.parse(request.responseText); said = body.error ?? body.message; } catch { /* no sentence */ }
  if (said) return said.endsWith('.') ? said : `${said}.`;
  return request.status === 413 ? texts.tooLarge : texts.failed;
}

// The file itself is refused: its kind or its size does not change by sending it again.
const isFinal = (status) => status === 400 || status === 413 || status === 415;

let texts = {};

export function uploads(words, changed) {
  texts = words;
  let files = [];
  let count = 0;

  const told = () => files.map(({ id, name, size, state, progress, url, mediaType, error, canRetry, text }) =>
    ({ id, name, size, state, progress, url, mediaType, error, canRetry: canRetry ?? false, isPasted: text !== undefined }));
  const tell = () => changed(told());

  function upload(entry) {
    Object.assign(entry, { state: 'uploading', progress: 0, error: null, canRetry: false });
    const form = new FormData();
    form.append('file', entry.file, entry.name);
    const request = new XMLHttpRequest();
    entry.request = request;
    const fail = (error, canRetry = true) => {
      Object.assign(entry, { state: 'failed', error, canRetry, request: null });
      if (files.includes(entry)) tell();
    };
    request.upload.onprogress = (event) => {
      const progress = event.lengthComputable ? Math.floor(event.loaded / event.total * 100) : 0;
      if (progress < entry.progress + 5) return; // Each is a message to the page.
      entry.progress = progress;
      if (files.includes(entry)) tell();
    };
    request.onload = () => {
      if (request.status === 401) { fail(texts.signedOut); return; }
      if (request.status !== 200) { fail(refusal(request), !isFinal(request.status)); return; }
      try {
        const { url, contentType, size } = JSON.parse(request.responseText);
        Object.assign(entry, { state: 'done', url, mediaType: contentType, size, request: null, file: null, at: Date.now() });
      } catch { fail(texts.failed); return; }
      if (files.includes(entry)) tell();
    };
    request.onerror = () => fail(texts.failed);
    request.ontimeout = () => fail(texts.failed);
    request.open('POST', '/api/files/upload');
    request.timeout = 300000;
    request.send(form);
  }

  function add(file, text) {
    const entry = { id: `f${++count}`, name: named(file.name), size: file.size, file, text, progress: 0 };
    files.push(entry);
    if (files.length > most) Object.assign(entry, { state: 'failed', error: texts.tooMany, canRetry: true });
    else if (file.size === 0) Object.assign(entry, { state: 'failed', error: texts.empty });
    else if (images.test(file.type) && file.size > 5 * megabyte) Object.assign(entry, { state: 'failed', error: texts.imageTooLarge });
    else if (file.size > 20 * megabyte) Object.assign(entry, { state: 'failed', error: texts.tooLarge });
    else upload(entry);
  }

  const take = (id) => {
    const entry = files.find((file) => file.id === id);
    files = files.filter((file) => file !== entry);
    entry?.request?.abort();
    return entry;
  };

  const asDone = (file) => ({ ...file, id: `f${++count}`, state: 'done', progress: 100 });

  return {
    add(list, text) {
      for (const file of list) add(file, text);
      tell();
    },
    remove(id) {
      take(id);
      tell();
    },
    retry(id) {
      const entry = files.find((file) => file.id === id && file.state === 'failed' && file.canRetry);
      if (entry && files.indexOf(entry) < most) upload(entry);
      tell();
    },
    // The text of what was pasted, which is no file any more.
    textOf(id) {
      const entry = take(id);
      tell();
      return entry?.text ?? '';
    },
    get isBusy() { return files.some((file) => file.state === 'uploading'); },
    get any() { return files.length > 0; },
    // What a message takes along, and what a draft keeps.
    get done() { return files.filter((file) => file.state === 'done').map(({ url, name, mediaType, size, at }) => ({ url, name, mediaType, size, at })); },
    get hasUnfinished() { return files.some((file) => file.state !== 'done'); },
    set(list) {
      if (files.length === 0 && list.length === 0) return;
      for (const file of files) file.request?.abort();
      files = list.map(asDone);
      tell();
    },
    // Those at the service, by their addresses; what failed or is on its way stays.
    drop(urls) {
      files = files.filter((file) => file.state !== 'done' || !urls.includes(file.url));
      tell();
    },
    putBack(list) {
      files = [...list.map(asDone), ...files];
      tell();
    },
    // What is not at the service yet goes on without being shown, until it is put back.
    park() {
      const unfinished = files.filter((file) => file.state !== 'done');
      files = files.filter((file) => file.state === 'done');
      return unfinished;
    },
    unpark(list) {
      if (list.length === 0) return;
      files = [...files, ...list];
      tell();
    },
    tell,
  };
}

// Pasted, picked and dropped.
export function takeFiles(form, field, files, words, on) {
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
}
