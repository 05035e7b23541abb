/** Makes text of strangers harmless for a terminal. */

/** Names and messages come from strangers: control characters could write over the terminal or turn its text around. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '\u{fffd}');
}
