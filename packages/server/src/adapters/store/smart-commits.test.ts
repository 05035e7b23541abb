/** Smart commits in the store: each commit and command once, in order, whatever is said twice. */

import type {
  CommitHash,
  IntegrationId,
  IssueKey,
  JiraSiteId,
  PersonId,
  ProjectKey,
  RepositoryId,
} from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../ports/store.ts';
import type { NewSmartCommitRun, SmartCommitId, SmartCommitRun } from '../../ports/store/smart-commits.ts';
import { addExampleRepository, hashOf, linked, personOf } from '../../test-support/example-rows.ts';
import { openTestStore } from '../../test-support/test-store.ts';
import type { TestStore } from '../../test-support/test-store.ts';

const key = 'ABC-1' as IssueKey;
const at = new Date('2026-03-01T12:00:00Z');
const author = { name: 'Ada \0', email: 'ada@example.org', at };

let test: TestStore;
let store: Store;
let repository: RepositoryId;
let integration: IntegrationId;
let site: JiraSiteId;

beforeAll(async () => {
  test = await openTestStore();
  store = test.store;
});
afterAll(() => test.close());
beforeEach(async () => {
  repository = await addExampleRepository(store);
  integration = (await store.repositories.get(repository))!.integrationId;
  const settings = { siteUrl: 'https://jira.example', cloudId: '', apiUrl: 'https://api.example' };
  site = (await store.jiraSites.add({ ...settings, name: 'Jira', clientId: '' })).id;
});

function remember(hash: CommitHash, fingerprint = 'print', pusher = personOf('ada')) {
  const place = { integrationId: integration, repositoryId: repository };
  return store.smartCommits.remember({ ...place, hash, fingerprint, author, pusher, seenAt: at });
}

function runOf(position: number, overrides: Partial<NewSmartCommitRun> = {}): NewSmartCommitRun {
  return { jiraSiteId: site, key, position, command: 'comment', arguments: `text ${position}`, ...overrides };
}

async function withRuns(...runs: readonly NewSmartCommitRun[]): Promise<SmartCommitId> {
  const { id } = await remember(hashOf(1));
  await store.smartCommits.addRuns(id, runs);
  return id;
}

function unfinished() {
  return store.smartCommits.unfinished(site, key, 10);
}

const ended = { reason: undefined, message: '', personId: undefined, at } as const;

describe('settings', () => {
  it('of a site and of its projects are kept apart, replaced and taken back', async () => {
    const { smartCommits } = store;
    await smartCommits.saveChoice(site, 'ABC' as ProjectKey, { processor: 'off' });
    await smartCommits.saveChoice(site, undefined, { processor: 'branchline', mostAgeDays: 3 });
    await smartCommits.saveChoice(site, undefined, { processor: 'branchline' });
    expect(await smartCommits.choices(site)).toEqual([
      { project: undefined, settings: { processor: 'branchline' } },
      { project: 'ABC', settings: { processor: 'off' } },
    ]);
    await smartCommits.saveChoice(site, undefined, undefined);
    expect(await smartCommits.choices(site)).toEqual([{ project: 'ABC', settings: { processor: 'off' } }]);
    await store.jiraSites.remove(site);
    expect(await smartCommits.choices(site)).toEqual([]);
  });
});

describe('a commit', () => {
  it('is new once, and its copies take its place', async () => {
    const first = await remember(hashOf(1));
    expect(first.isNew).toBe(true);
    expect(await remember(hashOf(1))).toEqual({ id: first.id, isNew: false });
    expect(await remember(hashOf(2))).toEqual({ id: first.id, isNew: false });
    expect((await remember(hashOf(3), 'another')).isNew).toBe(true);
    await store.smartCommits.addRuns(first.id, [runOf(0)]);
    expect((await unfinished())[0]!.commit).toMatchObject({ hash: hashOf(2), author: { name: 'Ada ' } });
    const shown = await store.smartCommits.ofIssue([key], [repository]);
    expect(shown.map(({ hash }) => hash).sort()).toEqual([hashOf(1), hashOf(2)]);
    expect(await store.smartCommits.ofIssue([key], [])).toEqual([]);
  });

  it('keeps the first pusher that is known', async () => {
    const { id } = await remember(hashOf(1), 'print', undefined);
    await remember(hashOf(2), 'print', personOf('ada'));
    await remember(hashOf(2), 'print', personOf('eve'));
    await store.smartCommits.addRuns(id, [runOf(0)]);
    expect((await unfinished())[0]!.commit.pusher).toEqual(personOf('ada'));
  });

  it('is known once the repository has a row of it, also a removed one', async () => {
    await store.development.saveCommits(repository, [linked(1, 'ABC-1'), linked(2, 'ABC-1')], false);
    await store.development.markCommitsRemoved(repository, [hashOf(2)]);
    const known = await store.smartCommits.known(repository, [hashOf(1), hashOf(2), hashOf(3)]);
    expect(known).toEqual(new Set([hashOf(1), hashOf(2)]));
    expect(await store.smartCommits.known(repository, [])).toEqual(new Set());
    const found = await store.smartCommits.commit(repository, hashOf(2));
    expect(found).toMatchObject({ commit: { message: 'Change 2' }, removed: true, fromPayload: false });
    expect(await store.smartCommits.commit(repository, hashOf(9))).toBeUndefined();
  });
});

