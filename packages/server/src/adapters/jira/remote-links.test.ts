/** Development information at Jira Data Center: links in the sandbox's issues, and what is remembered of them. */

import type { RemoteLinkTable } from '../../ports/store/remote-links.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { batchOf, branchRow, commitRow, hashOf, pullRequestRow } from '../../test-support/development-rows.ts';
import { failureOf } from '../../test-support/failure-of.ts';
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

describe('pushing', () => {
  it('puts one link for all commits into an issue, and one for each branch and pull request', async () => {
    const report = await linked.links.push(target, linkedBatch());
    expect(await linked.titlesIn('DEMO-1')).toEqual([
      '#4 DEMO-4 change',
      '2 commits in team/repository',
      'Branch feature/DEMO-3',
    ]);
    expect(report).toEqual({
      acceptedCommits: [hashOf(1), hashOf(2)],
      acceptedBranches: ['feature/DEMO-3'],
      acceptedPullRequests: ['4'],
      refused: [],
      unknownKeys: [],
    });
    const urls = Object.fromEntries(
      (await linked.linksIn('DEMO-1')).map(({ globalId, object }) => [globalId, object.url]),
    );
    expect(urls[`branchline:${target.jiraRepositoryId}:commits`]).toBe('https://branchline.example/issues/DEMO-1');
    expect(Object.values(urls)).toContain('https://git.example.com/team/repository/branch/feature%2FDEMO-3');
  });

  it('again changes nothing but what changed', async () => {
    await linked.links.push(target, linkedBatch());
    await linked.links.push(target, batchOf([commitRow(5, { keys: ['DEMO-1'] })], [], []));
    await linked.links.push(target, linkedBatch());
    expect(await linked.titlesIn('DEMO-1')).toEqual([
      '#4 DEMO-4 change',
      '3 commits in team/repository',
      'Branch feature/DEMO-3',
    ]);
  });

  it('says "1 commit", and thousands with their separators', async () => {
    await linked.links.push(target, batchOf([commitRow(1)]));
    expect(await linked.titlesIn('DEMO-1')).toEqual(['1 commit in team/repository']);
    const many = Array.from({ length: 1200 }, (_, at) => commitRow(at + 1, { keys: ['DEMO-1'] }));
    await linked.links.push(target, batchOf(many));
    expect(await linked.titlesIn('DEMO-1')).toEqual(['1,200 commits in team/repository']);
  });

  it('strikes out what is merged or declined', async () => {
    for (const [state, title] of [
      ['open', '#4 Fix'],
      ['merged', '-#4 Fix'],
      ['declined', '-#4 Fix'],
    ] as const) {
      await linked.links.push(target, batchOf([], [], [pullRequestRow(4, { pullRequest: { title: 'Fix', state } })]));
      expect(await linked.titlesIn('DEMO-4')).toEqual([title]);
    }
  });

  it('keeps to the length of a title', async () => {
    await linked.links.push(target, batchOf([], [branchRow(1, { branch: { name: 'x'.repeat(400) } })]));
    expect((await linked.titlesIn('DEMO-1'))[0]).toHaveLength(255);
  });

  it('takes links back from issues that are not named any more', async () => {
    await linked.links.push(target, linkedBatch(['DEMO-1', 'DEMO-2']));
    await linked.links.push(target, linkedBatch(['DEMO-2', 'DEMO-3']));
    expect(await linked.titlesIn('DEMO-1')).toEqual([]);
    expect(await linked.titlesIn('DEMO-2')).toHaveLength(3);
    expect(await linked.titlesIn('DEMO-3')).toHaveLength(3);
    expect(await test.store.remoteLinks.leaving({ ...target, siteUrl: linked.jira.settings.siteUrl }, 10)).toEqual([]);
  });

  it('takes back what is removed or disassociated, and counts the rest', async () => {
    await linked.links.push(target, linkedBatch());
    const gone = [commitRow(1, { removed: true, keys: ['DEMO-1'] })] as const;
    await linked.links.push(
      target,
      batchOf(gone, [branchRow(3, { keys: [] })], [pullRequestRow(4, { removed: true })]),
    );
    expect(await linked.titlesIn('DEMO-1')).toEqual(['1 commit in team/repository']);
    await linked.links.push(target, batchOf([commitRow(2, { keys: [] })]));
    expect(await linked.titlesIn('DEMO-1')).toEqual([]);
  });

  it('keeps repositories apart', async () => {
    const other = linkedTarget(`${target.jiraRepositoryId}0`);
    await linked.links.push(target, linkedBatch());
    await linked.links.push(other, linkedBatch());
    expect(await linked.titlesIn('DEMO-1')).toHaveLength(6);
    await linked.links.push(other, batchOf([commitRow(1, { removed: true }), commitRow(2, { removed: true })]));
    expect(await linked.titlesIn('DEMO-1')).toContain('2 commits in team/repository');
  });

  it('tells the issues that Jira does not know, and does not count on them', async () => {
    const report = await linked.links.push(
      target,
      batchOf([commitRow(1, { keys: ['DEMO-1', 'NONE-1'] })], [branchRow(2, { keys: ['NONE-1'] })]),
    );
    expect(report.unknownKeys).toEqual(['NONE-1']);
    expect([report.acceptedCommits, report.acceptedBranches, report.refused]).toEqual([[hashOf(1)], [], []]);
    linked.jira.sandbox.addProject({ key: 'NONE', name: 'None' });
    await linked.links.push(target, batchOf([commitRow(1, { keys: ['DEMO-1', 'NONE-1'] })]));
    expect(await linked.titlesIn('NONE-1')).toEqual(['1 commit in team/repository']);
  });

  it('an issue that Jira refuses a link for leaves the others alone', async () => {
    linked.jira.sandbox.forbid(['LINK_ISSUES'], { issue: 'DEMO-1' });
    const report = await linked.links.push(target, batchOf([commitRow(1), commitRow(2)]));
    expect(report.acceptedCommits).toEqual([hashOf(2)]);
    expect(report.refused).toEqual([
      { kind: 'commit', name: hashOf(1), messages: [expect.stringContaining('permission to link')] },
    ]);
    linked.jira.sandbox.permit(['LINK_ISSUES'], { issue: 'DEMO-1' });
    await linked.links.push(target, batchOf([commitRow(1)]));
    expect(await linked.titlesIn('DEMO-1')).toHaveLength(1);
  });

  it('a refused token is no matter of one issue', async () => {
    linked.jira.sandbox.revoke(linked.jira.sandbox.personalAccessToken);
    expect((await failureOf(linked.links.push(target, linkedBatch()))).kind).toBe('unauthorized');
    linked.jira.sandbox.revoke(linked.jira.sandbox.personalAccessToken, false);
    await linked.links.push(target, linkedBatch());
    expect(await linked.titlesIn('DEMO-1')).toHaveLength(3);
  });
});

