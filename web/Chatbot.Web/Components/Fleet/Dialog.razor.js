// The focus goes back to where it was, also when the dialog is taken away rather than closed.
export function show(dialog) {
  const before = document.activeElement;
  if (dialog?.isConnected) dialog.showModal();
  return { dispose() { if (before?.isConnected && (!document.activeElement || document.activeElement === document.body)) before.focus(); } };
}
