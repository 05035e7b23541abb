import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { programPlace, type Ending, type ProgramPlace } from '../test-support/program.ts';

let place: ProgramPlace;

beforeEach(async () => {
  place = await programPlace();
});

afterEach(() => place.remove());

interface Report {
  readonly ok: boolean;
  readonly findings: readonly {
    readonly check: string;
    readonly state: 'well' | 'look' | 'broken';
    readonly words: string;
    readonly remedy: string | null;
  }[];
}

async function doctor(
  env: Readonly<Record<string, string>> = {},
  more: readonly string[] = [],
): Promise<Report & { readonly code: Ending['code'] }> {
  const { stdout, code } = await place.run(['doctor', '--json', ...more], { env });
  return { ...(JSON.parse(stdout) as Report), code };
}

function failing({ findings }: Report) {
  return findings
    .filter(({ state }) => state === 'broken')
    .map(({ check, words, remedy }) => [`${check}: ${words}`, remedy].filter((each) => each !== null).join(' '));
}

describe('doctor', () => {
  it('finds everything well, and leaves nothing running', { timeout: 120_000 }, async () => {
    const report = await doctor();
    expect({ code: report.code, ok: report.ok, failing: failing(report) }).toEqual({ code: 0, ok: true, failing: [] });
    expect(report.findings.map(({ check }) => check)).toEqual([
      'configuration',
      'program',
      'git',
      'data folder',
      'database',
      'database clock',
      'jobs',
      'secrets',
      'backups',
      'keys',
      'Jira site',
      'mail',
      'clock',
    ]);
    expect(await place.leftBehind()).toEqual({ processes: [], files: [] });
  });

  it('says it in words, a line for each', { timeout: 120_000 }, async () => {
    const { stdout, code } = await place.run(['doctor'], { env: { BRANCHLINE_GIT: '/no/such/git' } });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ok {4}configuration: /m);
    expect(stdout).toMatch(/^FAIL {2}git: git was not found\. Install git 2\.35 or newer, or set BRANCHLINE_GIT\.$/m);
    expect(stdout).toMatch(/^look {2}backups: No backup .+ Run branchline backup/m);
  });

  it('says that git is too old', { timeout: 120_000 }, async () => {
    const old = join(place.folder, 'git');
    await writeFile(old, '#!/bin/sh\necho git version 2.34.9\n');
    await chmod(old, 0o755);
    const report = await doctor({ BRANCHLINE_GIT: old });
    expect(failing(report)).toEqual(['git: git 2.34 is too old. Install git 2.35 or newer.']);
    expect(report.code).toBe(1);
  });

  it('says once that the data folder cannot be written', async () => {
    const data = `${process.execPath}/data`;
    const report = await doctor({ BRANCHLINE_DATA: data });
    expect(failing(report)).toEqual([
      `data folder: ${data} cannot be written. Give this account the folder, or set BRANCHLINE_DATA.`,
    ]);
  });

  it('says that the database does not answer, without its password', async () => {
    const report = await doctor({ DATABASE_URL: 'postgres://somebody:hush@127.0.0.1:1/none' });
    expect(failing(report)).toEqual([
      expect.stringMatching(/^database: The database cannot be reached: .+DATABASE_URL/),
    ]);
    expect(JSON.stringify(report)).not.toContain('hush');
  });

  it('says which variable cannot be used, and stops there', async () => {
    const report = await doctor({ BRANCHLINE_PORT: 'http' });
    expect(report.findings).toHaveLength(1);
    expect(failing(report)).toEqual([expect.stringContaining('BRANCHLINE_PORT cannot be used')]);
  });

  it('takes a server that is running for what it is, and asks it when told to', { timeout: 120_000 }, async () => {
    const token = 'an-access-token-of-the-operator-0123456789';
    const server = place.start(['start'], { env: { BRANCHLINE_ACCESS_TOKEN: token } });
    const [, url = '', port = ''] = await server.untilSaid(/listens at (http:\/\/127\.0\.0\.1:(\d+))/);
    const report = await doctor({ BRANCHLINE_PORT: port });
    expect(failing(report)).toEqual([]);
    expect(report.findings.at(-1)?.words).toBe(`It is in use by the Branchline at ${url}, which is ready.`);
    const elsewhere = await doctor({ BRANCHLINE_PORT: '1' });
    expect(failing(elsewhere)).toEqual([expect.stringContaining('Give this command the variables of that server')]);
    const asked = await doctor({ BRANCHLINE_ACCESS_TOKEN: token }, ['--server', url]);
    expect(asked.findings.map(({ check }) => check)).toContain('public address');
    expect(asked.findings).toContainEqual(expect.objectContaining({ check: 'jobs', state: 'well' }));
    const stranger = await place.run(['doctor', '--server', url], { env: { BRANCHLINE_ACCESS_TOKEN: `${token}x` } });
    expect(stranger).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('not signed in') });
    const nobody = await place.run(['doctor', '--server', url]);
    expect(nobody).toMatchObject({ code: 1, stderr: expect.stringContaining('Set BRANCHLINE_ACCESS_TOKEN') });
    server.signal('SIGTERM');
    expect((await server.ended).code).toBe(0);
  });
});
