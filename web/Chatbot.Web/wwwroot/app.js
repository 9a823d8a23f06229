// What must answer at once, without asking the server: copying, the theme, the sidebar, the reconnect banner.
import { forgetAll, rescue } from './drafts.js';

const root = document.documentElement;
const phone = matchMedia('(max-width: 767px)');
const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private mode: for this page only */ } };

async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    button.dataset.copied = '';
    setTimeout(() => delete button.dataset.copied, 1600);
  } catch { /* not allowed here: the text can still be selected */ }
}

function toggleSidebar() {
  if (phone.matches) {
    if (root.dataset.drawer) delete root.dataset.drawer; else root.dataset.drawer = 'open';
  } else if (root.dataset.sidebar === 'folded') {
    delete root.dataset.sidebar;
    keep('sidebar', 'open');
  } else {
    root.dataset.sidebar = 'folded';
    keep('sidebar', 'folded');
  }
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
  if (button?.hasAttribute('data-dialog')) document.getElementById(button.dataset.dialog)?.showModal();
  if (button?.hasAttribute('data-dialog-close')) button.closest('dialog')?.close();
  if (button?.hasAttribute('data-sidebar-toggle')) toggleSidebar();
  if (button?.hasAttribute('data-theme-next')) {
    keep('theme', nextTheme[root.dataset.themeChoice] ?? 'system');
    dispatchEvent(new Event('themechange'));
  }
  if (target.closest('[data-drawer-close], .sidebar a[href]')) delete root.dataset.drawer;
});

document.addEventListener('change', (event) => {
  if (event.target instanceof HTMLInputElement && event.target.name === 'theme') {
    keep('theme', event.target.value);
    dispatchEvent(new Event('themechange'));
  }
});

for (const choice of document.querySelectorAll('input[name="theme"]')) choice.checked = choice.value === root.dataset.themeChoice;

// A list without end: near its foot the button that shows more is pressed.
document.addEventListener('scroll', (event) => {
  const list = event.target;
  if (!(list instanceof HTMLElement) || !list.hasAttribute('data-endless')) return;
  if (list.scrollHeight - list.scrollTop - list.clientHeight < 240) list.querySelector('[data-more]:not(:disabled)')?.click();
}, { capture: true, passive: true });

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') delete root.dataset.drawer;
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'b') {
    event.preventDefault();
    toggleSidebar();
  }
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
