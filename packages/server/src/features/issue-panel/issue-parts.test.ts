/** An issue's commits looked at together: added up, held against branches and tags, and file by file, from the mirror only. */

import type { CommitHash, IssueKey, RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administratorCaller, type Caller } from '../../ports/caller.ts';
import { jiraUser, sight, viewerWith } from '../../test-support/jira-sight.ts';
import { openRepositoryStory, type RepositoryStory } from '../../test-support/repository-story.ts';
import type { Connected } from '../../test-support/test-house.ts';
import { createIssueGate } from '../permissions/issue-gate.ts';
import { projectRights } from '../permissions/project-rights.ts';
import type { IssueChildren } from './issue-scope.ts';
import { showIssueFileDiff } from './show-issue-file-diff.ts';
import { showIssueRollUp } from './show-issue-roll-up.ts';
import { createShowIssueShipping, type Holder, type IssueShippingView } from './show-issue-shipping.ts';

const key = 'ABC-1' as IssueKey;
const child = 'XYZ-2' as IssueKey;

let story: RepositoryStory;
let connected: Connected;
const commits: Record<'start' | 'more' | 'side' | 'part' | 'merge', CommitHash> = {} as never;

/** `ABC-1`: two commits on main, one of them in `v1`, and one on a branch that was not merged. `XYZ-2` renames its file. */
async function makeHistory(): Promise<void> {
  const { git } = story;
  const bob = { author: 'Bob', email: 'bob@example.com' };
  commits.start = await git.commit('ABC-1 Start', { 'src/a.ts': 'one\ntwo\nthree\n', 'old.txt': 'x\n' });
  await git.tag('v1', 'First');
  await git.branch('release/1');
  await git.checkout('main');
  commits.more = await git.commit('ABC-1 More', { 'src/a.ts': 'one\n2\nthree\nfour\n' }, bob);
  await git.branch('ABC-1-side');
  commits.side = await git.commit('ABC-1 On the side', { 'src/b.ts': 'b\n' });
  await git.checkout('main');
  await git.git('mv', 'src/a.ts', 'src/d.ts');
  commits.part = await git.commit('XYZ-2 Part of it', {});
  await git.branch('other');
  await git.commit('Nothing named', { 'secret.txt': 'hidden\n' });
  await git.checkout('main');
  await git.commit('Meanwhile', { 'c.ts': 'c\n' });
  commits.merge = await git.merge('other', 'ABC-3 Merge other');
}

beforeAll(async () => {
  story = await openRepositoryStory();
  await makeHistory();
  connected = await story.connectAndIndex();
});
afterAll(() => story.close());

function deps() {
  const { house } = story;
  const issueGate = createIssueGate(house);
  const children: IssueChildren = { keys: [child], because: undefined };
  return {
    ...house,
    issueGate,
    projectRights: projectRights(house),
    findChildren: async () => children,
  };
}

const somebody = (...keys: readonly string[]) =>
  jiraUser(story.house.siteId, 'ada', viewerWith(Object.fromEntries(keys.map((each) => [each, sight]))));

async function rollUp(include: 'issue' | 'children' = 'issue', caller: Caller = administratorCaller, asked = key) {
  const found = await showIssueRollUp(deps(), caller, asked, include);
  if (found === undefined) throw new Error('The issue is not seen.');
  return found;
}

