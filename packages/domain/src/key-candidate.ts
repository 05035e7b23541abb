/** Finds, in linear time, the places in a text that are shaped like an issue key, whatever project they name. */

/** Letters, digits and underscores from `start`, a dash at `dash`, digits up to `end`: `[start, dash) - (dash, end)`. */
export interface KeyCandidate {
  readonly start: number;
  readonly dash: number;
  readonly end: number;
}

// RFC 5321, 4.5.3.1: an e-mail address has at most 64 octets before the at sign and 255 after it.
const localPartLimit = 64;
const domainLimit = 255;

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

/** Whether the candidate is followed by a dot and a digit, as in `library-4.7.1`. */
export function isVersion(text: string, candidate: KeyCandidate): boolean {
  return text[candidate.end] === '.' && isDigit(text.charCodeAt(candidate.end + 1));
}

/** Whether the candidate stands in an e-mail address, before or after the at sign. */
export function isInEmailAddress(text: string, candidate: KeyCandidate): boolean {
  let after = candidate.end;
  while (after - candidate.end < localPartLimit && isLocalPart(text.charCodeAt(after))) after++;
  if (text[after] === '@' && domainStartsAt(text, after + 1)) return true;

  let before = candidate.start - 1;
  while (candidate.start - before < domainLimit && isDomain(text.charCodeAt(before))) before--;
  return text[before] === '@' && isLocalPart(text.charCodeAt(before - 1)) && domainStartsAt(text, before + 1);
}

/**
 * Tells whether a position is on a `Change-Id:` line (Gerrit's trailer). Ask for growing positions only: lines already
 * passed are forgotten, which keeps the whole walk linear.
 */
export function changeIdLines(text: string): (position: number) => boolean {
  let lineEnd = -1;
  let isChangeId = false;
  return (position) => {
    if (position <= lineEnd) return isChangeId;
    let lineStart = position;
    while (lineStart > lineEnd + 1 && !isLineEnd(text.charCodeAt(lineStart - 1))) lineStart--;
    lineEnd = position;
    while (lineEnd < text.length && !isLineEnd(text.charCodeAt(lineEnd))) lineEnd++;
    isChangeId = /^[ \t]*change-id:/i.test(text.slice(lineStart, lineEnd));
    return isChangeId;
  };
}

/** A to Z and a to z; a code of NaN, as at the end of a text, is no letter. */
export function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLetterOrDigit(code: number): boolean {
  return isLetter(code) || isDigit(code);
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}

function isDomain(code: number): boolean {
  return isLetterOrDigit(code) || code === 45 || code === 46;
}

function isLocalPart(code: number): boolean {
  return isDomain(code) || code === 95 || code === 43 || code === 37;
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

// A name with a dot that is followed by a letter; `@2.0` is a version and no host.
function domainStartsAt(text: string, from: number): boolean {
  for (let index = from; index - from < domainLimit && isDomain(text.charCodeAt(index)); index++) {
    if (index > from && text[index] === '.' && isLetter(text.charCodeAt(index + 1))) return true;
  }
  return false;
}
