import { describe, expect, it } from 'vitest';
import { floors } from './floors-table.ts';
import { floorOf, floorViolations, resolveImport, rowAsText } from './floors.ts';
import { importCycles } from './import-cycles.ts';
import { inWords, repositoryFiles } from './repository-files.ts';

const server = 'packages/server/src';

/** A file that does nothing but import one thing, judged by the table. */
function judged(path: string, statement: string): string {
  const [violation] = floorViolations([{ path, text: statement }]);
  return violation?.problem ?? 'allowed';
}

describe('floors', () => {
  const files = repositoryFiles();

  it('hold for every import', () => {
    expect(inWords(floorViolations(files))).toEqual([]);
  });

  it('have no import cycle, types included', () => {
    expect(importCycles(files)).toEqual([]);
  });

  it('cover every source file of every package', () => {
    const homeless = files.filter(({ path }) => /^packages\/.+\.tsx?$/.test(path) && floorOf(path) === undefined);
    expect(homeless.map(({ path }) => path)).toEqual([]);
  });

  it('have nothing lying between the folders of features and adapters', () => {
    const loose = files.filter(({ path }) => /^packages\/server\/src\/(features|adapters)\/[^/]+$/.test(path));
    const amongServices = files.filter(({ path }) => /\/adapters\/git-services\/(?!index\.)[^/]+$/.test(path));
    expect([...loose, ...amongServices].map(({ path }) => path)).toEqual([]);
  });

  it('name only floors that exist', () => {
    const names = new Set(floors.map(({ name }) => name));
    const used = floors.flatMap(({ mayImport, importedBy = [] }) => [...mayImport, ...importedBy]);
    expect(used.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('the check of floors', () => {
  it.each([
    ['packages/domain/src/a.ts', "import 'node:fs';"],
    ['packages/domain/src/a.ts', "import { z } from 'zod';"],
    ['packages/domain/src/a.test.ts', "import { build } from '@branchline/contract';"],
    ['packages/contract/src/a.ts', "import type { A } from '@branchline/server';"],
    [`${server}/ports/a.ts`, "import type { Kysely } from 'kysely';"],
    [`${server}/features/indexing/a.ts`, "import { a } from '../../adapters/store/postgres.ts';"],
    [`${server}/features/indexing/a.ts`, "import { a } from '../issue-panel/b.ts';"],
    [`${server}/features/indexing/a.ts`, "import { a } from '../../config.ts';"],
    [`${server}/adapters/jira/a.ts`, "import type { Row } from '../store/schema.ts';"],
    [`${server}/adapters/jira/a.ts`, "import { sql } from 'kysely';"],
    [`${server}/adapters/git-services/git/a.ts`, "import { a } from '../gitlab/api.ts';"],
    [`${server}/adapters/store/a.ts`, "import { a } from '../../features/indexing/b.ts';"],
    [`${server}/http/a.ts`, "import { a } from '../adapters/store/postgres.ts';"],
    [`${server}/jobs/a.ts`, "import { a } from '@branchline/contract';"],
    [`${server}/http/a.ts`, "import { compose } from '../compose.ts';"],
    [`${server}/commands/a.ts`, "import { a } from '../http/server.ts';"],
    [`${server}/compose.ts`, "import { a } from './main.ts';"],
    [`${server}/compose.ts`, "import { a } from './commands/start.ts';"],
    [`${server}/compose.ts`, "import { a } from './test-support/test-store.ts';"],
    [`${server}/compose.ts`, "import { a } from '@branchline/jira-sandbox';"],
    ['packages/jira-sandbox/src/a.ts', "import type { IssueKey } from '@branchline/domain';"],
    ['packages/issue-panel/src/a.tsx', "import { useQuery } from '@tanstack/react-query';"],
    ['packages/web/src/a.ts', "import { a } from '../../server/src/config.ts';"],
    ['packages/web/src/a.ts', "import 'node:fs';"],
    ['packages/new-one/src/a.ts', "import { a } from '../../unknown/src/b.ts';"],
  ])('%s may not say: %s', (path, statement) => {
    expect(judged(path, statement)).not.toBe('allowed');
  });

  it.each([
    [`${server}/features/indexing/a.ts`, "import { connect } from '../integrations/connect.ts';"],
    [`${server}/features/indexing/a.ts`, "import { b } from './b.ts';"],
    [`${server}/features/indexing/a.test.ts`, "import { testStore } from '../../test-support/test-store.ts';"],
    [`${server}/features/indexing/a.test.ts`, "import { it } from 'vitest';"],
    [`${server}/features/indexing/a.test.ts`, "import { b } from '../issue-panel/b.ts';"],
    [`${server}/adapters/jira/a.ts`, "import { b } from '../http-client/http-client.ts';"],
    [`${server}/adapters/git-services/index.ts`, "import { git } from './git/connector.ts';"],
    [`${server}/adapters/store/a.ts`, "import { sql } from 'kysely';"],
    [`${server}/commands/demo.ts`, "import { startJira } from '@branchline/jira-sandbox';"],
    [`${server}/main.ts`, "import { start } from './commands/start.ts';"],
    ['packages/web/src/main.tsx', "import 'virtual:design-tokens.css';"],
    ['packages/web/vite.config.ts', "import { defineConfig } from 'vite';"],
    ['tests/journeys/a.test.ts', "import { compose } from '../../packages/server/src/compose.ts';"],
  ])('%s may say: %s', (path, statement) => {
    expect(judged(path, statement)).toBe('allowed');
  });

  it.each([
    "import type { A } from '../../compose.ts';",
    "export * from '../../compose.ts';",
    "export type { A } from '../../compose.ts';",
    "const a = await import('../../compose.ts');",
    "type A = import('../../compose.ts').A;",
  ])('sees every form of import: %s', (statement) => {
    expect(judged(`${server}/features/indexing/a.ts`, statement)).not.toBe('allowed');
  });

  it('names file, line, import and the rows of the table', () => {
    const path = `${server}/jobs/a.ts`;
    const [violation] = floorViolations([{ path, text: "\nimport { a } from '../adapters/store/postgres.ts';" }]);
    expect(violation).toEqual({
      path,
      line: 2,
      problem: 'imports ../adapters/store/postgres.ts: server/jobs may not import server/adapters',
      rule: `${rowAsText(floorOf(path)!)} · ${rowAsText(floorOf(`${server}/adapters/store/postgres.ts`)!)}`,
    });
  });
});

describe('the check of cycles', () => {
  it('finds a circle made of types only', () => {
    const files = [
      { path: 'packages/domain/src/a.ts', text: "import type { B } from './b.ts';" },
      { path: 'packages/domain/src/b.ts', text: "export type { C } from './c.ts';" },
      { path: 'packages/domain/src/c.ts', text: "export interface C { readonly a: import('./a.ts').A }" },
      { path: 'packages/domain/src/d.ts', text: "import type { B } from './b.ts';" },
    ];
    expect(importCycles(files)).toEqual([
      ['packages/domain/src/a.ts', 'packages/domain/src/b.ts', 'packages/domain/src/c.ts'].toSorted(),
    ]);
  });

  it('finds a circle through the front door of a package', () => {
    const files = [
      { path: 'packages/domain/src/index.ts', text: "export * from './a.ts';" },
      { path: 'packages/domain/src/a.ts', text: "import type { B } from '@branchline/domain';" },
    ];
    expect(importCycles(files)).toHaveLength(1);
  });

  it('finds none in a chain', () => {
    const files = [
      { path: 'packages/domain/src/a.ts', text: "import './b.ts';" },
      { path: 'packages/domain/src/b.ts', text: '' },
    ];
    expect(importCycles(files)).toEqual([]);
  });
});

describe('resolving', () => {
  it.each([
    ['./b.ts', { path: 'packages/web/src/pages/b.ts' }],
    ['../styles.css?inline', { path: 'packages/web/src/styles.css' }],
    ['@branchline/issue-panel', { path: 'packages/issue-panel/src/index.ts' }],
    ['@branchline/issue-panel/styles.css', { path: 'packages/issue-panel/src/styles.css' }],
    ['react-dom/client', { package: 'react-dom' }],
    ['@tanstack/react-query', { package: '@tanstack/react-query' }],
    ['node:fs/promises', { package: 'node:fs/promises' }],
  ])('%s', (written, target) => {
    expect(resolveImport('packages/web/src/pages/a.tsx', written)).toEqual(target);
  });
});
