/** How many lines a text has: the line break at its end begins no other one. */

export function lineCountOf(text: string): number {
  if (text === '') return 0;
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}
