/** A rule about what pages say: every word of theirs stands in the catalogue, so that it can be translated there. */

import type { Node } from 'oxc-parser';
import { type HouseFile, servesTests, type Violation } from './repository-files.ts';
import { syntaxOf } from './syntax.ts';

/** Attributes whose value a person reads or hears. */
const spoken = new Set([
  'action',
  'alt',
  'any',
  'aria-description',
  'aria-label',
  'heading',
  'header',
  'hint',
  'label',
  'lead',
  'placeholder',
  'title',
  'what',
]);

/** Two letters in a row: punctuation, arrows and a lone × are the same in every language. */
const isWord = /\p{L}{2,}/u;

/** Marks of products and formats, which nobody translates. */
const untranslated = new Set(['Branchline', 'Jira']);

/** English between the tags or in a spoken attribute of a component, outside the catalogue. */
export function untranslatableViolations(files: readonly HouseFile[]): readonly Violation[] {
  return files
    .filter(({ path }) => /^packages\/(web|issue-panel|forge-app)\/.*\.tsx$/.test(path) && !servesTests(path))
    .flatMap((file) => {
      const syntax = syntaxOf(file);
      return syntax.nodes.flatMap((node) =>
        wordsIn(node)
          .map((words) => words.replaceAll(/\s+/g, ' ').trim())
          .filter((words) => isWord.test(words) && !untranslated.has(words))
          .map((words) => ({
            path: file.path,
            line: syntax.lineAt(node.start),
            problem: `says “${words.slice(0, 60)}” outside the catalogue`,
            rule: 'every word of a page stands in its texts',
          })),
      );
    });
}

function wordsIn(node: Node): readonly string[] {
  if (node.type === 'JSXElement' || node.type === 'JSXFragment') return node.children.flatMap(wordsOfChild);
  if (node.type !== 'JSXAttribute' || node.name.type !== 'JSXIdentifier' || !spoken.has(node.name.name)) return [];
  return node.value === null ? [] : wordsOfChild(node.value);
}

/** Text between tags, and a value in quotes or braces. */
function wordsOfChild(node: Node): readonly string[] {
  if (node.type === 'JSXText') return [node.value];
  return literalWords(node.type === 'JSXExpressionContainer' ? node.expression : node);
}

function literalWords(node: Node): readonly string[] {
  if (node.type === 'TemplateLiteral') return node.quasis.map(({ value }) => value.raw);
  return node.type === 'Literal' && typeof node.value === 'string' ? [node.value] : [];
}
