// What must answer at once, without asking the server: copying, the theme, the sidebar, the reconnect banner.
import { copy } from './copy.js';
import { forgetAll, rescue } from './drafts.js';

const root = document.documentElement;
const phone = matchMedia('(max-width: 767px)');
const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private mode: for this page only */ } };

const content = () => document.getElementById('content');
const toggle = () => document.querySelector('[data-sidebar-toggle]');

// Text of an answer that grows: drawn by a script that only a page with an answer needs.
export const grow = async (root, source) => (await import('./Components/Markdown/MarkdownView.razor.js')).grow(root, source);

export function tellSidebar() {
  const shown = phone.matches ? 'drawer' in root.dataset : root.dataset.sidebar !== 'folded';
  for (const button of document.querySelectorAll('[data-sidebar-toggle]')) button.setAttribute('aria-expanded', `${shown}`);
}

// Over the page: whoever opens it is in it, and cannot get behind it.
function setDrawer(open) {
  if (open === 'drawer' in root.dataset) return;
  if (open) root.dataset.drawer = 'open'; else delete root.dataset.drawer;
  content()?.toggleAttribute('inert', open);
  tellSidebar();
  if (open) document.querySelector('.sidebar a[href]')?.focus();
  else toggle()?.focus();
}

phone.addEventListener('change', () => { setDrawer(false); tellSidebar(); });

function toggleSidebar() {
  if (phone.matches) {
    setDrawer(!('drawer' in root.dataset));
    return;
  }
  if (root.dataset.sidebar === 'folded') {
    delete root.dataset.sidebar;
    keep('sidebar', 'open');
  } else {
    // What is folded away keeps no focus.
    if (document.querySelector('.sidebar')?.contains(document.activeElement)) toggle()?.focus();
    root.dataset.sidebar = 'folded';
    keep('sidebar', 'folded');
  }
  tellSidebar();
}

// A click beside an open sheet closes it; its own padding is still the sheet.
document.addEventListener('click', (event) => {
  if (!(event.target instanceof HTMLDialogElement) || event.detail === 0) return;
  const sheet = event.target.getBoundingClientRect();
  if (event.clientX < sheet.left || event.clientX > sheet.right || event.clientY < sheet.top || event.clientY > sheet.bottom) event.target.close();
});

const nextTheme = { system: 'light', light: 'dark', dark: 'system' };

document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (!target) return;
  const button = target.closest('button');
  if (button?.hasAttribute('data-copy')) copy(button, button.closest('.code-block').querySelector('code').textContent);
  if (button?.hasAttribute('data-copy-link')) copy(button, new URL(button.dataset.copyLink, location.href).href);
  if (button?.hasAttribute('data-copy-from')) copy(button, document.getElementById(button.dataset.copyFrom).textContent);
  if (button?.hasAttribute('data-dialog')) {
    // A dialog gives the focus back to what had it, and a menu is gone by then: to the menu's own button.
    const menu = button.closest('.menu');
    if (menu) document.querySelector(`[aria-controls="${menu.id}"]`)?.focus();
    document.getElementById(button.dataset.dialog)?.showModal();
  }
  if (button?.hasAttribute('data-dialog-close')) button.closest('dialog')?.close();
  if (button?.hasAttribute('data-sidebar-toggle')) toggleSidebar();
  if (button?.hasAttribute('data-theme-next')) {
    keep('theme', nextTheme[root.dataset.themeChoice] ?? 'system');
    dispatchEvent(new Event('themechange'));
  }
  if (target.closest('[data-drawer-close], .sidebar a[href]')) setDrawer(false);
});

// A menu is left with the focus: its backdrop, too, does not stay behind.
document.addEventListener('focusout', (event) => {
  const menu = event.target.closest?.('.menu');
  if (!menu || !event.relatedTarget || menu.parentElement.contains(event.relatedTarget)) return;
  menu.parentElement.querySelector(':scope > .menu-backdrop')?.click();
});

function scrollBox(element) {
  let box = element.parentElement;
  while (box && !/auto|scroll/.test(getComputedStyle(box).overflowY)) box = box.parentElement;
  return box ?? root;
}

