import { describe, expect, it } from 'vitest';
import { enumViolations, exportViolations, fileNameViolations, wordsOf } from './names.ts';
import { inWords, repositoryFiles } from './repository-files.ts';

const place = 'packages/server/src/features/indexing';

describe('names', () => {
  const files = repositoryFiles();

  it('of files are kebab-case words of the vocabulary', () => {
    expect(inWords(fileNameViolations(files))).toEqual([]);
  });

  it('of exports are words of the vocabulary, and none is a default', () => {
    expect(inWords(exportViolations(files))).toEqual([]);
  });

  it('belong to no enum and no namespace', () => {
    expect(inWords(enumViolations(files))).toEqual([]);
  });
});

describe('the check of names', () => {
  it.each([
    ['pushToJira', ['push', 'to', 'jira']],
    ['HTTPClient', ['http', 'client']],
    ['aes-secret-box', ['aes', 'secret', 'box']],
    ['LINES_PER_FILE', ['lines', 'per', 'file']],
    ['database', ['database']],
  ])('splits %s', (name, words) => {
    expect(wordsOf(name)).toEqual(words);
  });

  it.each([
    `${place}/indexRepository.ts`,
    `${place}/index_repository.ts`,
    `${place}/IndexRepository.tsx`,
    `${place}/index-helper.ts`,
    `${place}/job-manager.ts`,
    'packages/server/src/utils/text.ts',
    'packages/domain/src/repo.ts',
    'packages/server/src/adapters/store/data.ts',
  ])('catches the file %s', (path) => {
    expect(fileNameViolations([{ path, text: '' }])).not.toEqual([]);
  });

  it.each([
    `${place}/index-repository.ts`,
    `${place}/index-repository.test.ts`,
    'packages/web/vite.config.ts',
    'packages/server/src/adapters/store/migrations/0001-start.sql',
    'packages/server/src/adapters/jira/devinfo-data.ts',
  ])('lets the file %s be', (path) => {
    expect(fileNameViolations([{ path, text: '' }])).toEqual([]);
  });

  it.each([
    'export function getRepoName() {}',
    'export const jobManager = 1;',
    'export interface CommitData {}',
    'export type BranchInfo = string;',
    'export class BaseConnector {}',
    'export class IndexService {}',
    'const a = 1; export { a as pathUtils };',
    'export default 1;',
    'const a = 1; export { a as default };',
    'export default function start() {}',
  ])('catches %s', (text) => {
    expect(exportViolations([{ path: `${place}/a.ts`, text }])).not.toEqual([]);
  });

  it.each(['export const database = 1;', 'export interface GitServiceConnector {}', 'const jobManager = 1;'])(
    'lets %s be',
    (text) => {
      expect(exportViolations([{ path: `${place}/a.ts`, text }])).toEqual([]);
    },
  );

  it('lets tools have the default export they ask for', () => {
    expect(exportViolations([{ path: 'packages/web/vite.config.ts', text: 'export default 1;' }])).toEqual([]);
  });

  it.each(['enum A { B }', 'export const enum A { B }', 'namespace A {}'])('catches %s', (text) => {
    expect(enumViolations([{ path: `${place}/a.ts`, text }])).not.toEqual([]);
  });
});