describe('the roll-up', () => {
  it('adds up commits, lines, people and files', async () => {
    const { commitCount, fileCount, linesAdded, linesRemoved, unreadCommits, files, people } = await rollUp();
    expect({ commitCount, fileCount, linesAdded, linesRemoved, unreadCommits }).toEqual({
      commitCount: 3,
      fileCount: 3,
      linesAdded: 7,
      linesRemoved: 1,
      unreadCommits: 0,
    });
    expect(files.map((file) => [file.path, file.change, file.commits])).toEqual([
      ['old.txt', 'added', [commits.start]],
      ['src/a.ts', 'added', [commits.more, commits.start]],
      ['src/b.ts', 'added', [commits.side]],
    ]);
    expect(people.map(({ name, commitCount: count }) => [name, count])).toEqual([
      ['Ada Example', 2],
      ['Bob', 1],
    ]);
    expect(files[1]?.people).toEqual(['Bob', 'Ada Example']);
  });

  it('calls people what Branchline knows them by', async () => {
    const { store, clock } = story.house;
    const [first] = (await rollUp()).people;
    const email = String(first?.emails[0]);
    const told = { login: undefined, shownEmail: undefined };
    const [address, account] = await store.people.see(
      [
        { identity: { kind: 'commit-email', email }, name: 'ada', ...told },
        { identity: { kind: 'service-account', service: 'git.example', remoteId: '7' }, name: 'Ada L.', ...told },
      ],
      clock.now(),
    );
    if (address === undefined || account === undefined) throw new Error('Nobody was seen.');
    const link = { one: address.id, other: account.id, proof: 'administrator', state: 'confirmed', by: 'x' } as const;
    await store.transaction(async (tables) => {
      await tables.people.say({ ...link, at: clock.now() });
      await tables.people.regroup([address.id, account.id], () => '');
    });
    const { people, files } = await rollUp();
    expect(people[0]).toMatchObject({ name: 'Ada L.', emails: [email], commitCount: 2 });
    expect(files[0]?.people).toEqual(['Ada L.']);
  });

  it('takes in children where they are wanted, and follows files through their renames', async () => {
    const { commitCount, files, children: told } = await rollUp('children');
    expect(told).toEqual({ keys: [child], because: undefined });
    expect(commitCount).toBe(4);
    expect(files.map(({ path, change }) => [path, change])).toEqual([
      ['old.txt', 'added'],
      ['src/b.ts', 'added'],
      ['src/d.ts', 'added'],
    ]);
  });

  it('looks for each issue only where its own project may see', async () => {
    await story.house.associate(connected, ['ABC']);
    expect((await rollUp('children', somebody('ABC-1', 'XYZ-2'))).commitCount).toBe(3);
    await story.house.associate(connected, ['XYZ']);
    expect((await rollUp('children', somebody('ABC-1', 'XYZ-2'))).commitCount).toBe(1);
    await story.house.associate(connected, 'all');
    expect((await rollUp('children', somebody('ABC-1', 'XYZ-2'))).commitCount).toBe(4);
  });

  it('is not there for those who do not see the issue, and empty where nothing names it', async () => {
    expect(await showIssueRollUp(deps(), somebody('ABC-7'), key, 'issue')).toBeUndefined();
    const nothing = await rollUp('issue', administratorCaller, 'ABC-404' as IssueKey);
    expect(nothing).toMatchObject({ commitCount: 0, fileCount: 0, files: [], people: [], repositories: [] });
  });
});

describe('the lines of a file', () => {
  const options = { ignoresWhitespace: false, context: 3 };
  const ask = (caller: Caller, hash: CommitHash, path: string, asked = key, previousPath?: string) =>
    showIssueFileDiff(deps(), caller, {
      key: asked,
      repositoryId: connected.repositoryId,
      hash,
      options,
      file: { path, previousPath },
    });

  it('of a commit of the issue are shown to whoever sees it', async () => {
    const found = await ask(somebody('ABC-1'), commits.more, 'src/a.ts');
    const lines = 'shown' in found ? found.shown.hunks.flatMap((hunk) => hunk.lines) : [];
    const told = lines.map(({ kind, text }) => `${kind} ${text}`);
    expect(told).toEqual(['same one', 'removed two', 'added 2', 'same three', 'added four']);
  });

  it('of a commit of a child are shown to whoever sees that one', async () => {
    const renamed = [commits.part, 'src/d.ts', key, 'src/a.ts'] as const;
    expect(await ask(somebody('ABC-1', 'XYZ-2'), ...renamed)).toEqual({
      shown: { isBinary: false, hunks: [], isCut: false },
    });
    expect(await ask(somebody('ABC-1', 'XYZ-2'), commits.part, 'c.ts')).toEqual({ missing: 'file' });
  });

  it('of anything else are not there', async () => {
    expect(await ask(somebody('ABC-7'), commits.more, 'src/a.ts')).toEqual({ missing: 'issue' });
    expect(await ask(administratorCaller, 'f'.repeat(40) as CommitHash, 'a')).toEqual({ missing: 'commit' });
    expect(await ask(administratorCaller, commits.merge, 'secret.txt')).toEqual({ missing: 'commit' });
    expect(await ask(administratorCaller, commits.more, 'old.txt')).toEqual({ missing: 'file' });
    const elsewhere = { key, repositoryId: 99 as RepositoryId, hash: commits.more, options };
    const file = { path: 'src/a.ts', previousPath: undefined };
    expect(await showIssueFileDiff(deps(), administratorCaller, { ...elsewhere, file })).toEqual({ missing: 'commit' });
  });

  it('are never those of a file that somebody says it was before', async () => {
    expect(await ask(administratorCaller, commits.more, 'src/a.ts', key, 'old.txt')).toEqual({ missing: 'file' });
  });

  it('of a merge are not there: it brings along what belongs to others', async () => {
    const asked = 'ABC-3' as IssueKey;
    expect(await ask(administratorCaller, commits.merge, 'secret.txt', asked)).toEqual({ missing: 'file' });
  });

  it('are not there where only a webhook told of the commit', async () => {
    const { store } = story.house;
    await store.integrations.change(connected.integrationId, { mode: 'webhook-only' });
    expect(await ask(administratorCaller, commits.more, 'src/a.ts')).toEqual({ missing: 'content' });
    await store.integrations.change(connected.integrationId, { mode: 'two-way' });
  });
});

