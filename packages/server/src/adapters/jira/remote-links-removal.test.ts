/** Taking links back from the issues of Jira Data Center, and what a check says of them. */

import { Failure } from '@branchline/domain';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { batchOf, commitRow } from '../../test-support/development-rows.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { jiraAccountOf } from '../../test-support/jira-account.ts';
import { linkedBatch, linkedTarget, startLinkedJira, type LinkedJira } from '../../test-support/linked-jira.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';

let test: TestStore;
let linked: LinkedJira;
let count = 0;
let target: ReturnType<typeof linkedTarget>;

beforeAll(async () => {
  test = await openTestStore();
});
afterAll(() => test.close());
beforeEach(async () => {
  linked = await startLinkedJira(test.store.remoteLinks);
  target = linkedTarget(`i1-${++count}`, { integration: `i1-${count}`, installation: 'i1' });
});
afterEach(() => linked.jira.stop());

describe('taking back', () => {
  it('a repository removes every link of it, and nothing else', async () => {
    const other = linkedTarget(`${target.jiraRepositoryId}0`);
    await linked.links.push(target, linkedBatch(['DEMO-1', 'DEMO-2']));
    await linked.links.push(other, batchOf([commitRow(1)]));
    await linked.links.removeRepository(target.jiraRepositoryId);
    expect(await linked.titlesOfAll()).toEqual([['1 commit in team/repository'], [], []]);
    await linked.links.removeRepository(target.jiraRepositoryId);
    await linked.links.removeRepository('never-seen');
  });

  it('up to a number leaves what is newer, and says how many commits are left', async () => {
    await linked.links.push(target, linkedBatch());
    await linked.links.removeRepository(target.jiraRepositoryId, 1001);
    expect(await linked.titlesIn('DEMO-1')).toContain('1 commit in team/repository');
    await linked.links.removeRepository(target.jiraRepositoryId, 1003);
    expect(await linked.titlesIn('DEMO-1')).toEqual(['#4 DEMO-4 change']);
  });

  it('goes on where it was broken off', async () => {
    const many = Array.from({ length: 1100 }, (_, at) => commitRow(at + 1, { keys: [`DEMO-${(at % 3) + 1}`] }));
    await linked.links.push(target, batchOf(many));
    linked.jira.sandbox.faults.next({ kind: 'status', status: 503 }, { on: 'delete', times: 9 });
    expect((await failureOf(linked.links.removeRepository(target.jiraRepositoryId))).kind).toBe('unavailable');
    linked.jira.sandbox.faults.clear();
    await linked.links.removeRepository(target.jiraRepositoryId);
    expect((await linked.titlesOfAll()).flat()).toEqual([]);
  });

  it('by property finds every repository that was sent with it', async () => {
    const mine = { integration: 'i1-mine', installation: 'i1' };
    const [first, second] = [linkedTarget('p-1', mine), linkedTarget('p-2', mine)];
    for (const each of [first, second, target]) await linked.links.push(each, batchOf([commitRow(1)]));
    await linked.links.removeByProperty('integration', 'i1-mine');
    expect(await linked.titlesIn('DEMO-1')).toHaveLength(1);
    await linked.links.removeByProperty('integration', 'nobody');
    await linked.links.removeByProperty('installation', 'i1');
    expect(await linked.titlesIn('DEMO-1')).toEqual([]);
  });

  it('takes issues and links that are gone for done, and stops at a refusal', async () => {
    await linked.links.push(target, linkedBatch(['DEMO-1', 'DEMO-2']));
    linked.jira.sandbox.deleteIssue('DEMO-1');
    linked.jira.sandbox.forbid(['LINK_ISSUES'], { issue: 'DEMO-2' });
    expect((await failureOf(linked.links.removeRepository(target.jiraRepositoryId))).kind).toBe('forbidden');
    linked.jira.sandbox.permit(['LINK_ISSUES'], { issue: 'DEMO-2' });
    await linked.links.removeRepository(target.jiraRepositoryId);
    expect(await linked.titlesIn('DEMO-2')).toEqual([]);
  });
});

describe('what a check says', () => {
  it('links work when the account may link', async () => {
    await linked.links.check();
    linked.jira.sandbox.withholdPermissions(['LINK_ISSUES']);
    const failure = await failureOf(linked.links.check());
    expect(failure).toBeInstanceOf(Failure);
    expect([failure.kind, failure.message]).toEqual(['forbidden', expect.stringContaining('"Link Issues"')]);
  });

  it('the remedy stands apart from the reason', async () => {
    linked.jira.sandbox.withholdPermissions(['LINK_ISSUES']);
    const site = linked.jira.siteWith({
      oauth: undefined,
      account: jiraAccountOf(linked.jira.sandbox, 'personal-access-token'),
    });
    const found = (await site.check()).findings.find(({ ability }) => ability === 'development-information');
    expect(found).toEqual({
      ability: 'development-information',
      works: false,
      because: expect.stringMatching(/has the permission "Link Issues" in no project\.$/),
      remedy: expect.stringContaining('Give the account a role'),
    });
  });
});
