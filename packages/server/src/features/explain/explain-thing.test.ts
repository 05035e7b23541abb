/** Why something shows in Jira or does not: every reason there is, from rows, associations and what Jira said. */

import type { IssueKey, KeyRule, ProjectKey, RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  addExampleRepository,
  branchOf,
  commitOf,
  filesOf,
  hashOf,
  linksTo,
  pullRequestOf,
} from '../../test-support/example-rows.ts';
import { openTestHouse, type TestHouse } from '../../test-support/test-house.ts';
import { explainThing, namesFrom } from './explain-thing.ts';

const anyProject: KeyRule = { projects: undefined };

let house: TestHouse;
let repository: RepositoryId;
/** Of the commit of this test: no other has it. */
let one = 100;

beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

beforeEach(async () => {
  one += 1;
  repository = await addExampleRepository(house.store);
  await associate('all');
});

async function associate(projects: 'all' | readonly string[]): Promise<void> {
  const row = await house.store.repositories.get(repository);
  if (row === undefined) throw new Error('There is no repository.');
  await house.associate({ integrationId: row.integrationId }, projects);
}

const message = 'ABC-1 Begin\n\nSee ABC-2, UTF-8.1 and XYZ-07.\n\nRefs: ABC-3';

async function saveCommit(...keys: readonly string[]): Promise<void> {
  const commit = commitOf(one, { message, notes: 'ABC-4' });
  await house.store.development.saveCommits(repository, [{ commit, links: linksTo(...keys) }], false);
}

async function explain(asked: string, rule = anyProject) {
  const things = await explainThing(house, asked, rule);
  return { things, thing: things[0] };
}

/** The site's part in short. */
async function atJira(asked: string = hashOf(one)) {
  const [site] = (await explain(asked)).thing?.sites ?? [];
  if (site === undefined) return undefined;
  const { sent, withheld, unknown, state, message: said } = site;
  return { sent, withheld: withheld.map(({ key, because }) => `${key} ${because}`), unknown, state, message: said };
}

async function push(): Promise<void> {
  await house.store.jobs.add(
    'push-development-information',
    { repositoryId: repository, jiraSiteId: house.siteId, stream: 'history' },
    { key: 'push', for: 'person', queue: 'push' },
  );
  expect(await house.drain()).toEqual([]);
}

describe('names', () => {
  it.each([
    [
      'abc1234',
      [
        { kind: 'commit', prefix: 'abc1234' },
        { kind: 'branch', name: 'abc1234' },
      ],
    ],
    [
      'ABCDEF1',
      [
        { kind: 'commit', prefix: 'abcdef1' },
        { kind: 'branch', name: 'ABCDEF1' },
      ],
    ],
    ['abc123', [{ kind: 'branch', name: 'abc123' }]],
    [' refs/heads/feature/x ', [{ kind: 'branch', name: 'feature/x' }]],
    ['https://g.example/a/b/pull/7/', [{ kind: 'pull-request', webUrl: 'https://g.example/a/b/pull/7' }]],
    [
      'https://g.example/a/-/commit/ABC1234?x=1#y',
      [
        { kind: 'commit', prefix: 'abc1234' },
        { kind: 'pull-request', webUrl: 'https://g.example/a/-/commit/ABC1234' },
      ],
    ],
  ])('%s', (asked, names) => {
    expect(namesFrom(asked)).toEqual(names);
  });
});

describe('a commit', () => {
  it('is found by its hash, with its keys where they stand and what is none', async () => {
    await saveCommit('ABC-1', 'ABC-2', 'ABC-3', 'ABC-4');
    const { things, thing } = await explain(hashOf(one));
    expect(things).toHaveLength(1);
    expect(thing?.state).toBe('there');
    expect(thing?.keys).toEqual([
      { key: 'ABC-1', foundIn: 'title', verdict: 'counts' },
      { key: 'ABC-2', foundIn: 'body', verdict: 'counts' },
      { key: 'ABC-3', foundIn: 'trailer', verdict: 'counts' },
      { key: 'ABC-4', foundIn: 'notes', verdict: 'counts' },
    ]);
    expect(thing?.refused).toEqual([
      { text: 'UTF-8', why: 'version-string', foundIn: 'body' },
      { text: 'XYZ-07', why: 'leading-zero', foundIn: 'body' },
    ]);
  });

  it('is found in every repository that has it', async () => {
    await saveCommit('ABC-1');
    repository = await addExampleRepository(house.store);
    await saveCommit('ABC-1');
    expect((await explain(hashOf(one))).things).toHaveLength(2);
    expect((await explain(hashOf(9999))).things).toEqual([]);
    expect((await explain('0'.repeat(37))).things.length).toBeGreaterThan(2);
    expect((await explain(hashOf(one).slice(0, 39))).things.length).toBeGreaterThanOrEqual(2);
  });

  it('tells which keys came and went with the known projects', async () => {
    await saveCommit('ABC-1', 'OLD-9');
    const rule: KeyRule = { projects: new Set(['ABC', 'XYZ'] as ProjectKey[]) };
    const verdicts = (await explain(hashOf(one), rule)).thing?.keys.map(({ key, verdict }) => `${key} ${verdict}`);
    expect(verdicts).toEqual([
      'ABC-1 counts',
      'ABC-2 not-indexed',
      'ABC-3 not-indexed',
      'ABC-4 not-indexed',
      'OLD-9 no-longer',
    ]);
  });

  it('tells what people said by hand', async () => {
    await saveCommit('ABC-1', 'ABC-2', 'ABC-3', 'ABC-4');
    const thing = { repositoryId: repository, kind: 'commit', name: hashOf(one) } as const;
    const said = { add: ['NEW-1'] as IssueKey[], remove: ['ABC-2'] as IssueKey[], by: 'account/1' };
    await house.store.manualLinks.change(thing, { ...said, at: house.clock.now() });
    const explained = (await explain(hashOf(one))).thing;
    expect(explained?.keys.filter(({ verdict }) => verdict !== 'counts')).toEqual([
      { key: 'ABC-2', foundIn: 'body', verdict: 'removed-by-hand' },
    ]);
    expect(explained?.keys.at(-1)).toEqual({ key: 'NEW-1', foundIn: 'by-hand', verdict: 'counts' });
    expect(explained?.said).toMatchObject([{ key: 'ABC-2', by: 'account/1' }, { key: 'NEW-1' }]);
  });

  it('that is gone says so, and so does one without any issue left', async () => {
    await saveCommit('ABC-1');
    await house.store.development.markCommitsRemoved(repository, [hashOf(one)]);
    expect((await explain(hashOf(one))).thing).toMatchObject({ state: 'gone', sites: [{ sent: [] }] });
    one += 1;
    const other = commitOf(one);
    await house.store.development.saveCommits(repository, [{ commit: other, links: linksTo('ABC-1') }], false);
    await house.store.development.saveCommits(repository, [{ commit: other, links: [] }], false);
    expect((await explain(hashOf(one))).thing?.state).toBe('unlinked');
  });
});

