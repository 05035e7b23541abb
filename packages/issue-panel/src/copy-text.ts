/** Puts a text on the clipboard, also where the page was opened without https or in a frame. */

/** For hosts in a browser; others bring their own `Copy`. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) {
    try {
      await navigator.clipboard.writeText(text);
      return;
    } catch {
      // A frame may lack the permission; the old way below needs none.
    }
  }
  const field = document.createElement('textarea');
  field.value = text;
  // Selected text must be in the page, but nobody has to see it.
  Object.assign(field.style, { position: 'fixed', insetBlockStart: '0', opacity: '0' });
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}
