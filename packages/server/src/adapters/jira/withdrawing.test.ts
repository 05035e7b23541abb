import { afterEach, describe, expect, it } from 'vitest';
import { batchOf, branchRow, commitRow, hashOf, makeTarget } from '../../test-support/development-rows.ts';
import { startTestJira } from '../../test-support/start-test-jira.ts';
import type { TestJira } from '../../test-support/start-test-jira.ts';
import { branchIdOf } from './shape-text.ts';

let jira: TestJira | undefined;

async function start(): Promise<TestJira> {
  jira = await startTestJira();
  return jira;
}

afterEach(async () => {
  await jira?.stop();
  jira = undefined;
});

const target = makeTarget();

function stored(from: TestJira) {
  return from.sandbox.snapshot().repositories[0];
}

describe('withdrawing', () => {
  it('deletes removed rows and rows without keys, with the number of the row', async () => {
    const { development, sandbox } = await start();
    await development.push(target, batchOf([commitRow(1), commitRow(2), commitRow(3)], [branchRow(4)]));
    const gone = [
      commitRow(1, { removed: true, sequence: 2001 }),
      commitRow(2, { keys: [], sequence: 2002 }),
      branchRow(4, { removed: true, sequence: 2003 }),
    ] as const;
    const report = await development.push(target, batchOf([gone[0], gone[1]], [gone[2]]));
    expect(report).toEqual({
      acceptedCommits: [],
      acceptedBranches: [],
      acceptedPullRequests: [],
      refused: [],
      unknownKeys: [],
    });
    expect(stored(jira!)?.commits.map((one) => one.id)).toEqual([hashOf(3)]);
    expect(stored(jira!)?.branches).toEqual([]);
    const deletions = sandbox.requests
      .filter((one) => one.method === 'DELETE')
      .map((one) => `${one.path.split('/repository/')[1]} ${one.query['_updateSequenceId']}`);
    expect(deletions.sort()).toEqual([
      `i1-7/branch/${branchIdOf('feature/DEMO-4')} 2003`,
      `i1-7/commit/${hashOf(1)} 2001`,
      `i1-7/commit/${hashOf(2)} 2002`,
    ]);
  });

  it('treats a row whose keys Jira could not take like one without', async () => {
    const { development, sandbox } = await start();
    await development.push(target, batchOf([commitRow(1, { keys: ['DEMO-1; drop', 'X-1'] })]));
    expect(sandbox.requests.map((one) => one.method)).toEqual(['POST', 'DELETE']);
  });

  it('never takes back what is newer', async () => {
    const { development } = await start();
    await development.push(target, batchOf([commitRow(1, { sequence: 50 })]));
    await development.push(target, batchOf([commitRow(1, { sequence: 40, removed: true })]));
    expect(stored(jira!)?.commits).toHaveLength(1);
  });

  it('removes a repository, all of it or up to a number', async () => {
    const { development } = await start();
    await development.push(target, batchOf([commitRow(1), commitRow(2)]));
    await development.removeRepository(target.jiraRepositoryId, 1001);
    expect(stored(jira!)?.commits.map((one) => one.id)).toEqual([hashOf(2)]);
    await development.removeRepository(target.jiraRepositoryId);
    expect(stored(jira!)).toBeUndefined();
    await development.removeRepository('never-seen');
  });

  it('removes everything with a property, and nothing else', async () => {
    const { development } = await start();
    const other = makeTarget({ jiraRepositoryId: 'i1-8', properties: { integrationId: 'a&b=c d' } });
    await development.push(target, batchOf([commitRow(1)]));
    await development.push(other, batchOf([commitRow(1)]));
    await development.removeByProperty('integrationId', 'a&b=c d');
    expect(jira!.sandbox.snapshot().repositories.map((one) => one.id)).toEqual(['i1-7']);
  });

  it('takes "not found" for done', async () => {
    const { development, sandbox } = await start();
    sandbox.faults.next({ kind: 'status', status: 404 }, { on: 'delete' });
    await development.push(target, batchOf([commitRow(1, { removed: true })]));
    expect(sandbox.requests.at(-1)?.method).toBe('DELETE');
  });
});
