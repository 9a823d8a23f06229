// Keys for what is a click away, too: each presses the button that is there, so that both do the same.
const find = (selector) => document.querySelector(selector);
const types = (element) => element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

function search() {
  const field = find('[data-testid="sidebar-search"]');
  if (!field) return false;
  if (getComputedStyle(field).visibility === 'hidden') find('[data-sidebar-toggle]')?.click();
  field.focus();
  field.select();
  return true;
}

function press(selector) {
  const button = find(selector);
  button?.click();
  return button !== null;
}

// A field that is disabled just now takes the focus when it is enabled.
function write() {
  const field = find('[data-testid="multimodal-input"]');
  if (!field) return false;
  if (field.disabled) field.dataset.wanted = '';
  else field.focus();
  return true;
}

function startChat() {
  const pressed = press('[data-new-chat]');
  if (pressed) write();
  return pressed;
}

function help() {
  const sheet = document.getElementById('shortcuts-dialog');
  if (!sheet) return false;
  if (sheet.open) sheet.close(); else sheet.showModal();
  return true;
}

// Whoever was writing goes on writing when the list of models is closed.
function choose() {
  const button = find('[data-testid="model-selector"]');
  const before = document.activeElement;
  if (before?.matches('[data-testid="multimodal-input"]')) button?.addEventListener('focus', () => before.focus(), { once: true });
  button?.click();
  return button !== null;
}

const withControl = { k: search, m: choose, '/': help };

function run(event) {
  const control = event.ctrlKey || event.metaKey;
  if (event.altKey || event.isComposing) return false;
  if (event.key === '?' && !control && !types(event.target)) return help();
  // While a sheet is open, the page behind it is not to be reached.
  if (find('dialog:modal')) return event.key === '/' && control && help();
  if (event.key === 'Escape' && event.shiftKey && !control) return write();
  if (!control) return false;
  if (event.shiftKey) return event.key.toLowerCase() === 'o' && startChat();
  // In a field it takes back what was typed.
  if (event.key.toLowerCase() === 'z') return !types(event.target) && press('[data-testid="toast-action"]');
  return withControl[event.key.toLowerCase()]?.() ?? false;
}

document.addEventListener('keydown', (event) => {
  if (run(event)) event.preventDefault();
});