// A menu takes the focus when it opens. Where its list ends below it, it stands over its button.
document.addEventListener('focusin', (event) => {
  const menu = event.target.closest?.('[data-turns]');
  if (!menu || menu.contains(event.relatedTarget)) return;
  const room = scrollBox(menu).getBoundingClientRect();
  const row = menu.parentElement.getBoundingClientRect();
  const height = menu.offsetHeight + 8;
  menu.toggleAttribute('data-over', row.bottom + height > room.bottom && row.top - height > room.top);
  menu.scrollIntoView({ block: 'nearest' });
});

// A mark in the address would be one step more to go back, and takes no focus where a script follows the links. The content
// keeps no focus of its own: the arrow keys would no longer scroll what was clicked.
document.addEventListener('click', (event) => {
  if (!event.target.closest?.('.skip-link')) return;
  event.preventDefault();
  const main = content();
  main.tabIndex = -1;
  main.focus();
  main.addEventListener('blur', () => main.removeAttribute('tabindex'), { once: true });
}, { capture: true });

// What is chosen for this browser: theme.js says what holds.
document.addEventListener('change', (event) => {
  if (!(event.target instanceof HTMLInputElement) || !event.target.hasAttribute('data-kept')) return;
  keep(event.target.name, event.target.value);
  dispatchEvent(new Event('themechange'));
});

for (const choice of document.querySelectorAll('input[data-kept]')) choice.checked = choice.value === root.dataset[choice.dataset.kept];

// A list without end: near its foot the button that shows more is pressed.
function more(list) {
  if (!(list instanceof HTMLElement) || !list.hasAttribute('data-endless')) return;
  if (list.scrollHeight - list.scrollTop - list.clientHeight < 240) list.querySelector('[data-more]:not(:disabled)')?.click();
}

document.addEventListener('scroll', (event) => more(event.target), { capture: true, passive: true });
// A list that does not fill its place is never scrolled: the button says by its animation that it is there.
document.addEventListener('animationstart', (event) => { if (event.target.matches?.('[data-more]')) more(event.target.closest('[data-endless]')); });

document.addEventListener('keydown', (event) => {
  // A menu closes wherever the focus is by now: what had it may be gone.
  const backdrop = event.key === 'Escape' && !event.isComposing && document.querySelector('.menu-backdrop');
  if (backdrop && !backdrop.parentElement.contains(event.target)) backdrop.click();
  // What is open in it comes first.
  else if (event.key === 'Escape' && !document.querySelector('dialog:modal, .sidebar :is(.menu, .rename)')) setDrawer(false);
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'b') {
    event.preventDefault();
    toggleSidebar();
  }
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'ArrowDown' || event.isComposing || !event.target.matches?.('[data-testid="sidebar-search"]')) return;
  const first = document.querySelector('.history li a');
  if (!first) return;
  event.preventDefault();
  first.focus();
});

document.addEventListener('submit', (event) => {
  if (event.target instanceof HTMLFormElement && event.target.getAttribute('action') === '/api/auth/signout') forgetAll();
});

if (document.querySelector('[data-chat-hidden]') && rescue(location.pathname.split('/').pop())) location.replace('/');

// Blazor tries for a while by itself. After that, or when the server no longer knows this page, it is loaded anew:
// everything that matters is on the services, and a running answer is joined again.
const banner = document.getElementById('components-reconnect-modal');
banner?.addEventListener('components-reconnect-state-changed', async (event) => {
  const state = event.detail.state;
  if (state === 'rejected') location.reload();
  if (state === 'failed') {
    const back = async () => {
      try {
        if ((await fetch('ping', { cache: 'no-store' })).ok) { location.reload(); return; }
      } catch { /* still away */ }
      setTimeout(back, 3000);
    };
    back();
  }
});

// The connection itself notices only after half a minute. What runs on this machine is there without a network.
addEventListener('offline', async () => {
  try {
    await fetch('ping', { cache: 'no-store' });
  } catch {
    banner?.toggleAttribute('data-offline', !navigator.onLine);
  }
});
addEventListener('online', () => banner?.removeAttribute('data-offline'));

export function setTitle(title) {
  document.title = title;
}

export function setCookie(name, value) {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax${secure}`;
}

export function utcOffset() {
  return -new Date().getTimezoneOffset();
}
