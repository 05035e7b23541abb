/** What the two formats of Jira's texts have in common: lines, addresses in them, and shortening. */

import type { JiraText } from '../../ports/jira-site/writer.ts';
import { addressOf } from './shape-text.ts';

/**
 * Characters of a comment or work log: Jira's setting `jira.text.field.character.limit` on Cloud, where it cannot be
 * changed, and what Data Center begins with. What exactly Cloud counts is not described, so whole documents are kept to it.
 */
export const textLimit = 32_767;

/** What is said in the place of what did not fit. */
export const shortenedWord = '… (shortened)';

/** A part of a line. */
export interface TextPiece {
  readonly text: string;
  /** Where it leads; undefined for plain text. */
  readonly url: string | undefined;
}

// Ends before what usually belongs to the sentence around an address.
const webAddress = /https?:\/\/[^\s<>"'`{}[\]|\\^!*]*[^\s<>"'`{}[\]|\\^!*.,;:?)(]/giu;

/** The text of each paragraph, none of them blank; control characters and half characters are gone. */
export function linesOf(text: string): readonly string[] {
  return text
    .toWellFormed()
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '').trimEnd())
    .filter((line) => line.trim() !== '');
}

/** A line cut where addresses of the web begin and end; no piece is empty. */
export function piecesOf(line: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of line.matchAll(webAddress)) {
    const [text] = match;
    if (!URL.canParse(text)) continue;
    if (match.index > end) pieces.push({ text: line.slice(end, match.index), url: undefined });
    pieces.push({ text, url: text });
    end = match.index + text.length;
  }
  if (end < line.length) pieces.push({ text: line.slice(end), url: undefined });
  return pieces;
}

/** The last line; its address only when it is one of the web. Undefined when there is nothing to say. */
export function originPieceOf({ origin }: JiraText): TextPiece | undefined {
  const text = origin === undefined ? '' : linesOf(origin.text).join(' ').trim();
  if (text === '') return undefined;
  const url = addressOf(origin?.url, '');
  return { text, url: url === '' ? undefined : url };
}

/**
 * The longest beginning of the body with which the text keeps to the limit, and a word where it was cut; the last line
 * is kept whole.
 * @param sizeOf how much Jira would count for the text
 */
export function shortened(text: JiraText, sizeOf: (text: JiraText) => number): JiraText {
  if (sizeOf(text) <= textLimit) return text;
  let [fits, tooLong] = [0, Math.min(text.body.length, textLimit + 1)];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (sizeOf(cut(text, middle)) <= textLimit) fits = middle;
    else tooLong = middle;
  }
  return cut(text, fits);
}

function cut(text: JiraText, length: number): JiraText {
  // A character of two halves must not lose one of them.
  const beginning = text.body.slice(0, length).replace(/[\ud800-\udbff]$/u, '');
  return { ...text, body: `${beginning.trimEnd()}\n${shortenedWord}` };
}
