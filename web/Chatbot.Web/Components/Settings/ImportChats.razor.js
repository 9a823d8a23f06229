// A large file with its progress, and then how the import goes: what a plain form can't show.
const form = document.querySelector('[data-import]');
const [bar, status, button] = ['progress', '[role=status]', 'button'].map((part) => form.querySelector(part));
const say = (text) => { status.textContent = text; };
const fill = (text, values) => text.replace(/\{(\d)\}/g, (_, index) => values[index]);
const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

function upload(file) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append('file', file);
    request.upload.onprogress = (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; };
    request.onload = () => {
      let answer = null;
      try { answer = JSON.parse(request.responseText); } catch { /* told below */ }
      if (request.status === 202) done(answer.importId);
      else failed(new Error(answer?.message ? [answer.message, answer.cause].filter(Boolean).join(' ') : form.dataset.failed));
    };
    request.onerror = () => failed(new Error(form.dataset.failed));
    request.open('POST', '/api/import');
    request.send(body);
  });
}

async function follow(id) {
  // The import goes on by itself: a question that fails is asked again.
  for (let missed = 0; missed < 30;) {
    await pause(missed === 0 ? 700 : 2000);
    try {
      const response = await fetch(`/api/import/${id}`, { cache: 'no-store' });
      if (!response.ok) throw new Error();
      const progress = await response.json();
      missed = 0;
      const counts = [progress.chats, progress.messages, progress.skipped];
      if (progress.state === 'succeeded') return fill(form.dataset.done, counts);
      if (progress.state === 'failed') throw Object.assign(new Error(progress.error ?? form.dataset.failed), { isFinal: true });
      say(fill(form.dataset.running, counts));
    } catch (error) {
      if (error.isFinal) throw error;
      missed++;
    }
  }
  throw new Error(form.dataset.failed);
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const file = form.querySelector('input').files[0];
  if (!file || button.disabled) return;
  button.disabled = true;
  bar.hidden = false;
  bar.value = 0;
  say(form.dataset.uploading);
  try {
    const id = await upload(file);
    bar.removeAttribute('value');
    say(await follow(id));
    form.reset();
  } catch (error) {
    say(error.message);
  } finally {
    bar.hidden = true;
    button.disabled = false;
  }
});
