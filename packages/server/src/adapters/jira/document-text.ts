/** Makes Jira Cloud's document format of a text. */

import type { JiraText } from '../../ports/jira-site/writer.ts';
import { linesOf, originPieceOf, piecesOf, shortened, type TextPiece } from './text-pieces.ts';

/** A document of the Atlassian Document Format, version 1; undefined when there is nothing to say. */
export function documentOf(text: JiraText): JiraDocument | undefined {
  if (paragraphsOf(text).length === 0) return undefined;
  return wholeDocument(shortened(text, (each) => JSON.stringify(wholeDocument(each)).length));
}

/** The part of the format that we use. */
export interface JiraDocument {
  readonly type: 'doc';
  readonly version: 1;
  readonly content: readonly Paragraph[];
}

interface Paragraph {
  readonly type: 'paragraph';
  readonly content: readonly TextNode[];
}

/** Jira refuses a text node without text. */
interface TextNode {
  readonly type: 'text';
  readonly text: string;
  readonly marks?: readonly Mark[];
}

type Mark = { readonly type: 'link'; readonly attrs: { readonly href: string } } | { readonly type: 'em' };

function wholeDocument(text: JiraText): JiraDocument {
  return { type: 'doc', version: 1, content: paragraphsOf(text) };
}

function paragraphsOf(text: JiraText): readonly Paragraph[] {
  const paragraphs = linesOf(text.body).map((line) => paragraphOf(piecesOf(line).map((piece) => nodeOf(piece))));
  const origin = originPieceOf(text);
  return origin === undefined ? paragraphs : [...paragraphs, paragraphOf([nodeOf(origin, { type: 'em' })])];
}

function paragraphOf(content: readonly TextNode[]): Paragraph {
  return { type: 'paragraph', content };
}

function nodeOf({ text, url }: TextPiece, ...more: readonly Mark[]): TextNode {
  const marks: readonly Mark[] = url === undefined ? more : [{ type: 'link', attrs: { href: url } }, ...more];
  return marks.length === 0 ? { type: 'text', text } : { type: 'text', text, marks };
}
