/** Keeps names in the vocabulary of the house: whole words of the field, one meaning each. */

import { type HouseFile, isTypeScript, type Violation } from './repository-files.ts';
import { exportsOf, syntaxOf } from './syntax.ts';

const says = 'names are whole words that say what a thing is';

/** Words that never say what a thing is, abbreviations, and words for which the house has its own. */
const forbiddenWords: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['manager', 'helper', 'helpers', 'util', 'utils', 'utility', 'base', 'misc', 'common', 'stuff', 'impl'].map(
      (word) => [word, says],
    ),
  ),
  ...Object.fromEntries(
    ['cfg', 'ctx', 'req', 'res', 'msg', 'err', 'btn', 'tmp', 'num', 'str', 'mgr', 'svc', 'params', 'args', 'env'].map(
      (word) => [word, 'no abbreviations besides id, url, http, api'],
    ),
  ),
  data: says,
  info: says,
  repo: 'the word is repository',
  repos: 'the word is repository',
  scm: 'the word is Git service',
  vcs: 'the word is Git service',
  sync: 'the word is indexing, or push (to Jira)',
  resync: 'the word is reindex',
  backfill: 'the word is indexing',
  ticket: 'the word is issue',
  tenant: 'the word is Jira site',
  mr: 'the word is pull request',
  pr: 'the word is pull request',
  widget: 'the word is issue panel',
  glance: 'the word is issue panel',
};

/** Where another party's own words are spoken: Jira's API says data, info, backfill; one of its products is Data Center. */
const jiraSpeaks = ['packages/server/src/adapters/jira/', 'packages/jira-sandbox/', 'tests/journeys/jira-'];
const jiraWords = new Set(['data', 'info', 'backfill', 'tenant']);

/** `pushToJira`, `push-to-jira` and `PUSH_TO_JIRA` are all push, to, jira. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function forbiddenIn(path: string, name: string): readonly { readonly word: string; readonly rule: string }[] {
  const spoken = jiraSpeaks.some((prefix) => path.startsWith(prefix)) ? jiraWords : new Set<string>();
  return wordsOf(name).flatMap((word) => {
    const rule = Object.hasOwn(forbiddenWords, word) ? forbiddenWords[word] : undefined;
    return rule === undefined || spoken.has(word) ? [] : [{ word, rule }];
  });
}

const sourceFile = /^(packages|tests|scripts)\/.+\.(ts|tsx|css|sql)$/;
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.(config|d|([a-z]+\.)?test))?\.(ts|tsx|css|sql)$/;

/** Names of files and of the folders they are in. */
export function fileNameViolations(files: readonly HouseFile[]): readonly Violation[] {
  return files
    .filter(({ path }) => sourceFile.test(path))
    .flatMap(({ path }) => {
      const name = path.split('/').at(-1) ?? '';
      const shape = kebabCase.test(name)
        ? []
        : [{ path, problem: 'is not named in kebab-case', rule: 'file names are kebab-case' }];
      const words = forbiddenIn(path, path.replace(/^packages\//, '').replace(/\.[a-z.]+$/, ''));
      return [...shape, ...words.map(({ word, rule }) => ({ path, problem: `says "${word}" in its name`, rule }))];
    });
}

/** Names of everything exported, and the ways of exporting that the house does without. */
export function exportViolations(files: readonly HouseFile[]): readonly Violation[] {
  return files.filter(isTypeScript).flatMap((file) => {
    const { path } = file;
    return exportsOf(syntaxOf(file)).flatMap(({ name, kind, line }): readonly Violation[] => {
      if (kind === 'default') {
        // Declarations of other people's modules say what those export.
        if (path.endsWith('.config.ts') || path.endsWith('.d.ts')) return [];
        return [{ path, line, problem: 'has a default export', rule: 'named exports only' }];
      }
      if (kind === 'class' && wordsOf(name).at(-1) === 'service') {
        return [{ path, line, problem: `names a class ${name}`, rule: says }];
      }
      return forbiddenIn(path, name).map(({ word, rule }) => ({
        path,
        line,
        problem: `says "${word}" in ${name}`,
        rule,
      }));
    });
  });
}

/** Enums and namespaces: they cannot be stripped, and unions say the same. */
export function enumViolations(files: readonly HouseFile[]): readonly Violation[] {
  return files.filter(isTypeScript).flatMap((file) => {
    const syntax = syntaxOf(file);
    return syntax.nodes
      .filter(({ type }) => type === 'TSEnumDeclaration' || type === 'TSModuleDeclaration')
      .filter((node) => !file.text.slice(node.start).startsWith('declare module'))
      .map((node) => ({
        path: file.path,
        line: syntax.lineAt(node.start),
        problem: 'declares an enum or a namespace',
        rule: 'types must be strippable: unions instead of enums, modules instead of namespaces',
      }));
  });
}
