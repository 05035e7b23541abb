/** What happens to commands while Jira cannot be asked, when people ask again, and what Jira itself is told. */

import type { CommitHash, JiraSiteId, ProjectKey } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ada, openSmartCommitStory, type SmartCommitStory } from '../../test-support/smart-commit-story.ts';
import { retrySmartCommit } from './retry-smart-commit.ts';
import { saveSmartCommitSettings } from './save-smart-commit-settings.ts';
import { forgetOld } from '../settings/forget-old.ts';
import { scheduleSmartCommits } from './schedule-smart-commits.ts';

const administrator = { kind: 'administrator' } as const;

let story: SmartCommitStory;
let key: string;

beforeAll(async () => {
  story = await openSmartCommitStory();
});
afterAll(() => story.close());
beforeEach(async () => {
  await story.begin();
  key = story.newIssue();
});

/** Pushes while Jira is away, and the kind of failure that the job met. */
async function pushInVain(): Promise<unknown> {
  return story.pushAs(ada).then(
    () => undefined,
    (error: unknown) => ((error as Error).cause as { kind?: unknown } | undefined)?.kind,
  );
}

async function comeBackLater(): Promise<void> {
  story.house.jira.sandbox.faults.clear();
  story.house.advance(2 * 60 * 60_000);
  await scheduleSmartCommits(story.house);
  await story.finishJobs();
}

describe('what Jira cannot take now', () => {
  it.each([
    [{ kind: 'status', status: 429, retryAfter: '3600' }, 'rate-limited', 'waiting'],
    [{ kind: 'cut-before' }, 'unavailable', 'started'],
    [{ kind: 'cut-after' }, 'unavailable', 'started'],
    [{ kind: 'status-after', status: 502 }, 'unavailable', 'started'],
  ] as const)('is tried again, in order and once: %o', async (fault, kind, state) => {
    await story.commit(`${key} #comment first\n${key} #comment second`);
    story.house.jira.sandbox.faults.next(fault, { on: 'write', times: 50 });
    expect(await pushInVain()).toBe(kind);
    expect(await story.ends()).toEqual([state, 'waiting']);
    await comeBackLater();
    expect(await story.said(key)).toEqual(['first', 'second']);
    expect(await story.ends()).toEqual(['done', 'done']);
  });

  it('is found out when the answer makes no sense', async () => {
    await story.commit(`${key} #comment first\n${key} #comment second`);
    story.house.jira.sandbox.faults.next({ kind: 'garbage', body: '<html>' }, { on: 'write', times: 1 });
    await story.pushAs(ada).catch(() => undefined);
    await comeBackLater();
    expect(await story.said(key)).toEqual(['first', 'second']);
  });

  it('waits while the site is paused', async () => {
    await story.house.store.jiraSites.pause(story.house.siteId, 'Paused by a person.');
    await story.commit(`${key} #comment later`);
    await story.pushAs(ada);
    expect(await story.ends()).toEqual(['waiting']);
    await story.house.store.jiraSites.resume(story.house.siteId);
    await comeBackLater();
    expect(await story.said(key)).toEqual(['later']);
  });

  it('is not run any more when it was switched off while it waited', async () => {
    story.house.jira.sandbox.faults.next({ kind: 'status', status: 503 }, { times: 50 });
    await story.commit(`${key} #comment late`);
    expect(await pushInVain()).toBe('unavailable');
    await story.set({ processor: 'off' });
    await comeBackLater();
    expect(await story.ends()).toEqual(['skipped not-allowed']);
    expect(await story.said(key)).toEqual([]);
  });
});