describe('what has shipped', () => {
  async function shipped(include: 'issue' | 'children' = 'issue', show = createShowIssueShipping(deps())) {
    const found = await show(administratorCaller, key, include);
    if (found === undefined) throw new Error('The issue is not seen.');
    return found;
  }

  function heldIn(view: IssueShippingView, kind: 'branches' | 'tags') {
    const names = new Map(Object.entries(commits).map(([name, hash]) => [hash, name]));
    const holders: readonly Holder[] = view.repositories.flatMap((part) => [...part[kind]]);
    return Object.fromEntries(
      holders.map(({ name, held }) => [
        name,
        [...held].map((hash) => names.get(hash) ?? '').toSorted((a, b) => a.localeCompare(b)),
      ]),
    );
  }

  it('is told by branch and tag, with what is missing, and nothing is asked of a Git service', async () => {
    const { mirrorCalls } = story.house;
    const before = mirrorCalls.length;
    const view = await shipped();
    expect(view.verdict).toBe('partly-released');
    expect(heldIn(view, 'branches')).toEqual({
      main: ['more', 'start'],
      'ABC-1-side': ['more', 'side', 'start'],
      'release/1': ['start'],
      other: ['more', 'start'],
    });
    expect(view.repositories[0]?.branches[0]).toMatchObject({ name: 'main', isDefault: true });
    expect(heldIn(view, 'tags')).toEqual({ v1: ['start'] });
    expect(view.repositories[0]).toMatchObject({
      releasedCount: 1,
      shippedIn: undefined,
      nowhere: [{ hash: commits.side }],
    });
    expect(mirrorCalls.slice(before)).toEqual([]);
  });

  it('asks git once a minute, unless something was pushed', async () => {
    const { browser } = story.house;
    let asked = 0;
    const counting: typeof browser.branchList = (...about) => {
      asked += 1;
      return browser.branchList(...about);
    };
    const show = createShowIssueShipping({ ...deps(), browser: { ...browser, branchList: counting } });
    await shipped('issue', show);
    await shipped('issue', show);
    expect(asked).toBe(1);
    await story.git.checkout('main');
    await story.git.commit('Anything', { 'z.ts': 'z\n' });
    await story.pushAndLook(connected);
    await shipped('issue', show);
    expect(asked).toBe(2);
  });

  it('says that it is released when the last commit came into a tag, and names the first that has all', async () => {
    const { git } = story;
    await git.merge('ABC-1-side', 'Bring the rest');
    await git.tag('v2', 'Second');
    await git.tag('v3', 'Third');
    await story.pushAndLook(connected);
    const view = await shipped();
    expect(view.verdict).toBe('released');
    expect(view.repositories[0]).toMatchObject({ releasedCount: 3, shippedIn: 'v2', nowhere: [] });
    expect(heldIn(view, 'tags')).toMatchObject({ v1: ['start'], v2: ['more', 'side', 'start'] });
    expect((await shipped('children')).repositories[0]?.commits).toHaveLength(4);
  });

  it('of a mirror that git cannot read names what is known without it', async () => {
    const broken = createShowIssueShipping({
      ...deps(),
      browser: {
        ...story.house.browser,
        branchList: (repository) => story.house.browser.branchList({ ...repository, id: 77 as RepositoryId }),
      },
    });
    const view = await shipped('issue', broken);
    expect(heldIn(view, 'branches')).toEqual({ main: ['more', 'side', 'start'] });
    expect(view.verdict).toBe('released');
  });

  it('is unknown where only webhooks tell, and nothing where nothing names the issue', async () => {
    const { store } = story.house;
    await store.integrations.change(connected.integrationId, { mode: 'webhook-only' });
    const view = await shipped();
    expect([view.verdict, view.repositories[0]?.knownAt, view.repositories[0]?.branches]).toEqual([
      'unknown',
      undefined,
      [],
    ]);
    await store.integrations.change(connected.integrationId, { mode: 'two-way' });
    const show = createShowIssueShipping(deps());
    expect(await show(administratorCaller, 'ABC-404' as IssueKey, 'issue')).toMatchObject({ verdict: 'nothing' });
    expect(await show(somebody('ABC-7'), key, 'issue')).toBeUndefined();
  });
});
