/** The health report and the doors of load balancers: what each check says, what to do, and that nothing secret is in it. */

import { HealthReport, type HealthFinding } from '@branchline/contract';
import { Client } from 'pg';
import { Failure } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HandlersDeps } from './handlers.ts';
import { createHandlers } from './handlers.ts';
import { createServer, type ServerDeps } from './server.ts';
import { proofPath } from '../features/operations/check-public-address.ts';
import type { HeardClock, Machine, PublicAddress } from '../ports/machine.ts';
import { wellMachine } from '../test-support/example-health.ts';
import { accessToken, addExamples, startTestServer, type TestServer } from '../test-support/test-server.ts';

let test: TestServer;
const headers = { authorization: `Bearer ${accessToken}` };

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
});
afterAll(() => test.stop());

type Deps = HandlersDeps & ServerDeps;

/** The report of a house in which this is different. */
async function report(different: Partial<Deps> = {}): Promise<HealthReport> {
  const deps = { ...test.deps, ...different };
  const server = await createServer(deps, createHandlers(deps));
  try {
    const answer = await server.inject({ method: 'GET', url: '/api/v1/health/report', headers });
    expect(answer.statusCode).toBe(200);
    return HealthReport.parse(answer.json());
  } finally {
    await server.close();
  }
}

async function finding(check: string, different: Partial<Deps> = {}): Promise<HealthFinding> {
  const { findings } = await report(different);
  const found = findings.find((each) => each.check === check);
  if (found === undefined) throw new Error(`${check} is not among ${findings.map((each) => each.check).join(', ')}`);
  return found;
}

async function run(statement: string): Promise<void> {
  const client = new Client({ connectionString: test.connectionString });
  await client.connect();
  await client.query(statement);
  await client.end();
}

const machine = (different: Partial<typeof wellMachine>) => ({ machine: { ...wellMachine, ...different } });
const gigabyte = 1024 ** 3;

describe('the machine', () => {
  const cases: readonly (readonly [string, Partial<Machine>, HealthFinding['state'], RegExp | null])[] = [
    ['git', { gitVersion: async () => 'git version 2.43.0' }, 'well', null],
    ['git', { gitVersion: async () => Promise.reject(new Error('gone')) }, 'broken', /^Install git 2\.35 or newer/],
    ['git', { gitVersion: async () => 'git version 2.9.1' }, 'broken', /^Install git 2\.35/],
    ['git', { gitVersion: async () => 'something else' }, 'broken', /^Install git 2\.35/],
    ['git', { sshVersion: async () => undefined }, 'look', /OpenSSH/],
    ['program', { versions: { branchline: '1', node: 'v20.0.0' } }, 'look', /branchline/],
    [
      'data folder',
      { disk: async () => ({ folder: '/d', freeBytes: gigabyte, totalBytes: gigabyte }) },
      'broken',
      /BRANCHLINE_DATA/,
    ],
    [
      'data folder',
      { disk: async () => ({ folder: '/d', freeBytes: 5 * gigabyte, totalBytes: 9 * gigabyte }) },
      'look',
      /BRANCHLINE_DATA/,
    ],
    [
      'keys',
      { keyFile: async () => ({ path: '/k', isOpen: true, changedAt: new Date() }) },
      'broken',
      /chmod 600 \/k.+rotate-key/,
    ],
    [
      'keys',
      { keyFile: async () => ({ path: '/k', isOpen: false, changedAt: new Date('2020-01-01') }) },
      'look',
      /rotate-key/,
    ],
    ['keys', { keyFile: async () => undefined }, 'well', null],
  ];

  it.each(cases)('%s: %o is %s', async (check, different, state, remedy) => {
    const found = await finding(check, machine(different));
    expect(found.state).toBe(state);
    expect(found.remedy ?? '').toMatch(remedy ?? /^$/);
  });
});

describe('the database', () => {
  it('tells version, size, connections and its clock', async () => {
    const now = () => new Date();
    const found = await finding('database', { clock: { now } });
    expect(found.words).toMatch(/^The embedded PostgreSQL \d+\.\S* answers; [\d.]+ MB, \d+ of \d+ connections\.$/);
    expect((await finding('database clock', { clock: { now } })).state).toBe('well');
    // The clock of these tests stands in another year.
    expect(await finding('database clock')).toMatchObject({ state: 'broken', remedy: expect.stringContaining('NTP') });
  });

  it('says that nobody runs jobs, and what was given up', async () => {
    expect(await finding('jobs')).toMatchObject({
      state: 'broken',
      words: expect.stringContaining('Nobody runs jobs'),
    });
    const beside = await finding('jobs', { isServing: false });
    expect(beside.state).toBe('well');
    await run(`select graphile_worker.add_job('check-integrations', max_attempts => 1, job_key => 'given-up')`);
    await run(
      `select graphile_worker.permanently_fail_jobs(array(select id from graphile_worker.jobs where key = 'given-up'), 'no')`,
    );
    expect(await finding('jobs', { isServing: false })).toMatchObject({
      state: 'look',
      words: expect.stringContaining('given up'),
    });
  });

  it('knows which secrets are sealed with older keys, and which keys are missing', async () => {
    const box = test.deps.secretBox;
    const [own = ''] = box.keyIds();
    expect((await finding('secrets')).state).toBe('well');
    const older = { ...box, keyIds: () => ['newer', own] };
    expect(await finding('secrets', { secretBox: older })).toMatchObject({
      state: 'look',
      remedy: expect.stringContaining('rotate-key'),
    });
    const other = { ...box, keyIds: () => ['newer'] };
    expect(await finding('secrets', { secretBox: other })).toMatchObject({
      state: 'broken',
      words: expect.stringContaining(own),
    });
  });

  it('knows how old the last backup is', async () => {
    expect((await finding('backups')).state).toBe('look');
    expect((await finding('backups', { databaseKind: 'own' })).state).toBe('well');
    const now = test.deps.clock.now();
    await test.deps.store.figures.noteBackup(now);
    expect((await finding('backups')).state).toBe('well');
    await test.deps.store.figures.noteBackup(new Date(now.getTime() - 30 * 86_400_000));
    expect(await finding('backups')).toMatchObject({ state: 'look', words: expect.stringContaining('30 days old') });
  });

  it('does not hide the rest when it does not answer', async () => {
    const store = {
      ...test.deps.store,
      figures: { ...test.deps.store.figures, database: async () => Promise.reject(new Error('Gone.')) },
    };
    const { findings } = await report({ store });
    expect(findings).toContainEqual(expect.objectContaining({ check: 'database', state: 'broken', words: 'Gone.' }));
    expect(findings).toContainEqual(expect.objectContaining({ check: 'git', state: 'well' }));
  });
});

