/** How wide a line is, in characters of the same width, as nearly as can be told without drawing it. */

/** Columns between two stops of the tabulator, as in the stylesheet. */
const tabColumns = 4;
/** The widest a character is drawn: a hidden one, by its number. */
const widest = 9;
const plain = /^[ -~]*$/u;

/** @param atLeast lines that cannot be wider are not looked at closely */
export function columnsOf(text: string, atLeast = 0): number {
  if (text.length * widest <= atLeast || plain.test(text)) return text.length;
  let columns = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\t') columns += tabColumns - (columns % tabColumns);
    else if (code < 0x20 || (code >= 0x2000 && code <= 0x20_6f)) columns += widest;
    else columns += code >= 0x11_00 ? 2 : 1;
  }
  return columns;
}
