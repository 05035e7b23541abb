/** What is known of Jira's issues, their former keys, and the events that tell of them. */

import type { IssueKey, JiraSiteId, ProjectKey } from '@branchline/domain';
import { formerKeysOf, presentKey } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JiraIssue } from '../../ports/jira-site.ts';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type { Store } from '../../ports/store.ts';
import { addExampleRepository, linked } from '../../test-support/example-rows.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';

let test: TestStore;
let store: Store;
let site: JiraSiteId;
let elsewhere: JiraSiteId;

async function addSite(): Promise<JiraSiteId> {
  const settings = { name: 'Jira', siteUrl: 'https://x.example', cloudId: 'c', apiUrl: 'https://api.example' };
  return (await store.jiraSites.add({ ...settings, clientId: 'id' })).id;
}

beforeAll(async () => {
  test = await openTestStore();
  store = test.store;
});
afterAll(() => test.close());
beforeEach(async () => {
  site = await addSite();
  elsewhere = await addSite();
});

const key = (text: string) => text as IssueKey;
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 12, minute));

function issue(id: string, of: string, summary = `About ${of}`): JiraIssue {
  return { id, key: key(of), summary, type: 'Bug', status: 'To Do' };
}

function moves(...pairs: readonly string[]) {
  return pairs.map((pair) => {
    const [former = '', present = ''] = pair.split('>');
    return { former: key(former), present: key(present) };
  });
}

describe('known issues', () => {
  it('are found by site and key, with the moment at which they were read', async () => {
    expect(await store.knownIssues.save(site, [issue('1', 'A-1'), issue('2', 'A-2')], at(0))).toEqual([]);
    expect(await store.knownIssues.find(site, ['A-1', 'A-3'].map(key))).toEqual(
      new Map([['A-1', { ...issue('1', 'A-1'), readAt: at(0) }]]),
    );
    expect(await store.knownIssues.find(elsewhere, [key('A-1')])).toEqual(new Map());
    expect(await store.knownIssues.find(site, [])).toEqual(new Map());
  });

  it('are not overwritten by older news', async () => {
    await store.knownIssues.save(site, [issue('1', 'A-1', 'newer')], at(5));
    await store.knownIssues.save(site, [issue('1', 'A-1', 'older')], at(4));
    expect((await store.knownIssues.find(site, [key('A-1')])).get(key('A-1'))?.summary).toBe('newer');
  });

  it('tell of a move when an issue comes under another key', async () => {
    await store.knownIssues.save(site, [issue('1', 'A-1')], at(0));
    await store.knownIssues.save(elsewhere, [issue('1', 'A-1')], at(0));
    expect(await store.knownIssues.save(site, [issue('1', 'B-7')], at(1))).toEqual(moves('A-1>B-7'));
    expect([...(await store.knownIssues.find(site, ['A-1', 'B-7'].map(key))).keys()]).toEqual(['B-7']);
  });

  it('do not move back by news that is older than the move', async () => {
    await store.knownIssues.save(site, [issue('1', 'B-7')], at(1));
    expect(await store.knownIssues.save(site, [issue('1', 'A-1')], at(0))).toEqual([]);
    expect([...(await store.knownIssues.find(site, ['A-1', 'B-7'].map(key))).keys()]).toEqual(['B-7']);
  });

  it('are forgotten by name and by age', async () => {
    await store.knownIssues.save(site, [issue('1', 'A-1')], at(0));
    await store.knownIssues.save(site, [issue('2', 'A-2'), issue('3', 'A-3')], at(2));
    await store.knownIssues.forget(site, [key('A-3')]);
    expect(await store.knownIssues.forgetReadBefore(at(1))).toBeGreaterThanOrEqual(1);
    expect([...(await store.knownIssues.find(site, ['A-1', 'A-2', 'A-3'].map(key))).keys()]).toEqual(['A-2']);
  });
});