/** A memory that is killed at the given of its calls. */
function mortalMemory(
  memory: RemoteLinkTable,
  killedAt: number,
): { readonly memory: RemoteLinkTable; calls(): number } {
  let calls = 0;
  const mortal = new Proxy(memory, {
    get:
      (from, name: keyof RemoteLinkTable) =>
      (...given: never[]) => {
        calls += 1;
        if (calls === killedAt) throw new Error('killed');
        return (from[name] as (...given: never[]) => unknown)(...given);
      },
  });
  return { memory: mortal, calls: () => calls };
}

it('a kill at any moment loses nothing: the next push of the same rows ends as if there had been none', async () => {
  const before = linkedBatch(['DEMO-1', 'DEMO-2']);
  const after = batchOf(
    [commitRow(1, { keys: ['DEMO-2', 'DEMO-3'] }), commitRow(2, { keys: [] })],
    [branchRow(3, { removed: true })],
    [pullRequestRow(4, { keys: ['DEMO-3'] })],
  );
  const expected = [[], ['1 commit in team/repository'], ['#4 DEMO-4 change', '1 commit in team/repository']];
  let wasKilled = true;
  for (let at = 1; wasKilled; at += 1) {
    const own = linkedTarget(`kill-${at}`);
    await linked.links.push(own, before);
    const { memory } = mortalMemory(test.store.remoteLinks, at);
    const mortal = linked.linksWith(memory);
    wasKilled = await mortal.push(own, after).then(
      () => false,
      () => true,
    );
    await linked.links.push(own, after);
    expect(await linked.titlesOfAll()).toEqual(expected);
    await linked.links.removeRepository(own.jiraRepositoryId);
    expect((await linked.titlesOfAll()).flat()).toEqual([]);
  }
});

it('a connection that breaks at any request loses nothing', async () => {
  for (let passed = 0; passed < 6; passed += 1) {
    const own = linkedTarget(`cut-${passed}`);
    await linked.links.push(own, linkedBatch(['DEMO-1', 'DEMO-2']));
    for (let count = 0; count < passed; count += 1) {
      linked.jira.sandbox.faults.next({ kind: 'slow', milliseconds: 0 }, { on: 'remote-link' });
    }
    linked.jira.sandbox.faults.next({ kind: 'cut-after' }, { on: 'remote-link', times: 99 });
    expect((await failureOf(linked.links.push(own, linkedBatch(['DEMO-2'])))).kind).toBe('unavailable');
    linked.jira.sandbox.faults.clear();
    await linked.links.push(own, linkedBatch(['DEMO-2']));
    expect((await linked.titlesOfAll()).map((titles) => titles.length)).toEqual([0, 3, 0]);
    await linked.links.removeRepository(own.jiraRepositoryId);
  }
});
