/** Shows what names and messages hide: characters that turn text around or have no look are told by their numbers. */

import { hiddenCharacters } from './diff/hidden-characters.ts';

/**
 * For whatever somebody else wrote, wherever it is shown as text or read aloud; what is copied, sent or looked up stays as
 * it is. `photo<U+202E>gnp.exe`, which would read as `photoexe.png`, becomes `photo[U+202E]gnp.exe`.
 */
export function visibleText(text: string): string {
  let shown = '';
  let end = 0;
  for (const { kind, start, end: next, code } of hiddenCharacters(text, false)) {
    // Lines may end in the way of Windows.
    if (kind !== 'hidden' || text.startsWith('\r\n', start)) continue;
    shown += `${text.slice(end, start)}[${code}]`;
    end = next;
  }
  return end === 0 ? text : shown + text.slice(end);
}
