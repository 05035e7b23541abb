import { afterEach, describe, expect, it } from 'vitest';
import { batchOf, branchRow, commitRow, hashOf, makeTarget } from '../../test-support/development-rows.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { startTestJira } from '../../test-support/start-test-jira.ts';
import type { TestJira, TestJiraOptions } from '../../test-support/start-test-jira.ts';
import { branchIdOf } from './shape-text.ts';

interface SentCommit {
  readonly id: string;
  readonly updateSequenceId: number;
}
interface SentBody {
  readonly repositories: readonly {
    readonly id: string;
    readonly updateSequenceId: number;
    readonly commits: readonly SentCommit[];
    readonly branches: readonly SentCommit[];
  }[];
  readonly preventTransitions: boolean;
  readonly operationType: string;
  readonly properties: unknown;
  readonly providerMetadata: unknown;
}

let jira: TestJira | undefined;

async function start(options: TestJiraOptions = {}): Promise<TestJira> {
  jira = await startTestJira(options);
  return jira;
}

afterEach(async () => {
  await jira?.stop();
  jira = undefined;
});

const target = makeTarget();

function bodies(from: TestJira): readonly SentBody[] {
  return from.sandbox.requests.filter((one) => one.path.endsWith('/bulk')).map((one) => one.body as SentBody);
}

function stored(from: TestJira) {
  return from.sandbox.snapshot().repositories[0];
}

describe('sending', () => {
  it('brings commits and branches to Jira and reports them by our names', async () => {
    const { development } = await start();
    const report = await development.push(target, batchOf([commitRow(1), commitRow(2)], [branchRow(3)]));
    expect(report).toEqual({
      acceptedCommits: [hashOf(1), hashOf(2)],
      acceptedBranches: ['feature/DEMO-3'],
      acceptedPullRequests: [],
      refused: [],
      unknownKeys: [],
    });
    expect(stored(jira!)?.commits.map((one) => one.keys)).toEqual([['DEMO-1'], ['DEMO-2']]);
    expect(stored(jira!)?.branches[0]).toMatchObject({ id: branchIdOf('feature/DEMO-3'), keys: ['DEMO-3'] });
    expect(stored(jira!)?.properties).toEqual({ integrationId: 'i1-3' });
  });

  it('asks nothing for nothing', async () => {
    const { development, sandbox } = await start();
    await development.push(target, batchOf([]));
    expect(sandbox.requests).toEqual([]);
  });

  it('keeps history and live rows apart, and only live ones may move issues', async () => {
    const { development } = await start();
    const rows = [commitRow(1, { live: false }), commitRow(2), commitRow(3, { live: false })];
    await development.push(target, batchOf(rows, [branchRow(4, { live: false })]));
    const [live, history] = bodies(jira!);
    expect(live).toMatchObject({ operationType: 'NORMAL', preventTransitions: false });
    expect(live?.repositories[0]?.commits.map((one) => one.id)).toEqual([hashOf(2)]);
    expect(history).toMatchObject({ operationType: 'BACKFILL', preventTransitions: true });
    expect(history?.repositories[0]?.commits.map((one) => one.id)).toEqual([hashOf(1), hashOf(3)]);
    expect(history?.repositories[0]?.branches).toHaveLength(1);
    expect(bodies(jira!)).toHaveLength(2);
  });

  it('numbers entities as their rows and the repository as the highest of the request', async () => {
    const { development } = await start({ limits: { perType: 2 } });
    await development.push(target, batchOf([5, 6, 7].map((number) => commitRow(number))));
    expect(bodies(jira!).map((body) => body.repositories[0]?.updateSequenceId)).toEqual([1006, 1007]);
    expect(bodies(jira!)[0]?.repositories[0]?.commits.map((one) => one.updateSequenceId)).toEqual([1005, 1006]);
  });

  it('says who sends, and tags the request', async () => {
    const { development } = await start();
    await development.push(target, batchOf([commitRow(1)]));
    expect(bodies(jira!)[0]).toMatchObject({
      properties: { integrationId: 'i1-3' },
      providerMetadata: { product: 'Branchline' },
    });
  });

  it('changes nothing when it is done again', async () => {
    const { development, sandbox } = await start();
    const batch = batchOf([commitRow(1)], [branchRow(2)]);
    await development.push(target, batch);
    const before = sandbox.snapshot();
    await development.push(target, batch);
    expect(sandbox.snapshot()).toEqual(before);
  });

  it('names unknown issues, once each, and keeps what is left', async () => {
    const { development } = await start();
    const rows = [commitRow(1, { keys: ['DEMO-1', 'UTF-8'] }), commitRow(2, { keys: ['UTF-8'] })];
    const report = await development.push(target, batchOf(rows));
    expect(report.unknownKeys).toEqual(['UTF-8']);
    expect(report.refused).toEqual([]);
    expect(stored(jira!)?.commits).toMatchObject([{ id: hashOf(1), keys: ['DEMO-1'] }]);
  });

  it('can name issues the older way', async () => {
    const { development } = await start({ limits: { keysAs: 'issueKeys' } });
    const report = await development.push(
      target,
      batchOf([commitRow(1, { keys: ['DEMO-1', 'ZZ-1'] })], [branchRow(2)]),
    );
    expect(bodies(jira!)[0]?.repositories[0]?.commits[0]).toMatchObject({ issueKeys: ['DEMO-1', 'ZZ-1'] });
    expect(bodies(jira!)[0]?.repositories[0]?.commits[0]).not.toHaveProperty('associations');
    expect(report.unknownKeys).toEqual(['ZZ-1']);
    expect(stored(jira!)?.branches).toHaveLength(1);
  });
});

