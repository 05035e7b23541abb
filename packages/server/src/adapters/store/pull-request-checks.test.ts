/** Checks of pull requests: who is looked at, what is shown, and when the next look is due. */

import { countChecks, type CheckState, type IssueKey, type PullRequest, type RepositoryId } from '@branchline/domain';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../ports/store.ts';
import type { ChecksDue } from '../../ports/store/pull-request-checks.ts';
import { addExampleRepository, hashOf, linksTo, pullRequestOf } from '../../test-support/example-rows.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';

let test: TestStore;
let store: Store;
let client: Client;
let repository: RepositoryId;

beforeAll(async () => {
  test = await openTestStore();
  ({ store } = test);
  client = new Client({ connectionString: test.connectionString });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await test.close();
});

beforeEach(async () => {
  repository = await addExampleRepository(store);
});

async function keep(...pullRequests: readonly PullRequest[]): Promise<void> {
  const rows = pullRequests.map((pullRequest) => ({ pullRequest, links: linksTo('ABC-1') }));
  await store.development.savePullRequests(repository, rows, false);
}

async function want(...remoteIds: readonly string[]): Promise<readonly ChecksDue[]> {
  for (const remoteId of remoteIds) await store.pullRequestChecks.want(repository, remoteId);
  return store.pullRequestChecks.due(repository, 10);
}

function found(number: number, states: readonly CheckState[], looks = 1) {
  const head = hashOf(number);
  return { head, looks, checks: countChecks(head, states, 'https://git.example/checks') };
}

async function shown() {
  const [development] = await store.issues.development('ABC-1' as IssueKey, [repository], 10);
  return development?.pullRequests.map(({ checks }) => checks?.state);
}

async function secondsToNext(): Promise<number | undefined> {
  const at = await store.pullRequestChecks.nextDue(repository);
  if (at === undefined) return undefined;
  const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now');
  return Math.round((at.getTime() - (rows[0]?.now.getTime() ?? 0)) / 10_000) * 10;
}

it('are looked at where somebody wants it, the pull request is open, kept, and has a head', async () => {
  const headless = { ...pullRequestOf(4).source, head: undefined };
  await keep(
    pullRequestOf(1),
    pullRequestOf(2),
    pullRequestOf(3, { state: 'merged' }),
    pullRequestOf(4, { source: headless }),
    pullRequestOf(5),
  );
  await store.development.markPullRequestsRemoved(repository, ['5']);
  expect(await store.pullRequestChecks.due(repository, 10)).toEqual([]);
  expect(await store.pullRequestChecks.nextDue(repository)).toBeUndefined();
  const due = await want('2', '1', '3', '4', '5', 'unknown');
  expect(due).toMatchObject([
    { remoteId: '2', head: hashOf(2), webUrl: pullRequestOf(2).webUrl, found: undefined },
    { remoteId: '1', head: hashOf(1), found: undefined },
  ]);
  expect(await store.pullRequestChecks.due(repository, 1)).toHaveLength(1);
});

describe('what a look found', () => {
  let looked: ChecksDue;

  beforeEach(async () => {
    await keep(pullRequestOf(1));
    [looked] = (await want('1')) as [ChecksDue];
  });

  it('is shown with the issue, and comes back with the next look', async () => {
    const { checks } = found(1, ['passed', 'passed', 'running']);
    await store.pullRequestChecks.save(repository, looked, found(1, ['passed', 'passed', 'running'], 3), 60);
    const [development] = await store.issues.development('ABC-1' as IssueKey, [repository], 10);
    expect(development?.pullRequests[0]?.checks).toEqual(checks);
    expect(await store.pullRequestChecks.due(repository, 10)).toEqual([]);
    expect(await secondsToNext()).toBe(60);
    expect((await want('1'))[0]?.found).toEqual(found(1, ['passed', 'passed', 'running'], 3));
  });

  it('that there are none is kept, and shows nothing', async () => {
    await store.pullRequestChecks.save(repository, looked, found(1, []), undefined);
    expect(await shown()).toEqual([undefined]);
    expect(await store.pullRequestChecks.nextDue(repository)).toBeUndefined();
    expect((await want('1'))[0]?.found).toEqual({ head: hashOf(1), looks: 1, checks: undefined });
  });

  it('makes nothing news for Jira, and stays when the pull request is told again', async () => {
    const before = await store.development.lastNumber(repository);
    await store.pullRequestChecks.save(repository, looked, found(1, ['failed']), undefined);
    expect(await store.development.lastNumber(repository)).toBe(before);
    await keep(pullRequestOf(1, { title: 'ABC-1 Other words' }));
    expect(await shown()).toEqual(['failed']);
  });

  it('is not shown any more once the head has moved on, or the pull request has ended', async () => {
    await store.pullRequestChecks.save(repository, looked, found(1, ['failed']), 60);
    await keep(pullRequestOf(1, { source: { ...pullRequestOf(1).source, head: hashOf(9) } }));
    expect(await shown()).toEqual([undefined]);
    await store.pullRequestChecks.save(repository, looked, found(9, ['passed']), 60);
    expect(await shown()).toEqual(['passed']);
    await keep(pullRequestOf(1, { state: 'merged', source: { ...pullRequestOf(1).source, head: hashOf(9) } }));
    expect(await shown()).toEqual([undefined]);
    expect(await store.pullRequestChecks.nextDue(repository)).toBeUndefined();
  });

  it('does not take away a wish that came meanwhile', async () => {
    await want('1');
    await store.pullRequestChecks.save(repository, looked, found(1, ['running']), 3600);
    expect(await store.pullRequestChecks.due(repository, 10)).toMatchObject([{ found: { looks: 1 } }]);
  });

  it('is forgotten where nobody may know it any more', async () => {
    await keep(pullRequestOf(2));
    const [, second] = (await want('2')) as [ChecksDue, ChecksDue];
    await store.pullRequestChecks.save(repository, second, found(2, ['passed']), undefined);
    await store.pullRequestChecks.save(repository, looked, found(1, ['failed']), 0);
    await store.pullRequestChecks.forgetDue(repository);
    expect(await shown()).toEqual(['passed', undefined]);
    expect(await store.pullRequestChecks.nextDue(repository)).toBeUndefined();
  });
});
