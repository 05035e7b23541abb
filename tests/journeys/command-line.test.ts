/** The command line against a real server, in this process: what it prints, and what it says when it cannot. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../packages/server/src/test-support/command-line.ts';
import {
  accessToken,
  addExamples,
  startTestServer,
  type TestServer,
} from '../../packages/server/src/test-support/test-server.ts';

let test: TestServer;
let address: string;
let folder: string;

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
  address = await test.server.listen({ host: '127.0.0.1', port: 0 });
  folder = mkdtempSync(join(tmpdir(), 'branchline-cli-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await test.stop();
});

const branchline = (words: readonly string[], environment: Record<string, string> = {}) =>
  runCommand(words, { BRANCHLINE_URL: address, ...environment });

describe('repositories', () => {
  it('are listed for people and for programs', async () => {
    const people = await branchline(['repositories', 'list']);
    expect(people.printed).toMatch(/^ID +INTEGRATION +NAME/);
    expect(people.printed).toMatch(/\n1 +Code +code +waiting +0 +–/);
    const programs = await branchline(['repositories', 'list', '--json']);
    expect(JSON.parse(programs.printed)).toMatchObject([{ id: 1, name: 'code', integrationName: 'Code' }]);
  });

  it('are chosen step by step: what no option names stays', async () => {
    const first = await branchline(['repositories', 'choose', '1', '--include', 'team/*', '--future-owners', 'no']);
    expect(first.code).toBe(0);
    expect(first.printed).toContain('Only: team/*');
    const second = await branchline([
      'repositories',
      'choose',
      '1',
      '--exclude',
      '*-docs',
      '--current',
      'a,b',
      '--json',
    ]);
    expect(JSON.parse(second.printed)).toMatchObject({
      choice: { current: ['a', 'b'], include: ['team/*'], exclude: ['*-docs'], futureOwners: false },
    });
    const third = await branchline(['repositories', 'choose', '1', '--include', '', '--current', 'none']);
    expect(third.printed).not.toContain('Only:');
    expect(third.printed).toContain('0 repositories');
  });

  it('say in words what cannot be chosen', async () => {
    const refused = await branchline(['repositories', 'choose', '1', '--filter', '[?']);
    expect(refused).toMatchObject({ printed: '', code: 1 });
    expect(refused.complained).toContain('The filter cannot be used');
  });

  it('are paused, resumed and read again', async () => {
    for (const word of ['pause', 'resume', 'reindex']) {
      expect(await branchline(['repositories', word, '1'])).toMatchObject({ code: 0, complained: '' });
    }
    expect(await branchline(['repositories', 'pause', '999'])).toMatchObject({ code: 1, printed: '' });
    const malformed = await branchline(['repositories', 'pause', 'one']);
    expect(malformed.code).not.toBe(0);
    expect(malformed.complained).toContain('"one" is not an id');
  });
});

describe('the access token', () => {
  it('comes from a file or the environment', async () => {
    const file = join(folder, 'token');
    writeFileSync(file, `${accessToken}\n`);
    const words = ['repositories', 'list', '--access-token-file', file, '--server', `${address}/`];
    expect((await branchline(words, { BRANCHLINE_ACCESS_TOKEN: '', BRANCHLINE_URL: '' })).code).toBe(0);
  });

  it('that is missing, unreadable or wrong is said in words', async () => {
    const none = await branchline(['repositories', 'list'], { BRANCHLINE_ACCESS_TOKEN: '' });
    expect(none).toMatchObject({ code: 1, printed: '' });
    expect(none.complained).toContain('BRANCHLINE_ACCESS_TOKEN');
    const missing = await branchline(['repositories', 'list', '--access-token-file', join(folder, 'nothing')]);
    expect(missing).toMatchObject({ code: 1, printed: '' });
    const wrong = await branchline(['repositories', 'list'], { BRANCHLINE_ACCESS_TOKEN: 'wrong' });
    expect(wrong).toMatchObject({ code: 1, printed: '' });
    expect(wrong.complained).not.toContain('wrong-');
  });

  it('is not asked for by a server that is not there', async () => {
    const run = await branchline(['repositories', 'list'], { BRANCHLINE_URL: 'http://127.0.0.1:9' });
    expect(run).toMatchObject({ code: 1, printed: '' });
    expect(run.complained).toContain('Check that the server runs');
  });
});
