/** Tells from what stands around a candidate that it is part of something else: a version, an address, a trailer. */

import { isDigit, isLetter, isLetterOrDigit } from './key-candidate.ts';
import type { KeyCandidate } from './key-candidate.ts';

// RFC 5321, 4.5.3.1: an e-mail address has at most 64 octets before the at sign and 255 after it.
const localPartLimit = 64;
const domainLimit = 255;

/** What a candidate is part of, when that keeps it from being a key. */
export type Surroundings = 'version-string' | 'email-address' | 'change-id' | undefined;

/**
 * Looks around candidates of one text. They must come in the order of the text: what has been passed is forgotten,
 * which keeps looking around all of them linear.
 */
export function lookAround(text: string): (candidate: KeyCandidate) => Surroundings {
  const isOnChangeIdLine = changeIdLines(text);
  const isInEmailAddress = emailAddresses(text);
  return (candidate) => {
    if (isOnChangeIdLine(candidate)) return 'change-id';
    if (isInEmailAddress(candidate)) return 'email-address';
    // As in `library-4.7.1`.
    const isVersion = text[candidate.end] === '.' && isDigit(text.charCodeAt(candidate.end + 1));
    return isVersion ? 'version-string' : undefined;
  };
}

function changeIdLines(text: string): (candidate: KeyCandidate) => boolean {
  let lineEnd = -1;
  let isChangeId = false;
  return ({ start }) => {
    if (start <= lineEnd) return isChangeId;
    let lineStart = start;
    while (lineStart > lineEnd + 1 && !isLineEnd(text.charCodeAt(lineStart - 1))) lineStart--;
    lineEnd = start;
    while (lineEnd < text.length && !isLineEnd(text.charCodeAt(lineEnd))) lineEnd++;
    isChangeId = /^[ \t]*change-id:/i.test(text.slice(lineStart, lineEnd));
    return isChangeId;
  };
}

function emailAddresses(text: string): (candidate: KeyCandidate) => boolean {
  let before = -1;
  let after = text.indexOf('@');
  return ({ start, end }) => {
    while (after !== -1 && after < start) {
      before = after;
      after = text.indexOf('@', after + 1);
    }
    const isLocal = after !== -1 && after - end < localPartLimit && isEvery(text, end, after, isLocalPart);
    if (isLocal && isHost(text, after + 1)) return true;

    const isRemote = before > 0 && start - before < domainLimit && isEvery(text, before + 1, start, isDomain);
    return isRemote && isLocalPart(text.charCodeAt(before - 1)) && isHost(text, before + 1);
  };
}

function isEvery(text: string, from: number, to: number, test: (code: number) => boolean): boolean {
  for (let index = from; index < to; index++) {
    if (!test(text.charCodeAt(index))) return false;
  }
  return true;
}

// A name with a dot that is followed by a letter; `@2.0` is a version and no host.
function isHost(text: string, from: number): boolean {
  for (let index = from; index - from < domainLimit && isDomain(text.charCodeAt(index)); index++) {
    if (index > from && text[index] === '.' && isLetter(text.charCodeAt(index + 1))) return true;
  }
  return false;
}

function isDomain(code: number): boolean {
  return isLetterOrDigit(code) || code === 45 /* - */ || code === 46; /* . */
}

function isLocalPart(code: number): boolean {
  return isDomain(code) || code === 95 /* _ */ || code === 43 /* + */ || code === 37; /* % */
}

function isLineEnd(code: number): boolean {
  return code === 10 /* line feed */ || code === 13; /* carriage return */
}
