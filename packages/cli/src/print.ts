/** Tables and words for a terminal. */

import Table from 'cli-table3';

/** Names and messages come from strangers: control characters could write over the terminal or turn its text around. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '\u{fffd}');
}

/** A plain table without lines, columns two blanks apart. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = ['top', 'bottom', 'left', 'mid', 'right'].flatMap((side) => [
    side,
    ...['mid', 'left', 'right'].map((place) => `${side}-${place}`),
  ]);
  const chars = { ...Object.fromEntries(lines.map((line) => [line, ''])), middle: '  ' };
  const style = { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 };
  const table = new Table({ head: [...head], chars, style });
  for (const row of rows) table.push(row.map(printable));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** `1 branch`, `1,204 branches`. */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** `2026-11-22 14:05` in UTC; a dash for none. */
export function momentText(moment: string | null): string {
  return moment === null ? '–' : moment.slice(0, 16).replace('T', ' ');
}
