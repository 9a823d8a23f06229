// Draws text that grows from what is new in its markup: Rendering/Growing/MarkupFrames.cs says how that is written. All of
// the markup is made by the service's sanitiser.

const [begins, goes, colours] = [1, 2, 3];
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** True once all of it is drawn; false where the connection broke, or where it is begun anew. */
export async function grow(root, source) {
  if (!root) return true; // Gone before the script was there.
  const turn = root.turn = {};
  const blocks = [];
  let rest = new Uint8Array(0);
  try {
    const reader = (await source.stream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (root.turn !== turn) return false;
      if (done) break;
      rest = apply(root, blocks, joined(rest, value));
    }
    while (root.children.length > blocks.length) root.lastElementChild.remove(); // Of a stream before.
    return true;
  } catch {
    return false;
  }
}

// Each frame that is whole; what is left is the beginning of the next one.
function apply(root, blocks, bytes) {
  for (let at = 0; ;) {
    const frame = reading(bytes, at);
    const length = frame.number();
    if (length === undefined || frame.at + length > bytes.length) return bytes.slice(at);
    at = frame.at + length;
    const first = frame.number();
    const kind = first & 3;
    if (kind === begins) blocks.push('');
    const block = blocks.length - 1 - (first >> 2);
    const shown = root.children[block];
    if (kind === colours) paint(shown.querySelectorAll('pre > code')[frame.number()], frame, at);
    else if (kind === goes) {
      blocks.pop();
      shown.nextSibling.remove();
      shown.remove();
    } else {
      const before = blocks[block - (kind === begins ? frame.number() : 0)];
      const kept = before.length - frame.number();
      blocks[block] = before.slice(0, kept) + utf8.decode(bytes.subarray(frame.at, at));
      draw(root, shown, blocks[block]);
    }
  }
}

function draw(root, shown, html) {
  const wanted = document.createElement('template');
  wanted.innerHTML = html;
  if (shown) settle(shown, wanted.content.firstElementChild);
  else root.append(wanted.content, '\n'); // Words of two blocks are two words, also to who reads the text alone.
}

// What is the same stays as it is, and so does what a reader has marked in it.
function settle(shown, wanted) {
  if (shown.isEqualNode(wanted)) return;
  if (shown.nodeType === Node.TEXT_NODE && wanted.nodeType === Node.TEXT_NODE) {
    if (wanted.data.startsWith(shown.data)) shown.appendData(wanted.data.slice(shown.length));
    else shown.data = wanted.data;
  } else if (shown.nodeType === Node.ELEMENT_NODE && shown.cloneNode().isEqualNode(wanted.cloneNode())) {
    const [old, now] = [[...shown.childNodes], [...wanted.childNodes]];
    now.forEach((node, index) => (index < old.length ? settle(old[index], node) : shown.append(node)));
    old.slice(now.length).forEach((node) => node.remove());
  } else {
    shown.replaceWith(wanted);
  }
}

function paint(code, frame, end) {
  const text = code.textContent;
  const runs = [];
  let start = 0;
  while (frame.at < end) {
    const run = text.slice(start, start += frame.number());
    const letter = String.fromCharCode(frame.byte());
    if (letter === ' ') runs.push(run);
    else {
      runs.push(document.createElement('span'));
      runs.at(-1).className = `tok-${letter}`;
      runs.at(-1).textContent = run;
    }
  }
  code.replaceChildren(...runs, text.slice(start));
}

// Numbers and bytes from there on; a number that is not whole is undefined.
function reading(bytes, at) {
  return {
    at,
    byte() { return bytes[this.at++]; },
    number() {
      for (let [value, shift] = [0, 0]; ; shift += 7) {
        const byte = this.byte();
        if (byte === undefined) return undefined;
        value |= (byte & 0x7f) << shift;
        if (byte < 0x80) return value;
      }
    },
  };
}

function joined(rest, value) {
  if (rest.length === 0) return value;
  const all = new Uint8Array(rest.length + value.length);
  all.set(rest);
  all.set(value, rest.length);
  return all;
}
