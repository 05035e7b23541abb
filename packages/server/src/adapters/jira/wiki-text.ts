/** Makes Jira Data Center's wiki text of a text, so that nothing in it can be taken for markup. */

import type { JiraText } from '../../ports/jira-site/writer.ts';
import { linesOf, originPieceOf, piecesOf, shortened, type TextPiece } from './text-pieces.ts';

/**
 * Wiki text for a comment or a work log; undefined when there is nothing to say and no mark.
 * @param mark kept in an anchor, which readers do not see: Data Center describes no properties of work logs
 */
export function wikiTextOf(text: JiraText | undefined, mark?: string): string | undefined {
  const anchor = mark === undefined ? '' : anchorOf(mark);
  const given = text ?? { body: '', origin: undefined };
  const wiki = wholeText(
    shortened(given, (each) => wholeText(each, anchor).length),
    anchor,
  );
  return wiki === '' ? undefined : wiki;
}

/** What stands in a text for a mark. */
export function anchorOf(mark: string): string {
  return `{anchor:branchline-${encodeURIComponent(mark).replaceAll('%', '_')}}`;
}

function wholeText(text: JiraText, anchor: string): string {
  const lines = linesOf(text.body).map((line) => piecesOf(line).map(wikiPieceOf).join(''));
  const origin = originPieceOf(text);
  const all = origin === undefined ? lines : [...lines, originOf(origin)];
  return `${all.join('\n\n')}${anchor}`;
}

function originOf({ text, url }: TextPiece): string {
  return url === undefined ? escaped(text) : `[${escaped(text)}|${plainAddress(url)}]`;
}

/** Data Center makes links of bare addresses by itself. */
function wikiPieceOf({ text, url }: TextPiece): string {
  return url === undefined ? escaped(text) : text;
}

// Each of these begins or ends markup wherever it stands: macros, links, images, tables, emphasis, icons.
const markup = /[{}[\]!|*^~+()]/g;
// These do so only beside a blank, an end or another of them; between letters they are left, so that keys stay links.
const markupAtWords = /(?<![\p{L}\p{N}])[-_?#]|[-_?#](?![\p{L}\p{N}])/gu;
// "h1. " makes a heading of the line, "bq. " a quotation.
const markupOfLines = /^(\s*(?:h[1-6]|bq))\./;

function escaped(text: string): string {
  // Two backslashes would be the end of a line, so that one is written by its number.
  return text.split('\\').map(escapedPart).join('&#92;').replace(markupOfLines, '$1&#46;');
}

function escapedPart(text: string): string {
  return text.replaceAll(markup, '\\$&').replaceAll(markupAtWords, '\\$&');
}

function plainAddress(url: string): string {
  return url.replaceAll(/[\\{}[\]!|*^~()]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
