/** Finds the colours of code. It comes with the first code that is shown, and the rarer languages with theirs. */

import { common, createLowlight } from 'lowlight';
import type { CodeTone, TonedRange } from './text-range.ts';

const lowlight = createLowlight(common);
let hasAll = false;

/** Makes a language ready; false when nobody knows it. */
export async function learn(language: string): Promise<boolean> {
  if (lowlight.registered(language)) return true;
  if (hasAll) return false;
  const { all } = await import('./more-languages.ts');
  lowlight.register(all);
  hasAll = true;
  return lowlight.registered(language);
}

/** Line by line. @param language one that was learned */
export function highlight(language: string, lines: readonly string[]): readonly (readonly TonedRange[])[] {
  const colored: TonedRange[][] = [[]];
  let column = 0;
  function add(text: string, tone: CodeTone | undefined): void {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) {
        colored.push([]);
        column = 0;
      }
      if (tone !== undefined && part !== '') colored.at(-1)?.push({ start: column, end: column + part.length, tone });
      column += part.length;
    }
  }
  function walk(nodes: readonly Node[], tone: CodeTone | undefined): void {
    for (const node of nodes) {
      if (node.type === 'text') add(node.value ?? '', tone);
      else walk(node.children ?? [], toneOf(node) ?? tone);
    }
  }
  walk(lowlight.highlight(language, lines.join('\n')).children as readonly Node[], undefined);
  return colored;
}

/** What we read of lowlight's tree. */
interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
  readonly properties?: { readonly className?: readonly string[] };
}

/** Scopes as highlight.js names them: https://highlightjs.readthedocs.io/en/latest/css-classes-reference.html */
const tones: Readonly<Record<string, CodeTone>> = {
  addition: 'added',
  attr: 'attribute',
  attribute: 'attribute',
  built_in: 'type',
  bullet: 'keyword',
  char: 'text',
  class: 'type',
  code: 'text',
  comment: 'comment',
  deletion: 'removed',
  doctag: 'meta',
  formula: 'number',
  function: 'name',
  keyword: 'keyword',
  link: 'text',
  literal: 'number',
  meta: 'meta',
  name: 'tag',
  number: 'number',
  property: 'attribute',
  quote: 'comment',
  regexp: 'text',
  section: 'name',
  'selector-attr': 'attribute',
  'selector-class': 'name',
  'selector-id': 'name',
  'selector-pseudo': 'attribute',
  'selector-tag': 'tag',
  string: 'text',
  symbol: 'number',
  tag: 'tag',
  'template-tag': 'meta',
  'template-variable': 'attribute',
  title: 'name',
  type: 'type',
  variable: 'attribute',
};

function toneOf({ properties }: Node): CodeTone | undefined {
  const scope = properties?.className?.[0]?.replace(/^hljs-/u, '') ?? '';
  return Object.hasOwn(tones, scope) ? tones[scope] : undefined;
}
