/** Commits, branches, tags, comparisons and a project's commits from the command line, against a real server in this process. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../../packages/server/src/test-support/command-line.ts';
import { linksTo } from '../../packages/server/src/test-support/example-rows.ts';
import { mirroredExample, type MirroredExample } from '../../packages/server/src/test-support/mirror-example.ts';
import { addExamples, startTestServer, type TestServer } from '../../packages/server/src/test-support/test-server.ts';

let test: TestServer;
let address: string;
let example: MirroredExample;

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
  example = await mirroredExample(test);
  const { store, mirror } = test.deps;
  const [repository] = await store.repositories.list();
  if (repository === undefined) throw new Error('There is no repository.');
  const commits = await mirror.commitsByHash(repository, [example.last]);
  const linked = commits.map((commit) => ({ commit, links: linksTo('ABC-1') }));
  await store.development.saveCommits(repository.id, linked, true);
  address = await test.server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => test.stop());

const branchline = (...words: readonly string[]) => runCommand(words, { BRANCHLINE_URL: address });

it('shows commits: all, linked, unlinked, page by page', async () => {
  const all = await branchline('browse', 'commits', '1');
  expect(all).toMatchObject({ code: 0, complained: '' });
  expect(all.printed).toMatch(new RegExp(`${example.last.slice(0, 10)} .*ABC-1 +ABC-1 Hidden words\n.*Begin`, 'u'));
  expect((await branchline('browse', 'commits', '1', '--links', 'linked')).printed).not.toContain('Begin');
  expect((await branchline('browse', 'commits', '1', '--links', 'unlinked')).printed).not.toContain('Hidden words');
  const first = JSON.parse((await branchline('browse', 'commits', '1', '--limit', '1', '--json')).printed);
  const rest = await branchline('browse', 'commits', '1', '--cursor', first.next);
  expect(rest.printed).toContain('Begin');
  expect(rest.printed).not.toContain('Hidden words');
});

it('shows branches and tags', async () => {
  expect((await branchline('browse', 'branches', '1')).printed).toMatch(/main +default .*ABC-1 Hidden words/u);
  expect((await branchline('browse', 'branches', '1', '--search', 'x')).printed).toContain('No such branches.');
  expect((await branchline('browse', 'tags', '1')).printed).toContain(`first`);
});

it('compares two revisions', async () => {
  const { printed, code } = await branchline('browse', 'compare', '1', 'first', 'main');
  expect(code).toBe(0);
  expect(printed).toContain(`${example.last.slice(0, 10)} has 1 commit that ${example.first.slice(0, 10)} has not`);
  expect(printed).toMatch(/^ABC-1 {2}1 commit/mu);
  expect(printed).toContain('0 commits without an issue.');
});

it('shows the commits of a project', async () => {
  expect((await branchline('project', 'commits', 'abc')).printed).toMatch(/code .*ABC-1 +ABC-1 Hidden words/u);
  expect((await branchline('project', 'commits', 'NOPE')).printed).toContain('No commit names an issue');
});

it.each([
  [['browse', 'commits', '1', '--revision', 'nowhere'], 'There is no branch, tag or commit "nowhere"'],
  [['browse', 'commits', '999'], 'There is no repository of that id that you may look into'],
  [['browse', 'compare', '1', 'first', 'nowhere'], 'There is no branch, tag or commit "nowhere"'],
  [['browse', 'commits', '1', '--links', 'some'], 'links'],
  [['project', 'commits', '4BC'], 'is not the key of a project'],
])('says what is wrong: %s', async (words, expected) => {
  expect(await branchline(...words)).toMatchObject({ code: 1, complained: expect.stringContaining(expected) });
});
