// What is written but not sent, and what was sent but is not known to have arrived: in this browser, per person and chat.
const day = 24 * 60 * 60 * 1000;

const read = (name) => {
  try { return JSON.parse(localStorage.getItem(name) ?? 'null'); } catch { return null; }
};

const write = (name, value) => {
  try {
    if (value === null) localStorage.removeItem(name); else localStorage.setItem(name, JSON.stringify({ ...value, at: Date.now() }));
  } catch { /* private mode, or full: for this page only */ }
};

const all = () => {
  try { return Object.keys(localStorage).filter((name) => name.startsWith('draft:') || name.startsWith('outgoing:')); } catch { return []; }
};

// The service forgets a file that no message shows after a day.
const fresh = (files) => (Array.isArray(files) ? files : []).filter((file) => Date.now() - file.at < day - 3600000);

export const drafts = {
  name: (key) => `draft:${key}`,
  read(key) {
    const draft = read(this.name(key));
    return { text: String(draft?.text ?? ''), files: fresh(draft?.files) };
  },
  write(key, text, files) {
    write(this.name(key), text === '' && files.length === 0 ? null : { text, files });
  },
};

// Each with its id: sent again, it is the same message. Other windows have theirs in the same place.
export const outgoing = {
  name: (key) => `outgoing:${key}`,
  read(key) {
    const messages = read(this.name(key))?.messages;
    return (Array.isArray(messages) ? messages : []).map(({ id, text, files }) => ({ id, text: String(text ?? ''), files: fresh(files) }));
  },
  exchange(key, gone, come) {
    const messages = [...this.read(key).filter((message) => !gone.includes(message.id) && message.id !== come?.id), ...(come ? [come] : [])];
    write(this.name(key), messages.length === 0 ? null : { messages });
  },
};

export function forgetOld() {
  for (const name of all()) if (Date.now() - (read(name)?.at ?? 0) > 30 * day) write(name, null);
}

// Who signs out leaves nothing for the next one to read.
export function forgetAll() {
  for (const name of all()) write(name, null);
}

// A message that never arrived may have been the first of its chat. Then there is no such chat, and it is a new one's draft.
export function rescue(chat) {
  const name = all().find((one) => one.startsWith('outgoing:') && one.endsWith(`:${chat}`));
  if (!name) return false;
  const [, person] = name.split(':');
  const { text, files } = drafts.read(`${person}:new`);
  const lost = outgoing.read(`${person}:${chat}`);
  drafts.write(`${person}:new`, [...lost.map((message) => message.text), text].filter((one) => one !== '').join('\n\n'), [...lost.flatMap((message) => message.files), ...files]);
  write(name, null);
  return lost.length > 0;
}
