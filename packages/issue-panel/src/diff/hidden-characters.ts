/** Finds what the eye does not see in a line, or sees in the wrong place: code must not look like other code. */

import type { TextRange } from './text-range.ts';

export interface HiddenRange extends TextRange {
  /** `hidden` is shown by its number in its place; `space` looks like a space and is none; `end` is white space at the end. */
  readonly kind: 'hidden' | 'space' | 'end';
  /** `U+202E`; empty for `end`. */
  readonly code: string;
  /** `right-to-left override`; may be empty. */
  readonly name: string;
}

/** Controls, characters without a width, direction marks, fillers, tags and halves of characters. */
const suspicious =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00A0\u00AD\u061C\u115F\u1160\u1680\u180E\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E007F}\p{Surrogate}]|\u034F|\u17B4|\u17B5/gu;
/** White space that is not the space. */
const otherSpace = /[\u00A0\u1680\u2000-\u200A\u202F\u205F]/u;
/** What turns the direction of text around: https://trojansource.codes */
const direction = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
const atEnd = /[ \t]+$/u;

const names: Readonly<Record<string, string>> = {
  '\u0000': 'null',
  '\u001B': 'escape',
  '\u000D': 'carriage return',
  '\u00A0': 'no-break space',
  '\u00AD': 'soft hyphen',
  '\u061C': 'Arabic letter mark',
  '\u200B': 'zero-width space',
  '\u200C': 'zero-width non-joiner',
  '\u200D': 'zero-width joiner',
  '\u200E': 'left-to-right mark',
  '\u200F': 'right-to-left mark',
  '\u2028': 'line separator',
  '\u2029': 'paragraph separator',
  '\u202A': 'left-to-right embedding',
  '\u202B': 'right-to-left embedding',
  '\u202C': 'end of a direction',
  '\u202D': 'left-to-right override',
  '\u202E': 'right-to-left override',
  '\u202F': 'narrow no-break space',
  '\u2060': 'word joiner',
  '\u2066': 'left-to-right isolate',
  '\u2067': 'right-to-left isolate',
  '\u2068': 'isolate of the first strong direction',
  '\u2069': 'end of an isolate',
  '\uFEFF': 'byte order mark',
};

/** In their order. A carriage return at the very end is only told when `showsReturn`: whole files may have them. */
export function hiddenCharacters(text: string, showsReturn: boolean): readonly HiddenRange[] {
  const found: HiddenRange[] = [];
  const hasReturn = text.endsWith('\r');
  const end = hasReturn ? text.length - 1 : text.length;
  for (const match of text.matchAll(suspicious)) {
    const [character] = match;
    if (match.index >= end ? !showsReturn : joins(text, match.index, character)) continue;
    found.push(named(match.index, character));
  }
  const spaces = atEnd.exec(text.slice(0, end));
  if (spaces === null) return found;
  const trailing: HiddenRange = { start: spaces.index, end, kind: 'end', code: '', name: '' };
  return hasReturn && showsReturn ? [...found.slice(0, -1), trailing, ...found.slice(-1)] : [...found, trailing];
}

/** Whether characters of a text turn its direction around. */
export function turnsDirection(text: string): boolean {
  return direction.test(text);
}

function named(start: number, character: string): HiddenRange {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return {
    start,
    end: start + character.length,
    kind: otherSpace.test(character) ? 'space' : 'hidden',
    code: `U+${code}`,
    name: names[character] ?? '',
  };
}

const picture = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]$/u;
const joinedScript =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Tamil}]/u;

/** Joiners belong inside some pictures and scripts. */
function joins(text: string, place: number, character: string): boolean {
  if (character !== '\u200D' && character !== '\u200C') return false;
  const before = text.slice(Math.max(0, place - 2), place);
  const after = text.slice(place + 1, place + 3);
  if (character === '\u200D' && picture.test(before) && /^\p{Extended_Pictographic}/u.test(after)) return true;
  return joinedScript.test(before.slice(-1)) && joinedScript.test(after.slice(0, 1));
}
