// Draws text that grows from what is new in its markup: Rendering/Growing/MarkupFrames.cs says how that is written. All of
// the markup is made by the service's sanitiser.

const [begins, goes, colours] = [1, 2, 3];
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** True once all of it is drawn; false where the connection broke, or where it is begun anew. */
export async function grow(root, source) {
  if (!root) return true; // Gone before the script was there.
  const turn = root.turn = {};
  const text = { root, blocks: [], isAsked: false };
  const read = await reader(source);
  for (let rest = new Uint8Array(0); ;) {
    const { done, value, isBroken } = await read();
    if (isBroken || root.turn !== turn) return false;
    if (text.failure) throw text.failure;
    if (done) break;
    rest = take(text, joined(rest, value));
    if (!text.isAsked) drawSoon(text, turn);
  }
  drawAll(text);
  while (root.children.length > text.blocks.length) root.lastElementChild.remove(); // Of a stream before.
  return true;
}

// A broken connection is nobody's fault; whatever else goes wrong here is, and the service hears of it.
async function reader(source) {
  try {
    const stream = (await source.stream()).getReader();
    return () => stream.read().catch(() => ({ isBroken: true }));
  } catch {
    return () => ({ isBroken: true });
  }
}

// Once for each picture of the screen, however much has come: a page that is slow to draw does not fall behind.
function drawSoon(text, turn) {
  const draw = () => {
    text.isAsked = false;
    try {
      if (text.root.turn === turn) drawAll(text);
    } catch (failure) { text.failure = failure; }
  };
  text.isAsked = true;
  if (document.hidden) setTimeout(draw, 250); // Nothing asks for pictures of it.
  else requestAnimationFrame(draw);
}

// Each frame that is whole; what is left is the beginning of the next one.
function take(text, bytes) {
  const { root, blocks } = text;
  for (let at = 0; ;) {
    const frame = reading(bytes, at);
    const length = frame.number();
    if (length === undefined || frame.at + length > bytes.length) return bytes.slice(at);
    at = frame.at + length;
    const first = frame.number();
    const kind = first & 3;
    if (kind === begins) blocks.push({ html: '' });
    const index = blocks.length - 1 - (first >> 2);
    if (kind === colours) {
      drawAll(text);
      paint(root.children[index]?.querySelectorAll('.code-block > pre > code')[frame.number()], frame, at);
    } else if (kind === goes) {
      blocks.pop();
      root.children[index]?.nextSibling?.remove();
      root.children[index]?.remove();
    } else {
      const before = blocks[index - (kind === begins ? frame.number() : 0)].html;
      const kept = before.length - frame.number();
      blocks[index] = { html: before.slice(0, kept) + utf8.decode(bytes.subarray(frame.at, at)), isNew: true };
    }
  }
}

function drawAll({ root, blocks }) {
  for (const [index, block] of blocks.entries()) {
    if (!block.isNew) continue;
    block.isNew = false;
    const wanted = document.createElement('template');
    wanted.innerHTML = block.html;
    if (root.children[index]) settle(root.children[index], wanted.content.firstElementChild);
    else root.append(wanted.content, '\n'); // Words of two blocks are two words, also to who reads the text alone.
  }
}

// What is the same stays as it is, and so does what a reader has marked in it, and the focus.
function settle(shown, wanted) {
  if (shown.isEqualNode(wanted)) return;
  if (shown.nodeType === Node.TEXT_NODE && wanted.nodeType === Node.TEXT_NODE) {
    const kept = common(shown.data, wanted.data);
    shown.replaceData(kept, shown.length - kept, wanted.data.slice(kept));
  } else if (shown.nodeType === Node.ELEMENT_NODE && shown.nodeName === wanted.nodeName) {
    settleAttributes(shown, wanted);
    // In colours: they come again with the same letters.
    if (shown.nodeName === 'CODE' && shown.firstElementChild && shown.textContent === wanted.textContent) return;
    const [old, now] = [[...shown.childNodes], [...wanted.childNodes]];
    now.forEach((node, index) => (index < old.length ? settle(old[index], node) : shown.append(node)));
    old.slice(now.length).forEach((node) => node.remove());
  } else {
    shown.replaceWith(wanted);
  }
}

function common(one, other) {
  let length = other.startsWith(one) ? one.length : 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

function settleAttributes(shown, wanted) {
  for (const { name, value } of wanted.attributes) if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  // What copying says of itself goes by itself.
  for (const name of shown.getAttributeNames()) if (!wanted.hasAttribute(name) && name !== 'data-copied') shown.removeAttribute(name);
}

function paint(code, frame, end) {
  if (!code || code.firstElementChild) return; // Plain after all, or in its colours already.
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
  keepMarked(code, () => code.replaceChildren(...runs, text.slice(start)));
}

// The letters that a reader has marked, through a change of the elements around them.
function keepMarked(code, change) {
  const marked = getSelection();
  const ends = marked.rangeCount ? [[marked.anchorNode, marked.anchorOffset], [marked.focusNode, marked.focusOffset]] : [];
  const letters = ends.map(([node, at]) => (code.contains(node) ? lettersBefore(code, node, at) : null));
  change();
  if (letters.some((count) => count !== null)) marked.setBaseAndExtent(...ends.flatMap((end, index) => (letters[index] === null ? end : placeAfter(code, letters[index]))));
}

function lettersBefore(code, node, at) {
  const range = document.createRange();
  range.setStart(code, 0);
  range.setEnd(node, at);
  return range.toString().length;
}

function placeAfter(code, letters) {
  const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  for (let node; (node = texts.nextNode()); letters -= node.length) if (letters <= node.length) return [node, letters];
  return [code, code.childNodes.length];
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
