/** Jira Cloud's format of rich text: whether a document is one, and what people read in it. */

import { z } from 'zod';

/** "The entered text is too long": Jira's own limit of a text field. */
export const textMaximum = 32_767;

interface Node {
  readonly type: string;
  readonly text?: string | undefined;
  readonly attrs?: Readonly<Record<string, unknown>> | undefined;
  readonly content?: readonly Node[] | undefined;
}

const address = z.string().regex(/^(?:https?:\/\/|mailto:|\/|#)/i, 'is no address');

const mark = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('link'), attrs: z.object({ href: address }) }),
  z.strictObject({ type: z.enum(['code', 'em', 'strike', 'strong', 'underline']) }),
  z.strictObject({ type: z.literal('textColor'), attrs: z.object({ color: z.string() }) }),
  z.strictObject({ type: z.literal('subsup'), attrs: z.object({ type: z.enum(['sub', 'sup']) }) }),
]);

const inline = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), marks: z.array(mark).optional() }),
  z.strictObject({ type: z.literal('hardBreak'), attrs: z.object({}).optional() }),
  z.strictObject({ type: z.literal('mention'), attrs: z.object({ id: z.string(), text: z.string().optional() }) }),
  z.strictObject({ type: z.literal('inlineCard'), attrs: z.object({ url: address }) }),
  z.strictObject({ type: z.literal('emoji'), attrs: z.object({ shortName: z.string() }) }),
]);

const plainText = z.strictObject({ type: z.literal('text'), text: z.string().min(1) });
const paragraph = z.strictObject({ type: z.literal('paragraph'), content: z.array(inline).optional() });

const block: z.ZodType<Node> = z.lazy(() =>
  z.discriminatedUnion('type', [
    paragraph,
    z.strictObject({
      type: z.literal('heading'),
      attrs: z.object({ level: z.int().min(1).max(6) }),
      content: z.array(inline).optional(),
    }),
    z.strictObject({
      type: z.literal('codeBlock'),
      attrs: z.object({ language: z.string().optional() }).optional(),
      content: z.array(plainText).optional(),
    }),
    z.strictObject({ type: z.literal('rule') }),
    z.strictObject({ type: z.literal('blockquote'), content: z.array(block).min(1) }),
    z.strictObject({
      type: z.literal('panel'),
      attrs: z.object({ panelType: z.enum(['info', 'note', 'warning', 'success', 'error']) }),
      content: z.array(block).min(1),
    }),
    z.strictObject({ type: z.enum(['bulletList', 'orderedList']), content: z.array(listItem).min(1) }),
  ]),
);

const listItem: z.ZodType<Node> = z.lazy(() =>
  z.strictObject({ type: z.literal('listItem'), content: z.array(block).min(1) }),
);

const documentShape = z.strictObject({ type: z.literal('doc'), version: z.literal(1), content: z.array(block) });

/** What a document says, or why it is none. */
export type ReadText =
  | { readonly text: string; readonly problem: undefined }
  | { readonly text: undefined; readonly problem: string };

/** Reads a document of Jira Cloud, or the wiki text of Jira Data Center. An empty one is a problem. */
export function readText(body: unknown, isDataCenter: boolean): ReadText {
  const parsed = isDataCenter ? z.string().safeParse(body) : documentShape.safeParse(body);
  if (!parsed.success) return { text: undefined, problem: `The text is not valid: ${z.prettifyError(parsed.error)}` };
  const text = typeof parsed.data === 'string' ? parsed.data : parsed.data.content.map(textOf).join('\n');
  if (text.trim() === '') return { text: undefined, problem: 'The text may not be empty.' };
  if (text.length > textMaximum) {
    return { text: undefined, problem: `The text is longer than ${textMaximum} characters.` };
  }
  return { text, problem: undefined };
}

function textOf({ type, text, attrs, content = [] }: Node): string {
  if (type === 'text') return text ?? '';
  if (type === 'hardBreak') return '\n';
  const said = attrs?.['text'] ?? attrs?.['url'] ?? attrs?.['shortName'];
  if (typeof said === 'string') return said;
  const isInline = ['paragraph', 'heading', 'codeBlock'].includes(type);
  return content.map(textOf).join(isInline ? '' : '\n');
}
