/** Reads a regular expression as people write it; what could only be matched slowly, or not at all, is refused in words. */

import type { ExpressionPart } from './safe-expression.ts';

type Accepts = (character: string) => boolean;

/** Repetitions of one part. */
const repetitionLimit = 200;

const isDigit: Accepts = (character) => character >= '0' && character <= '9';
const isWord: Accepts = (character) => /^\w$/.test(character);
const isSpace: Accepts = (character) => /^\s$/.test(character);
const not =
  (accepts: Accepts): Accepts =>
  (character) =>
    !accepts(character);

const classes: Readonly<Record<string, Accepts>> = {
  d: isDigit,
  D: not(isDigit),
  w: isWord,
  W: not(isWord),
  s: isSpace,
  S: not(isSpace),
};

const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Where reading has come to. */
interface Reading {
  readonly characters: readonly string[];
  place: number;
}

/**
 * Literals, `.`, `[a-z]`, `\d \w \s`, `^ $`, groups, `|` and repetitions. Nothing that looks around or back.
 * @throws Error in words for anything else
 */
export function readExpression(text: string): ExpressionPart {
  const reading: Reading = { characters: Array.from(text), place: 0 };
  const part = readChoices(reading);
  if (reading.place < reading.characters.length) throw new Error('A ")" closes nothing.');
  return part;
}

function peek({ characters, place }: Reading): string | undefined {
  return characters[place];
}

function take(reading: Reading): string | undefined {
  const character = peek(reading);
  reading.place += 1;
  return character;
}

function takeIf(reading: Reading, wanted: string): boolean {
  if (peek(reading) !== wanted) return false;
  reading.place += 1;
  return true;
}

function readChoices(reading: Reading): ExpressionPart {
  const parts = [readSequence(reading)];
  while (takeIf(reading, '|')) parts.push(readSequence(reading));
  return { kind: 'either', parts };
}

function readSequence(reading: Reading): ExpressionPart {
  const parts: ExpressionPart[] = [];
  for (let next = peek(reading); next !== undefined && next !== '|' && next !== ')'; next = peek(reading)) {
    parts.push(readRepeated(reading));
  }
  return { kind: 'all', parts };
}

function readRepeated(reading: Reading): ExpressionPart {
  let part = readOne(reading);
  for (let range = readRange(reading); range !== undefined; range = readRange(reading)) {
    part = { kind: 'repeat', part, ...range };
    // As few as possible: whether something matches does not depend on it.
    takeIf(reading, '?');
  }
  return part;
}

function readRange(reading: Reading): { readonly least: number; readonly most: number | undefined } | undefined {
  if (takeIf(reading, '*')) return { least: 0, most: undefined };
  if (takeIf(reading, '+')) return { least: 1, most: undefined };
  if (takeIf(reading, '?')) return { least: 0, most: 1 };
  const counted = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(
    reading.characters.slice(reading.place, reading.place + 11).join(''),
  );
  if (counted === null) return undefined;
  reading.place += counted[0].length;
  const least = Number(counted[1]);
  const end = counted[3] ?? '';
  const most = counted[2] === undefined ? least : end === '' ? undefined : Number(end);
  if (Math.max(least, most ?? 0) > repetitionLimit)
    throw new Error(`At most ${repetitionLimit} repetitions are taken.`);
  if (most !== undefined && most < least) throw new Error(`"${counted[0]}" ends before it begins.`);
  return { least, most };
}

function readOne(reading: Reading): ExpressionPart {
  const character = take(reading);
  switch (character) {
    case '(':
      return readGroup(reading);
    case '[':
      return { kind: 'one', accepts: readClass(reading) };
    case '\\':
      return readEscaped(reading);
    case '.':
      return { kind: 'one', accepts: () => true };
    case '^':
      return { kind: 'edge', at: 'start' };
    case '$':
      return { kind: 'edge', at: 'end' };
    case '*':
    case '+':
    case '?':
      throw new Error(`There is nothing before "${character}" that it could repeat.`);
    default:
      return { kind: 'one', accepts: (other) => other === character };
  }
}

function readGroup(reading: Reading): ExpressionPart {
  if (takeIf(reading, '?') && !takeIf(reading, ':')) {
    throw new Error('Looking ahead or behind and named groups are not taken; use "(…)" or "(?:…)".');
  }
  const part = readChoices(reading);
  if (!takeIf(reading, ')')) throw new Error('A "(" is not closed.');
  return part;
}

function escapedCharacter(character: string | undefined): string {
  if (character === undefined) throw new Error('It ends with a "\\" that has nothing to stand before.');
  if (/^[1-9]$/.test(character)) throw new Error('Going back to what a group matched is not taken.');
  const control = controls[character];
  if (control === undefined && /^[A-Za-z0-9]$/.test(character)) throw new Error(`"\\${character}" is not known.`);
  return control ?? character;
}

function readEscaped(reading: Reading): ExpressionPart {
  const character = take(reading);
  const known = character === undefined ? undefined : classes[character];
  if (known !== undefined) return { kind: 'one', accepts: known };
  const wanted = escapedCharacter(character);
  return { kind: 'one', accepts: (other) => other === wanted };
}

/** After the `[`. */
function readClass(reading: Reading): Accepts {
  const isNegated = takeIf(reading, '^');
  const accepted: Accepts[] = [];
  for (;;) {
    const character = take(reading);
    if (character === undefined) throw new Error('A "[" is not closed.');
    if (character === ']') break;
    accepted.push(readRangeOfClass(reading, character));
  }
  const isIn: Accepts = (character) => accepted.some((accepts) => accepts(character));
  return isNegated ? not(isIn) : isIn;
}

function readRangeOfClass(reading: Reading, first: string): Accepts {
  const escaped = first === '\\' ? take(reading) : undefined;
  const known = escaped === undefined ? undefined : classes[escaped];
  if (known !== undefined) return known;
  const start = first === '\\' ? escapedCharacter(escaped) : first;
  const isRange = peek(reading) === '-' && ![']', undefined].includes(reading.characters[reading.place + 1]);
  if (!isRange) return (character) => character === start;
  reading.place += 1;
  const last = take(reading);
  const end = last === '\\' ? escapedCharacter(take(reading)) : (last ?? '');
  if (end < start) throw new Error(`"${start}-${end}" ends before it begins.`);
  return (character) => character >= start && character <= end;
}