describe('former keys', () => {
  it('are learned once, and lead to where the issue is now', async () => {
    const { issueAliases } = store;
    expect(await issueAliases.learn(site, moves('A-1>B-2', 'X-9>X-9'))).toEqual(['A-1']);
    expect(await issueAliases.learn(site, moves('A-1>B-2'))).toEqual([]);
    expect((await issueAliases.learn(site, moves('B-2>C-3'))).toSorted()).toEqual(['A-1', 'B-2']);
    const near = await issueAliases.near(site, [key('C-3')]);
    expect(formerKeysOf(key('C-3'), near)).toEqual(['A-1', 'B-2']);
    expect(await issueAliases.near(elsewhere, [key('C-3')])).toEqual({ issues: new Map(), projects: new Map() });
  });

  it('end as former ones when the issue comes back', async () => {
    await store.issueAliases.learn(site, moves('A-1>B-2'));
    expect((await store.issueAliases.learn(site, moves('B-2>A-1'))).toSorted()).toEqual(['A-1', 'B-2']);
    const near = await store.issueAliases.near(site, [key('A-1')]);
    expect([presentKey(key('A-1'), near), presentKey(key('B-2'), near)]).toEqual(['A-1', 'A-1']);
  });

  it('of projects say what changed, and are found together with those of issues', async () => {
    const renamed = (...pairs: readonly (readonly [string, string])[]) => new Map(pairs as [ProjectKey, ProjectKey][]);
    expect(await store.issueAliases.saveProjects(site, renamed(['OLD', 'NEW'], ['P', 'Q']))).toEqual(['OLD', 'P']);
    expect(await store.issueAliases.saveProjects(site, renamed(['OLD', 'NEW'], ['P', 'Q']))).toEqual([]);
    expect(await store.issueAliases.saveProjects(site, renamed(['OLD', 'OTHER']))).toEqual(['OLD', 'P']);
    expect(await store.issueAliases.projects(site)).toEqual(renamed(['OLD', 'OTHER']));
    await store.issueAliases.learn(site, moves('A-1>OLD-7', 'OTHER-8>B-1'));
    expect(formerKeysOf(key('OTHER-7'), await store.issueAliases.near(site, [key('OTHER-7')]))).toEqual([
      'A-1',
      'OLD-7',
    ]);
    const [other, old] = ['OTHER', 'OLD'].map((key) => [key as ProjectKey]);
    expect(await store.issueAliases.movedInto(site, other!)).toEqual(['A-1']);
    expect(await store.issueAliases.movedInto(site, old!)).toEqual([]);
    expect(await store.issueAliases.movedInto(site, 'all')).toEqual(['A-1', 'OTHER-8']);
    expect(presentKey(key('OLD-8'), await store.issueAliases.near(site, [key('OLD-8')]))).toBe('B-1');
  });
});

describe('keys that something names', () => {
  it('are told by key, by project, and by repository', async () => {
    const [one, two] = [await addExampleRepository(store), await addExampleRepository(store)];
    await store.development.saveCommits(one, [linked(1, 'NAM-1', 'NAMED-1'), linked(2, 'NAM-2')], true);
    await store.development.saveCommits(two, [linked(1, 'NAM-2', 'NAM_X-9')], true);
    const { issues } = store;
    expect(await issues.carried(['NAM-1', 'NAM-3', 'NAM-1'].map(key))).toEqual(new Set(['NAM-1']));
    expect(await issues.carried([])).toEqual(new Set());
    expect(await issues.carriedOf(['NAM' as ProjectKey])).toEqual(['NAM-1', 'NAM-2']);
    expect(await issues.carriedOf([])).toEqual([]);
    expect(await issues.naming([one, two], [key('NAM-1')])).toEqual([one]);
    expect(await issues.naming([two], ['NAM-1', 'NAM-2'].map(key))).toEqual([two]);
    const lines = await issues.summaries([two], ['NAM-2', 'NAM-1', 'NAM_X-9'].map(key));
    expect(lines.map((line) => [line.key, line.commitCount])).toEqual([
      ['NAM-2', 1],
      ['NAM_X-9', 1],
    ]);
  });
});