describe('requests', () => {
  it('hold 400 commits and 400 branches at most', async () => {
    const { development } = await start();
    const commits = Array.from({ length: 401 }, (_, at) => commitRow(at, { sequence: 2 * at + 1 }));
    const branches = Array.from({ length: 401 }, (_, at) => branchRow(at, { sequence: 2 * at + 2 }));
    const report = await development.push(target, batchOf(commits, branches));
    expect(report.acceptedCommits).toHaveLength(401);
    expect(report.acceptedBranches).toHaveLength(401);
    const sizes = bodies(jira!).map(({ repositories: [one] }) => [one?.commits.length, one?.branches.length]);
    expect(sizes).toEqual([
      [400, 400],
      [1, 1],
    ]);
  });

  it('stay below the limit of bytes', async () => {
    const { development, sandbox } = await start({ limits: { bytes: 30_000 } });
    const rows = Array.from({ length: 60 }, (_, at) => commitRow(at, { commit: { message: 'é'.repeat(1024) } }));
    const report = await development.push(target, batchOf(rows));
    expect(report.acceptedCommits).toHaveLength(60);
    const sizes = sandbox.requests.filter((one) => one.path.endsWith('/bulk')).map((one) => one.bytes);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(30_000);
    expect(sizes.length).toBeGreaterThan(5);
  });

  it('are halved on 413 until they fit', async () => {
    const { development, sandbox } = await start();
    sandbox.faults.rejectBodiesAbove(3000);
    const report = await development.push(target, batchOf(Array.from({ length: 20 }, (_, at) => commitRow(at))));
    expect(report.acceptedCommits).toHaveLength(20);
    expect(stored(jira!)?.commits).toHaveLength(20);
  });

  it('that are too large with a single entity give that entity up', async () => {
    const { development, sandbox } = await start();
    sandbox.faults.rejectBodiesAbove(2500);
    const large = commitRow(2, { commit: { message: 'x'.repeat(1024) }, files: Array.from({ length: 9 }, () => file) });
    const report = await development.push(target, batchOf([commitRow(1), large, commitRow(3)]));
    expect(report.acceptedCommits).toEqual([hashOf(1), hashOf(3)]);
    expect(report.refused).toMatchObject([{ kind: 'commit', name: hashOf(2) }]);
    expect(report.refused[0]?.messages[0]).toContain('too large');
  });

  it('are bisected on 400, so that one entity Jira cannot read stops no other', async () => {
    const { development, sandbox } = await start();
    sandbox.faults.poison(hashOf(37));
    sandbox.faults.poison(branchIdOf('feature/DEMO-5'));
    const commits = Array.from({ length: 100 }, (_, at) => commitRow(at));
    const branches = Array.from({ length: 10 }, (_, at) => branchRow(at, { sequence: 1 + at }));
    const report = await development.push(target, batchOf(commits, branches));
    expect(report.acceptedCommits).toHaveLength(99);
    expect(report.acceptedBranches).toHaveLength(9);
    expect(report.refused).toEqual([
      { kind: 'branch', name: 'feature/DEMO-5', messages: ['An entity could not be read.'] },
      { kind: 'commit', name: hashOf(37), messages: ['An entity could not be read.'] },
    ]);
    expect(bodies(jira!).length).toBeLessThan(40);
  });

  it('that are all refused end in a failure instead of one request for each entity', async () => {
    const { development, sandbox } = await start();
    const rows = Array.from({ length: 400 }, (_, at) => commitRow(at));
    for (const row of rows) sandbox.faults.poison(row.thing.commit.hash);
    const failure = await failureOf(development.push(target, batchOf(rows)));
    expect(failure.kind).toBe('rejected');
    expect(bodies(jira!).length).toBeLessThan(150);
  });
});

const file = {
  path: 'p'.repeat(200),
  previousPath: undefined,
  change: 'added',
  linesAdded: 1,
  linesRemoved: 0,
} as const;

describe('an entity Jira refuses alone', () => {
  it('is reported with Jira’s words while the others go through', async () => {
    const { development, sandbox } = await start();
    sandbox.faults.refuse(hashOf(2), 'No thanks.');
    sandbox.faults.refuse(branchIdOf('feature/DEMO-3'), 'Not this branch.');
    const report = await development.push(target, batchOf([commitRow(1), commitRow(2)], [branchRow(3)]));
    expect(report.acceptedCommits).toEqual([hashOf(1)]);
    expect(report.refused).toEqual([
      { kind: 'commit', name: hashOf(2), messages: ['No thanks.'] },
      { kind: 'branch', name: 'feature/DEMO-3', messages: ['Not this branch.'] },
    ]);
  });

  it('because its repository is refused is reported with the repository', async () => {
    const { development } = await start({ judged: false });
    const broken = makeTarget({ jiraRepositoryId: 'not a repository id' });
    const report = await development.push(broken, batchOf([commitRow(1)]));
    expect(report.refused.map((one) => [one.kind, one.name])).toEqual([
      ['repository', 'not a repository id'],
      ['commit', hashOf(1)],
    ]);
    expect(report.refused[1]?.messages.join(' ')).toContain('characters an id may not have');
  });
});
