import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configVariables } from '../../packages/server/src/config.ts';
import { dependenciesOf } from './dependencies.ts';
import {
  connectorPageViolations,
  connectorSuiteViolations,
  connectorsAmong,
  dependencyPageViolations,
  docstringViolations,
  linkViolations,
  openingViolations,
  unknownPageViolations,
} from './documents.ts';
import { inWords, repositoryFiles, root } from './repository-files.ts';

const connector = 'packages/server/src/adapters/git-services/git/connector.ts';

describe('documents', () => {
  const files = repositoryFiles();

  it('domain and ports are documented', () => {
    expect(inWords(docstringViolations(files))).toEqual([]);
  });

  it('files say why they exist', () => {
    expect(inWords(openingViolations(files))).toEqual([]);
  });

  it('comments name only pages of this repository', () => {
    expect(inWords(unknownPageViolations(files))).toEqual([]);
  });

  it('each connector has a page', () => {
    expect(inWords(connectorPageViolations(files))).toEqual([]);
  });

  it('each connector passes the shared suite', () => {
    expect(inWords(connectorSuiteViolations(files))).toEqual([]);
  });

  it('each dependency is explained', () => {
    const names = [...new Set(dependenciesOf(files).map(({ name }) => name))];
    expect(inWords(dependencyPageViolations(files, names))).toEqual([]);
  });

  it('each variable of the configuration has its row', () => {
    const page = files.find(({ path }) => path === 'docs/operations.md')?.text.split('\n') ?? [];
    const rows = Object.values(configVariables).map(
      ({ name, about, standard, example }) => `| \`${name}\` | ${about} | ${standard} | \`${example}\` |`,
    );
    expect(page.filter((line) => /^\| `[A-Z_]+` \|/.test(line))).toEqual(rows);
  });

  it('links lead somewhere', () => {
    expect(inWords(linkViolations(files, (path) => existsSync(join(root, path))))).toEqual([]);
  });
});

describe('the check of doc comments', () => {
  const path = 'packages/domain/src/a.ts';

  it.each([
    'export function a() {}',
    'export const a = () => 1;',
    'export interface A {}',
    '// not a doc comment\nexport interface A {}',
    '/** Far away. */\nconst b = 1;\nexport function a() {}',
    '/** For b. */ export interface B {}\nexport interface A {}',
  ])('catches %s', (text) => {
    expect(docstringViolations([{ path, text }])).toHaveLength(1);
  });

  it.each([
    '/** Adds. */\nexport function a() {}',
    'function a() {}',
    'export type A = string;',
    'export const a = 1;',
  ])('lets %s be', (text) => {
    expect(docstringViolations([{ path, text }])).toEqual([]);
  });

  it('looks at domain and ports only', () => {
    const text = 'export interface A {}';
    expect(docstringViolations([{ path: 'packages/server/src/ports/store/a.ts', text }])).toHaveLength(1);
    expect(docstringViolations([{ path: connector, text }])).toEqual([]);
    expect(docstringViolations([{ path: 'packages/domain/src/a.test.ts', text }])).toEqual([]);
  });

  it('knows the pages of the repository', () => {
    const page = { path: 'docs/operations.md', text: '' };
    const text = '/** See docs/operations.md, and plan.md for the rest. */';
    const found = unknownPageViolations([page, { path, text }]);
    expect(found).toMatchObject([{ problem: 'sends to plan.md, which is not in this repository' }]);
  });

  it('wants a sentence at the top of a file', () => {
    expect(openingViolations([{ path: connector, text: "import './a.ts';" }])).toHaveLength(1);
    expect(openingViolations([{ path: connector, text: '/** Plain git. */\n' }])).toEqual([]);
    expect(openingViolations([{ path: 'packages/domain/src/index.ts', text: '' }])).toEqual([]);
  });
});

describe('the check of pages', () => {
  it('wants a page for each connector', () => {
    const files = [
      { path: connector, text: '' },
      { path: 'packages/server/src/adapters/git-services/index.ts', text: '' },
    ];
    expect(connectorsAmong(files)).toEqual(['git']);
    expect(connectorPageViolations(files)).toMatchObject([{ path: 'docs/git-services/git.md' }]);
    expect(connectorPageViolations([...files, { path: 'docs/git-services/git.md', text: '' }])).toEqual([]);
  });

  it('wants each connector to call the shared suite', () => {
    const folder = 'packages/server/src/adapters/git-services';
    const files = [
      { path: `${folder}/git/connector.ts`, text: '' },
      { path: `${folder}/barn/connector.ts`, text: '' },
    ];
    const suite = { path: `${folder}/barn/connector.test.ts`, text: 'describeGitService(facts);' };
    expect(connectorSuiteViolations(files)).toMatchObject([{ path: suite.path }]);
    expect(connectorSuiteViolations([...files, suite])).toEqual([]);
  });

  it('wants a heading for each dependency', () => {
    const page = { path: 'docs/decisions/dependencies.md', text: '## `pg`\n\nWe use `zod`.' };
    expect(dependencyPageViolations([page], ['pg', 'zod'])).toMatchObject([{ problem: 'has no heading for `zod`' }]);
  });

  it('follows links', () => {
    const text = '[a](../a.md) [b](b.md#part) [c](https://example.org) [d](#here)';
    const found = linkViolations([{ path: 'docs/x.md', text }], (path) => path === 'docs/b.md');
    expect(found).toMatchObject([{ line: 1, problem: 'links to ../a.md, which is not there' }]);
  });
});