describe('a command', () => {
  it('is written down once, and comes in order', async () => {
    const id = await withRuns(runOf(0), runOf(1));
    await store.smartCommits.addRuns(id, [runOf(1, { command: 'time' }), runOf(2)]);
    const runs = await unfinished();
    expect(runs.map(({ position, command }) => `${position} ${command}`)).toEqual([
      '0 comment',
      '1 comment',
      '2 comment',
    ]);
    expect(runs[0]).toMatchObject({ state: 'waiting', startedAt: undefined, reason: undefined, message: '' });
  });

  it('remembers when it was begun first and last, and is begun again after a kill', async () => {
    await withRuns(runOf(0));
    const { id } = (await unfinished())[0]!;
    const later = new Date(at.getTime() + 60_000);
    expect(await store.smartCommits.begin(id, at)).toBe(true);
    expect(await store.smartCommits.get(id)).toMatchObject({ wordsWent: undefined });
    expect(await store.smartCommits.begin(id, later, 'apart')).toBe(true);
    expect(await store.smartCommits.get(id)).toMatchObject({ state: 'started', startedAt: at, triedAt: later });
    expect(await store.smartCommits.get(id)).toMatchObject({ wordsWent: 'apart' });
    await store.smartCommits.putBack(id);
    expect(await store.smartCommits.get(id)).toMatchObject({ state: 'waiting', startedAt: at });
  });

  it('that has ended is begun again only when somebody asks', async () => {
    await withRuns(runOf(0));
    const { id } = (await unfinished())[0]!;
    const message = 'No \0 such version.';
    const how = { ...ended, state: 'failed', reason: 'no-such-choice', message, personId: 7 as PersonId } as const;
    await store.smartCommits.end(id, how);
    expect(await store.smartCommits.begin(id, at)).toBe(false);
    expect(await store.smartCommits.get(id)).toMatchObject({ state: 'failed', reason: 'no-such-choice', personId: 7 });
    expect(await store.smartCommits.retry(id)).toBe(true);
    expect(await store.smartCommits.retry(id)).toBe(false);
    expect(await unfinished()).toMatchObject([{ id, state: 'waiting', reason: undefined, message: '' }]);
    await store.smartCommits.end(id, { ...ended, state: 'done' });
    expect(await store.smartCommits.retry(id)).toBe(false);
    expect(await store.smartCommits.get(-1)).toBeUndefined();
  });

  it('waits at an issue until it is done, unless its site is paused', async () => {
    await withRuns(runOf(0), runOf(0, { key: 'ABC-2' as IssueKey }));
    const ofSite = async () =>
      (await store.smartCommits.unfinishedIssues(1000)).flatMap((each) => (each.jiraSiteId === site ? [each.key] : []));
    expect(await ofSite()).toEqual(['ABC-1', 'ABC-2']);
    await store.jiraSites.pause(site, 'Because.');
    expect(await ofSite()).toEqual([]);
    await store.jiraSites.resume(site);
    const { id } = (await unfinished())[0]!;
    await store.smartCommits.end(id, { ...ended, state: 'done' });
    expect(await ofSite()).toEqual(['ABC-2']);
  });

  it('skipped for want of a pusher waits again once one is known', async () => {
    const skipped = { reason: 'pusher-unknown', message: 'Nobody knows.' } as const;
    const id = await withRuns(runOf(0, { skipped }), runOf(1, { skipped: { ...skipped, reason: 'too-old' } }));
    expect(await store.smartCommits.withoutPusher(repository, at)).toEqual([hashOf(1)]);
    expect(await store.smartCommits.withoutPusher(repository, new Date(at.getTime() + 1))).toEqual([]);
    expect(await store.smartCommits.reconsiderPushed(id)).toEqual([{ jiraSiteId: site, key }]);
    expect((await unfinished()).map(({ position }) => position)).toEqual([0]);
    expect(await store.smartCommits.withoutPusher(repository, at)).toEqual([]);
    expect(await store.smartCommits.reconsiderPushed(id)).toEqual([]);
  });
});