describe('a webhook of Jira', () => {
  const secret = (text: string) => text as SealedSecret;

  it('keeps the secret before the present one for a while, and is forgotten with both', async () => {
    const { issueWatches } = store;
    expect(await issueWatches.webhook(site)).toBeUndefined();
    await issueWatches.saveWebhookSecret(site, secret('one'), at(0), at(9));
    const made = {
      sealedSecret: 'one',
      madeAt: at(0),
      sealedPreviousSecret: undefined,
      previousSecretUntil: undefined,
    };
    expect(await issueWatches.webhook(site)).toEqual(made);
    await issueWatches.saveWebhookSecret(site, secret('two'), at(1), at(10));
    expect(await issueWatches.webhook(site)).toEqual({
      sealedSecret: 'two',
      madeAt: at(0),
      sealedPreviousSecret: 'one',
      previousSecretUntil: at(10),
    });
    await issueWatches.forgetWebhook(site);
    expect(await issueWatches.webhook(site)).toBeUndefined();
    await issueWatches.saveWebhookSecret(site, secret('three'), at(2), at(11));
    expect(await issueWatches.webhook(site)).toEqual({ ...made, sealedSecret: 'three', madeAt: at(2) });
  });
});

describe('events', () => {
  it('are taken once, wait in order, and are forgotten after they were followed', async () => {
    const { issueWatches } = store;
    const changed = { kind: 'changed', issue: issue('1', 'A-1'), formerKeys: [key('B-1')], at: at(0) } as const;
    expect(await issueWatches.addEvent(site, 'one', changed, at(1))).toBe(true);
    expect(await issueWatches.addEvent(site, 'one', changed, at(2))).toBe(false);
    expect(await issueWatches.addEvent(elsewhere, 'one', { kind: 'projects' }, at(2))).toBe(true);
    expect(await issueWatches.addEvent(site, 'two', { kind: 'deleted', key: key('A-2') }, at(3))).toBe(true);
    const waiting = await issueWatches.waitingEvents(site, 10);
    expect(waiting.map(({ event }) => event)).toEqual([changed, { kind: 'deleted', key: 'A-2' }]);
    expect(await issueWatches.waitingEvents(site, 1)).toHaveLength(1);
    expect((await issueWatches.look(site)).lastEventAt).toEqual(at(3));
    await issueWatches.markFollowed([waiting[0]!.id], at(4));
    await issueWatches.forgetEventsBefore(at(59));
    expect(await issueWatches.waitingEvents(site, 10)).toEqual(waiting.slice(1));
    // What was forgotten may come again; what waits may not.
    expect(await issueWatches.addEvent(site, 'one', changed, at(5))).toBe(true);
    expect(await issueWatches.addEvent(site, 'two', changed, at(5))).toBe(false);
  });
});

describe('looks', () => {
  it('are due at first and when their time has come, and never at a site that is paused or has no account', async () => {
    const { issueWatches } = store;
    await store.jiraSites.saveAccount(site, {
      kind: 'api-token',
      email: 'bot@example.org',
      sealedToken: 'sealed' as SealedSecret,
    });
    const isDue = async (minute: number) => (await issueWatches.dueForLook(at(minute))).includes(site);
    expect(await isDue(0)).toBe(true);
    expect(await issueWatches.look(site)).toEqual({ until: undefined, lastEventAt: undefined });
    await issueWatches.saveLook(site, at(0), at(5));
    expect([await isDue(4), await isDue(5)]).toEqual([false, true]);
    await issueWatches.saveLook(site, undefined, at(6));
    expect(await issueWatches.look(site)).toEqual({ until: at(0), lastEventAt: undefined });
    await store.jiraSites.pause(site, 'Paused by a person.');
    expect(await isDue(59)).toBe(false);
    expect(await issueWatches.dueForLook(at(59))).not.toContain(elsewhere);
  });
});
