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
  readonly findings: readonly { readonly check: string; readonly ok: boolean; readonly words: string }[];
}

async function doctor(env: Readonly<Record<string, string>> = {}): Promise<Report & { readonly code: Ending['code'] }> {
  const { stdout, code } = await place.run(['doctor', '--json'], { env });
  return { ...(JSON.parse(stdout) as Report), code };
}

function failing({ findings }: Report) {
  return findings.filter(({ ok }) => !ok).map(({ check, words }) => `${check}: ${words}`);
}

describe('doctor', () => {
  it('finds everything well, and leaves nothing running', async () => {
    const report = await doctor();
    expect(report.findings.map(({ check }) => check)).toEqual(['configuration', 'git', 'data folder', 'database']);
    expect({ code: report.code, ok: report.ok, failing: failing(report) }).toEqual({ code: 0, ok: true, failing: [] });
    expect(await place.leftBehind()).toEqual({ processes: [], files: [] });
  });

  it('says it in words, a line for each', async () => {
    const { stdout, code } = await place.run(['doctor'], { env: { BRANCHLINE_GIT: '/no/such/git' } });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ok {4}configuration: /m);
    expect(stdout).toMatch(
      /^FAIL {2}git: \/no\/such\/git was not found\. Install git 2\.35 or newer, or set BRANCHLINE_GIT\.$/m,
    );
  });

  it('says that git is too old', async () => {
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

  it('takes a server that is running for what it is', { timeout: 120_000 }, async () => {
    const server = place.start(['start']);
    const [, url = '', port = ''] = await server.untilSaid(/listens at (http:\/\/127\.0\.0\.1:(\d+))/);
    const report = await doctor({ BRANCHLINE_PORT: port });
    expect(failing(report)).toEqual([]);
    expect(report.findings.at(-1)?.words).toBe(`in use by the Branchline at ${url}, which is ready`);
    const elsewhere = await doctor({ BRANCHLINE_PORT: '1' });
    expect(failing(elsewhere)).toEqual([expect.stringContaining('Give this command the variables of that server')]);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    server.signal('SIGTERM');
    expect((await server.ended).code).toBe(0);
  });
});