describe('the list', () => {
  it('is the newest first, page by page, and finds by each field', async () => {
    await withRuns(runOf(0), runOf(1, { skipped: { reason: 'too-old', message: 'Old.' } }));
    const list = async (query: Parameters<Store['smartCommits']['list']>[0], limit = 10, before?: number) =>
      (await store.smartCommits.list({ jiraSiteId: site, ...query }, limit, before)).map(({ position }) => position);
    expect(await list({})).toEqual([1, 0]);
    const [newest] = await store.smartCommits.list({ jiraSiteId: site }, 1);
    expect(await list({}, 10, newest!.id)).toEqual([0]);
    expect(await list({ state: 'skipped' })).toEqual([1]);
    expect(await list({ key })).toEqual([1, 0]);
    expect(await list({ key: 'ABC-2' as IssueKey })).toEqual([]);
    expect(await list({ project: 'ABC' as ProjectKey })).toEqual([1, 0]);
    expect(await list({ project: 'AB' as ProjectKey })).toEqual([]);
    const [{ commit, command }] = (await store.smartCommits.list({ jiraSiteId: site }, 1)) as [SmartCommitRun];
    const { name } = (await store.repositories.get(repository))!;
    expect(await list({ repositoryName: name.slice(1).toUpperCase() })).toEqual([1, 0]);
    expect(await list({ repositoryName: '%' })).toEqual([]);
    expect(await list({ author: commit.author.email.toUpperCase() })).toEqual([1, 0]);
    expect(await list({ author: commit.author.name.slice(1) })).toEqual([1, 0]);
    expect(await list({ author: 'nobody' })).toEqual([]);
    expect(await list({ command: command.slice(0, 3).toUpperCase() })).toEqual([1, 0]);
    expect(await list({ command: command.slice(1) })).toEqual([]);
    expect(await list({ repositoryId: repository, hash: 'ff' })).toEqual([]);
    expect(await list({ repositoryId: repository, hash: hashOf(1) })).toEqual([1, 0]);
  });
});

describe('failures to be mailed', () => {
  it('are those of a commit with nothing under way, each once', async () => {
    const id = await withRuns(runOf(0), runOf(1));
    const [first, second] = await unfinished();
    await store.smartCommits.end(first!.id, { ...ended, state: 'failed' });
    expect(await store.smartCommits.toMail(id)).toEqual([]);
    await store.smartCommits.end(second!.id, { ...ended, state: 'done' });
    expect((await store.smartCommits.toMail(id)).map((run) => run.id)).toEqual([first!.id]);
    await store.smartCommits.markMailed([first!.id], at);
    expect(await store.smartCommits.toMail(id)).toEqual([]);
    await store.smartCommits.markMailed([], at);
  });
});

describe('who pushed', () => {
  it('is kept in the order of arrival, the first of a head for good', async () => {
    const note = (head: number, before: number | undefined, login: string, minutes: number) =>
      store.gitPushes.note(repository, [
        {
          head: hashOf(head),
          before: before === undefined ? undefined : hashOf(before),
          pusher: personOf(login),
          receivedAt: new Date(at.getTime() + minutes * 60_000),
        },
      ]);
    await store.gitPushes.note(repository, []);
    await note(2, 1, 'eve', 2);
    await note(1, undefined, 'ada', 1);
    await note(2, 1, 'ada', 3);
    const told = (await store.gitPushes.latest(repository, 10)).map(({ head, before, pusher }) => [
      head,
      before,
      pusher.login,
    ]);
    expect(told).toEqual([
      [hashOf(1), undefined, 'ada'],
      [hashOf(2), hashOf(1), 'eve'],
    ]);
    expect((await store.gitPushes.latest(repository, 1)).map(({ head }) => head)).toEqual([hashOf(2)]);
    await store.gitPushes.removeBefore(new Date(at.getTime() + 90_000));
    expect((await store.gitPushes.latest(repository, 10)).map(({ head }) => head)).toEqual([hashOf(2)]);
  });
});

describe('mails', () => {
  it('are counted for a day', async () => {
    const hours = (count: number) => new Date(at.getTime() + count * 3_600_000);
    await store.mails.noteSent('digest', at);
    await store.mails.noteSent('digest', hours(1));
    expect(await store.mails.sentSince('digest', at)).toBe(2);
    expect(await store.mails.sentSince('digest', hours(1))).toBe(1);
    expect(await store.mails.sentSince('other', at)).toBe(0);
    await store.mails.noteSent('digest', hours(25));
    expect(await store.mails.sentSince('digest', at)).toBe(2);
  });

  it('are refused and wanted again', async () => {
    const ada = { kind: 'person', personId: 7 as PersonId } as const;
    const somebody = { kind: 'address', digest: 'digest' } as const;
    await store.mails.setRefusal(ada, true);
    await store.mails.setRefusal(ada, true);
    expect(await store.mails.refuses(ada)).toBe(true);
    expect(await store.mails.refuses(somebody)).toBe(false);
    await store.mails.setRefusal(ada, false);
    expect(await store.mails.refuses(ada)).toBe(false);
  });
});
