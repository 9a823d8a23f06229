// What happens in another window or on another device is not told to a page: whoever comes back to it is shown it.
// The component's ComeBackAsync is called, at most every few seconds.
export function watch(component) {
  const end = new AbortController();
  let looked = Date.now();
  const look = () => {
    if (document.hidden || Date.now() - looked < 3000) return;
    looked = Date.now();
    component.invokeMethodAsync('ComeBackAsync').catch(() => { /* not connected */ });
  };
  document.addEventListener('visibilitychange', look, { signal: end.signal });
  window.addEventListener('focus', look, { signal: end.signal });
  return { dispose: () => end.abort() };
}
