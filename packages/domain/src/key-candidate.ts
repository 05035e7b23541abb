/** Finds, in linear time, the places in a text that are shaped like an issue key, whatever project they name. */

/** Letters, digits and underscores from `start`, a dash at `dash`, digits from there to `end`. */
export interface KeyCandidate {
  readonly start: number;
  readonly dash: number;
  readonly end: number;
}

/**
 * The next candidate whose dash stands at `from` or later. What stands before and after it is never an ASCII letter or
 * digit; its first part may still begin with digits or underscores. Each character is looked at a fixed number of
 * times, because neither part of a candidate contains a dash.
 */
export function nextKeyCandidate(text: string, from: number): KeyCandidate | undefined {
  for (let dash = text.indexOf('-', from); dash !== -1; dash = text.indexOf('-', dash + 1)) {
    const end = endOfDigits(text, dash + 1);
    if (end === dash + 1 || isLetterOrDigit(text.charCodeAt(end))) continue;
    const start = startOfWord(text, dash);
    if (start < dash) return { start, dash, end };
  }
  return undefined;
}

/** A to Z and a to z. Like its sisters it takes a character code, and NaN, the code beyond the end, is none. */
export function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** 0 to 9, by character code. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** A to Z in either case, or 0 to 9, by character code. */
export function isLetterOrDigit(code: number): boolean {
  return isLetter(code) || isDigit(code);
}

function endOfDigits(text: string, from: number): number {
  let end = from;
  while (isDigit(text.charCodeAt(end))) end++;
  return end;
}

function startOfWord(text: string, before: number): number {
  let start = before;
  while (start > 0 && (isLetterOrDigit(text.charCodeAt(start - 1)) || text[start - 1] === '_')) start--;
  return start;
}