describe('a person', () => {
  it('runs a failed command again, which is audited', async () => {
    story.house.jira.sandbox.forbid(['ADD_COMMENTS'], { person: 'ada' });
    await story.commit(`${key} #comment now`);
    await story.pushAs(ada);
    const { id } = (await story.runs())[0]!;
    story.house.jira.sandbox.permit(['ADD_COMMENTS'], { person: 'ada' });
    expect(await retrySmartCommit(story.house, administrator, id)).toBe('queued');
    await story.finishJobs();
    expect(await story.said(key)).toEqual(['now']);
    expect(await retrySmartCommit(story.house, administrator, id)).toBe('not-retried');
    expect(await retrySmartCommit(story.house, administrator, 999_999)).toBe('unknown');
    const [entry] = await story.house.store.auditLog.list({ what: 'smart-commit/retry' }, 1);
    expect(entry).toMatchObject({ who: 'administrator', about: key });
  });

  it('changes the settings, which is audited', async () => {
    const change = { jiraSiteId: story.house.siteId, project: 'ABC' as ProjectKey, settings: { mostAgeDays: 3 } };
    const saved = await saveSmartCommitSettings(story.house, administrator, change);
    expect(saved).toContainEqual({ project: 'ABC', settings: { mostAgeDays: 3 } });
    const [entry] = await story.house.store.auditLog.list({ what: 'smart-commit/settings' }, 1);
    expect(entry).toMatchObject({ about: `jira-site/${story.house.siteId}`, note: 'ABC: mostAgeDays 3' });
    await saveSmartCommitSettings(story.house, administrator, { ...change, settings: undefined });
    const nowhere = { ...change, jiraSiteId: 999 as JiraSiteId };
    expect(await saveSmartCommitSettings(story.house, administrator, nowhere)).toBeUndefined();
  });
});

it('the schedule forgets pushes after 30 days, and lines of the audit log after two years', async () => {
  const { store, clock } = story.house;
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * 24 * 60 * 60_000);
  const { repositoryId } = story.connected;
  const push = (digit: string, days: number) => ({
    head: digit.repeat(40) as CommitHash,
    before: undefined,
    pusher: ada,
    receivedAt: daysAgo(days),
  });
  await store.gitPushes.note(repositoryId, [push('d', 31), push('e', 29)]);
  await forgetOld(story.house);
  const heads = (await store.gitPushes.latest(repositoryId, 100)).map(({ head }) => head[0]);
  expect(heads).toContain('e');
  expect(heads).not.toContain('d');
  const lines = (await store.auditLog.list({}, 100)).length;
  const later = { now: () => daysAgo(-5000) };
  await forgetOld({ store, clock: later });
  expect(lines).toBeGreaterThan(0);
  expect(await store.auditLog.list({}, 100)).toEqual([]);
});

interface Sent {
  readonly preventTransitions: boolean;
  readonly repositories: readonly {
    readonly commits: readonly { readonly id: string }[];
    readonly branches: readonly { readonly name: string }[];
  }[];
}

it('Jira is told not to run what Branchline runs, while branches still set off what they should', async () => {
  const { sandbox } = story.house.jira;
  await story.house.store.smartCommits.saveChoice(story.house.siteId, 'XYZ' as ProjectKey, { processor: 'jira' });
  await story.commit('Nothing to do');
  sandbox.forgetRequests();
  await story.git.branch('ABC-7-topic');
  await story.git.branch('ABC-8-topic');
  const ours = await story.commit(`${key} #comment ours`);
  const jiras = await story.commit('XYZ-1 #comment Jira runs this');
  const both = await story.commit('XYZ-2 ABC-3 #comment one processor only');
  await story.pushAs(ada);
  const sent = sandbox.requests.filter(({ path }) => path.endsWith('/bulk')).map(({ body }) => body as Sent);
  const told = (isQuiet: boolean) =>
    sent.filter(({ preventTransitions }) => preventTransitions === isQuiet).flatMap(({ repositories }) => repositories);
  const commits = (isQuiet: boolean) => new Set(told(isQuiet).flatMap(({ commits }) => commits.map(({ id }) => id)));
  expect(commits(true)).toEqual(new Set([ours, both]));
  expect(commits(false)).toEqual(new Set([jiras]));
  const branches = (isQuiet: boolean) => told(isQuiet).flatMap(({ branches }) => branches.map(({ name }) => name));
  expect(branches(false)).toContain('ABC-7-topic');
  // Its newest commit, which is told along with it, commands something.
  expect(branches(true)).toContain('ABC-8-topic');
});
