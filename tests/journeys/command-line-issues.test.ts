/** Issues and the webhook of a Jira site from the command line, against a real server in this process and a small Jira. */

import { countChecks, type IssueKey, type JiraSiteId, type RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../packages/server/src/ports/store.ts';
import { runCommand } from '../../packages/server/src/test-support/command-line.ts';
import { commitOf, hashOf, linksTo, pullRequestOf } from '../../packages/server/src/test-support/example-rows.ts';
import { mirroredExample } from '../../packages/server/src/test-support/mirror-example.ts';
import { addExamples, startTestServer, type TestServer } from '../../packages/server/src/test-support/test-server.ts';

let test: TestServer;
let address: string;

const site = 1 as JiraSiteId;

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
  const { store, clock } = test.deps;
  const [repository] = await store.repositories.list();
  const commits = ['ABC-1', 'ABC-1', 'XYZ-7'].map((key, place) => ({
    commit: commitOf(place + 1),
    links: linksTo(key),
  }));
  await store.development.saveCommits(repository!.id, commits, true);
  await store.issueAliases.learn(site, [{ former: 'ABC-1' as IssueKey, present: 'XYZ-7' as IssueKey }]);
  const issue = { id: '7', key: 'XYZ-7' as IssueKey, summary: 'Slow start', type: 'Bug', status: 'Done' };
  await store.knownIssues.save(site, [issue], clock.now());
  address = await test.server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => test.stop());

const branchline = (...words: readonly string[]) => runCommand(words, { BRANCHLINE_URL: address });

describe('issues', () => {
  it('show what they are, where they are named and which keys they had, by any of these', async () => {
    const shown = await branchline('issues', 'show', 'abc-1');
    expect(shown.printed.trimEnd().split('\n')).toEqual([
      'XYZ-7  Slow start',
      `Bug, Done, ${test.sandbox.siteUrl}/browse/XYZ-7`,
      'Former keys: ABC-1',
      'code: 3 commits',
    ]);
    expect((await branchline('issues', 'show', 'ABC-404')).printed).toContain('Nothing names it.');
    const { printed } = await branchline('issues', 'show', 'XYZ-7', '--json');
    expect(JSON.parse(printed)).toMatchObject({ key: 'XYZ-7', formerKeys: ['ABC-1'], withheld: [] });
  });

  it('are listed in pages, with the key that a moved one has today', async () => {
    const all = await branchline('issues', 'list');
    expect(all.printed).toMatch(/\nABC-1 .*Slow start.*2 commits.*now XYZ-7/);
    const first = await branchline('issues', 'list', '--limit', '1');
    expect(first.printed.trimEnd().split('\n')).toHaveLength(2);
    const [, cursor = ''] = /--cursor (\S+)/.exec(first.complained) ?? [];
    const second = await branchline('issues', 'list', '--limit', '1', '--cursor', cursor);
    expect(second.printed.split('\n')[1]).not.toBe(first.printed.split('\n')[1]);
    expect((await branchline('issues', 'list', '--search', 'NONE')).printed).toContain('No issue is named yet.');
  });

  it('say what is wrong', async () => {
    const run = await branchline('issues', 'show', 'abc');
    expect(run).toMatchObject({ code: 1 });
    expect(run.complained).toContain('is not an issue key');
  });
});

/** One that is open, with a check of each state. */
async function savePullRequest(store: Store, id: RepositoryId): Promise<void> {
  const pullRequest = pullRequestOf(4, { title: 'SHIP-1 Go on' });
  await store.development.savePullRequests(id, [{ pullRequest, links: linksTo('SHIP-1') }], true);
  await store.pullRequestChecks.want(id, '4');
  const checks = countChecks(hashOf(4), ['passed', 'failed', 'running'], undefined);
  for (const due of await store.pullRequestChecks.due(id, 1)) {
    await store.pullRequestChecks.save(id, due, { head: hashOf(4), checks, looks: 1 }, undefined);
  }
}