describe('the public address', () => {
  const reachAs = (reach: 'everybody' | 'this machine', url: string) => ({
    publicAddress: {
      url,
      reach: async () => reach,
      ask: async (path: string) => {
        const answer = await test.server.inject({ method: 'GET', url: path });
        return { outcome: 'answered', status: answer.statusCode, body: answer.body } as const;
      },
    },
  });

  it('is ours when the answer proves it', async () => {
    expect(await finding('public address', reachAs('everybody', 'https://ours.example'))).toMatchObject({
      state: 'well',
    });
    expect(await finding('public address', reachAs('everybody', 'http://ours.example'))).toMatchObject({
      state: 'look',
      remedy: expect.stringContaining('https'),
    });
    expect(await finding('public address', reachAs('this machine', 'http://127.0.0.1:1'))).toMatchObject({
      state: 'look',
    });
  });

  it('is not ours when somebody else answers, or nobody', async () => {
    const other: PublicAddress = {
      url: 'https://other.example',
      reach: async () => 'everybody',
      ask: async () => ({ outcome: 'answered', status: 200, body: '{"proof":"made up"}' }),
    };
    expect(await finding('public address', { publicAddress: other })).toMatchObject({
      state: 'broken',
      words: expect.stringContaining('Somebody else answers'),
    });
    expect(await finding('public address')).toMatchObject({
      state: 'broken',
      remedy: expect.stringContaining('BRANCHLINE_URL'),
    });
  });

  it('proves nothing to challenges that are none, and the same each time', async () => {
    const ask = (challenge: string) =>
      test.server.inject({ method: 'GET', url: `${proofPath}?challenge=${challenge}` });
    expect((await ask('short')).statusCode).toBe(400);
    expect((await ask('a'.repeat(200))).statusCode).toBe(400);
    const [first, again, other] = [await ask('a'.repeat(32)), await ask('a'.repeat(32)), await ask('b'.repeat(32))];
    expect(first.json()).toEqual(again.json());
    expect(first.json()).not.toEqual(other.json());
  });
});

describe('services', () => {
  const noon = new Date('2026-03-01T12:00:00Z');

  it('tells each Jira site by its name, and what is refused', async () => {
    const good = await finding('Jira site');
    expect(good).toMatchObject({ subject: 'Sandbox', state: 'well' });
    expect(good.details).toContainEqual('development-information: works');
    const refusing = () => {
      throw new Failure('unavailable', 'jira', 'Jira is away.');
    };
    expect(await finding('Jira site', { jiraSite: refusing })).toMatchObject({
      state: 'broken',
      words: 'Jira is away.',
    });
  });

  it('says what the mail server refused', async () => {
    expect(await finding('mail')).toMatchObject({ state: 'well', words: expect.stringContaining('BRANCHLINE_SMTP') });
    expect(await finding('mail', { checkMail: async () => undefined })).toMatchObject({ state: 'well' });
    const checkMail = async () => Promise.reject(new Failure('unauthorized', 'mail', 'It refused user or password.'));
    expect(await finding('mail', { checkMail })).toMatchObject({
      state: 'broken',
      words: 'It refused user or password.',
    });
  });

  const clock = (...ahead: readonly number[]) => ({
    heardClocks: {
      hear: () => undefined,
      list: (): readonly HeardClock[] =>
        ahead.map((aheadMilliseconds, at) => ({ host: `h${at}`, aheadMilliseconds, at: noon })),
    },
  });
  it.each([
    [[], 'well'],
    [[1000], 'well'],
    [[30_000], 'look'],
    [[-600_000], 'broken'],
    // One that is alone with its opinion is wrong itself.
    [[1000, 900_000, -2000], 'well'],
  ] as const)('clocks that are %j ahead are %s', async (ahead, state) => {
    expect((await finding('clock', clock(...ahead))).state).toBe(state);
  });

  it('waits for nobody for ever', async () => {
    const late = async <T>(work: Promise<T>): Promise<T> => {
      void work.catch(() => undefined);
      throw new Error('There was no answer within 10 seconds.');
    };
    const { findings } = await report({ within: late });
    expect(new Set(findings.map(({ state }) => state))).toEqual(new Set(['broken']));
  });
});

describe('the report', () => {
  it('holds nothing secret', async () => {
    const answer = await test.server.inject({ method: 'GET', url: '/api/v1/health/report', headers });
    for (const secret of [accessToken, test.sandbox.clientSecret]) expect(answer.body).not.toContain(secret);
  });
});