describe('at Jira', () => {
  it('something is waited for, then there', async () => {
    await saveCommit('ABC-1');
    expect(await atJira()).toMatchObject({ sent: ['ABC-1'], state: 'reading-files' });
    await house.store.development.saveFiles(repository, [filesOf(one)]);
    expect(await atJira()).toMatchObject({ state: 'waiting' });
    await push();
    expect(await atJira()).toEqual({
      sent: ['ABC-1'],
      withheld: [],
      unknown: [],
      state: 'accepted',
      message: undefined,
    });
  });

  it('only keys of projects that see the repository are told', async () => {
    await saveCommit('ABC-1', 'XYZ-1');
    await associate(['ABC']);
    expect(await atJira()).toMatchObject({ sent: ['ABC-1'], withheld: ['XYZ-1 not-associated'] });
    await associate([]);
    await house.store.development.saveFiles(repository, [filesOf(one)]);
    expect(await atJira()).toMatchObject({
      sent: [],
      withheld: ['ABC-1 not-associated', 'XYZ-1 not-associated'],
      state: 'nothing-to-send',
    });
  });

  it('what it refused is told in its words, and which issues it does not know', async () => {
    await saveCommit('ABC-1', 'NEW-1');
    await house.store.development.saveFiles(repository, [filesOf(one)]);
    const { upTo } = await house.store.development.changedAfter(repository, 'history', 0, 10);
    const { pushes } = house.store;
    const refused = { kind: 'commit', name: hashOf(one), state: 'refused', message: 'Too long.' } as const;
    await pushes.record(repository, house.siteId, 'history', upTo, [refused]);
    await pushes.rememberUnknownKeys(house.siteId, ['NEW-1', 'ELSE-1'] as IssueKey[]);
    expect(await atJira()).toMatchObject({ state: 'refused', message: 'Too long.', unknown: ['NEW-1'] });
  });

  it('a moved issue goes by the key of today', async () => {
    await saveCommit('MOVED-1');
    const moved = { former: 'MOVED-1' as IssueKey, present: 'XYZ-5' as IssueKey };
    await house.store.issueAliases.learn(house.siteId, [moved]);
    expect(await atJira()).toMatchObject({ sent: ['XYZ-5'] });
  });
});

describe('other things', () => {
  it('branches are found by their names', async () => {
    const branch = branchOf('feature/ABC-1-door', one);
    const row = { branch, links: [{ key: 'ABC-1' as IssueKey, foundIn: 'branch-name' as const }] };
    await house.store.development.saveBranches(repository, [row], [], false);
    const { thing } = await explain('refs/heads/feature/ABC-1-door');
    expect(thing?.keys).toEqual([{ key: 'ABC-1', foundIn: 'branch-name', verdict: 'counts' }]);
    expect(await atJira('feature/ABC-1-door')).toMatchObject({ sent: ['ABC-1'], state: 'waiting' });
  });

  it.each(['', '/', '/files', '/commits?x=1'])('pull requests are found by their addresses with "%s"', async (rest) => {
    const pullRequest = pullRequestOf(one, { title: 'ABC-1 Door', description: 'And ABC-2, v1-2.' });
    const links = linksTo('ABC-1', 'ABC-2');
    await house.store.development.savePullRequests(repository, [{ pullRequest, links }], false);
    const { thing } = await explain(`${pullRequest.webUrl}${rest}`);
    expect(thing?.thing.name).toBe(String(one));
    expect(thing?.keys.map(({ key, foundIn }) => `${key} ${foundIn}`)).toEqual(['ABC-1 title', 'ABC-2 description']);
    expect((await explain(`${pullRequest.webUrl}1`)).things).toEqual([]);
  });
});