describe('what git has of an issue', () => {
  beforeAll(async () => {
    const { store, clock } = test.deps;
    const { first, last } = await mirroredExample(test);
    const [repository] = await store.repositories.list();
    const { id } = repository!;
    const commits = [
      { commit: commitOf(1, { hash: first, parents: [], message: 'SHIP-1 Begin' }), links: linksTo('SHIP-1') },
      { commit: commitOf(2, { hash: last, parents: [first], message: 'SHIP-1 Go on' }), links: linksTo('SHIP-1') },
    ];
    await store.development.saveCommits(id, commits, true);
    const lines = { linesAdded: 3, linesRemoved: 1 };
    const file = { path: 'README.md', previousPath: undefined, change: 'modified', ...lines } as const;
    await store.development.saveFiles(id, [{ hash: last, files: [file], fileCount: 1, ...lines, unreadable: false }]);
    const containments = [
      { commits: [first], onDefaultBranch: true, tags: ['first'] },
      { commits: [last], onDefaultBranch: true, tags: [] },
    ];
    await store.development.saveContainments(id, containments);
    await savePullRequest(store, id);
    const indexed = { refsFingerprint: 'x', defaultBranch: 'main', commitCount: 2, at: clock.now(), changed: true };
    await store.repositories.markIndexed(id, { ...indexed, nextLookAt: clock.now() });
  });

  const printed = async (...words: readonly string[]) =>
    (await branchline('issues', ...words)).printed.trimEnd().split('\n');

  it('is shown, with the reason why children may be missing', async () => {
    expect(await printed('development', 'ship-1')).toEqual([
      'SHIP-1',
      '',
      'code',
      '  #4 open: SHIP-1 Go on, 1 of 3 checks failed, 1 running',
      expect.stringMatching(/^ {2}[0-9a-f]{10} 2026-01-01 00:02 Ada: SHIP-1 Go on$/u),
      expect.stringMatching(/^ {2}[0-9a-f]{10} 2026-01-01 00:01 Ada: SHIP-1 Begin$/u),
      '  tags first',
    ]);
    expect((await printed('development', 'SHIP-1', '--children'))[1]).toMatch(/no account at this Jira site/u);
  });

  it('is added up', async () => {
    expect(await printed('roll-up', 'SHIP-1')).toEqual([
      'SHIP-1: 2 commits, 1 file, +3 -1',
      'Of 1 commit nobody knows the files yet.',
      '  Ada: 2 commits, +3 -1',
      'modified     +3 -1        README.md',
    ]);
    const { printed: json } = await branchline('issues', 'roll-up', 'SHIP-1', '--children', '--json');
    expect(JSON.parse(json)).toMatchObject({ commitCount: 2, unreadCommits: 1, because: expect.any(String) });
  });

  it('is held against branches and tags', async () => {
    expect(await printed('shipped', 'SHIP-1')).toEqual([
      'SHIP-1: Some of its commits are in a release.',
      '',
      'code: 2 commits',
      '  branch main: all',
      '  tag first: 1 of 2',
      expect.stringMatching(/^ {4}missing [0-9a-f]{10} SHIP-1 Go on$/u),
    ]);
    expect(await printed('shipped', 'SHIP-404')).toEqual(['SHIP-404: It has no commits.']);
  });

  it('is shown line by line, of its own commits only', async () => {
    const { first, last } = await mirroredExample(test);
    expect(await printed('diff', 'SHIP-1', '1', last, 'README.md', '--context', '0')).toEqual([
      '--- README.md',
      '+++ README.md',
      expect.stringMatching(/^@@ -2/u),
      '-two',
      '+hidden line',
    ]);
    const other = await branchline('issues', 'diff', 'ABC-404', '1', first, 'README.md');
    expect([other.code, other.complained]).toEqual([1, expect.stringContaining('ABC-404 has no such commit')]);
    const file = await branchline('issues', 'diff', 'SHIP-1', '1', last, 'src/page.html');
    expect(file.complained).toContain('did not change this file');
  });
});

describe('the webhook of a Jira site', () => {
  it('is made, shown, given another secret, and forgotten', async () => {
    expect((await branchline('jira-sites', 'webhook', 'show', '1')).printed).toContain('webhook make 1');
    const made = await branchline('jira-sites', 'webhook', 'make', '1');
    const secret = /^Secret: (\S{40,})$/m.exec(made.printed)?.[1] ?? '';
    expect(made.printed).toContain('https://branchline.example/webhooks/jira/1');
    expect(made.printed).toContain('Create a WebHook');
    const shown = await branchline('jira-sites', 'webhook', 'show', '1');
    expect(shown.printed).toContain('Jira has told nothing yet.');
    expect(shown.printed).not.toContain(secret);
    const rotated = await branchline('jira-sites', 'webhook', 'rotate', '1', '--json');
    expect((JSON.parse(rotated.printed) as { readonly secret: string }).secret).not.toBe(secret);
    expect((await branchline('jira-sites', 'webhook', 'forget', '1')).printed).toContain('Forgotten.');
    const again = await branchline('jira-sites', 'webhook', 'rotate', '1');
    expect([again.code, again.complained]).toEqual([1, expect.stringContaining('no webhook of a Jira site')]);
    expect((await branchline('jira-sites', 'webhook', 'make', '99')).complained).toContain('no Jira site');
  });
});
