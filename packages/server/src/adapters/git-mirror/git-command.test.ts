import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureOf } from '../../test-support/test-mirror.ts';
import { createGitRunner, type GitCall, type GitRunner } from './git-command.ts';

const ready = async (): Promise<void> => undefined;

/** A shell stands in for git, so that it does exactly what each test needs. */
let shell: GitRunner;
let home: string;

beforeAll(() => {
  home = mkdtempSync(`${tmpdir()}/branchline-home-`);
  shell = createGitRunner({ git: 'sh', path: process.env['PATH'] ?? '', home, settingsFile: '/settings', ready });
});
afterAll(() => rmSync(home, { recursive: true }));

function script(text: string, more: Partial<GitCall> = {}): GitCall {
  return { arguments: ['-c', text], doing: 'Trying', timeLimit: 60_000, ...more };
}

async function textOf(call: GitCall): Promise<string> {
  return (await shell.output(call)).toString('utf8');
}

describe('running git', () => {
  it('gives nothing of our own environment, and narrows what git may do', async () => {
    const environment = await textOf(script('env', { settings: [['http.sslCAInfo', '/x']] }));
    const names = environment.split('\n').map((line) => line.split('=')[0]);
    const shellsOwn = new Set(['PWD', 'SHLVL', '_', 'OLDPWD', '']);
    const others = names.filter((name = '') => !name.startsWith('GIT_') && !shellsOwn.has(name));
    expect(new Set(others)).toEqual(new Set(['HOME', 'LANG', 'LC_ALL', 'PATH']));
    expect(environment).toContain('GIT_ALLOW_PROTOCOL=none\n');
    expect(environment).toContain('GIT_TERMINAL_PROMPT=0\n');
    expect(environment).toContain('GIT_CONFIG_NOSYSTEM=1\n');
    expect(environment).toContain('GIT_CONFIG_GLOBAL=/settings\n');
    expect(environment).toContain('GIT_CONFIG_COUNT=1\n');
    expect(environment).toContain('GIT_CONFIG_KEY_0=http.sslCAInfo\n');
    expect(environment).toContain('GIT_CONFIG_VALUE_0=/x\n');
  });

  it('hands input on, also when the program does not read it', async () => {
    expect(await textOf(script('cat', { input: ['a\n', 'b\n'] }))).toBe('a\nb\n');
    expect(await textOf(script('exit 0', { input: Array.from({ length: 1000 }, () => 'x'.repeat(1000)) }))).toBe('');
  });

  it('ends the program and everything it started when the time is over', async () => {
    // The output ends only when the child that shares it has ended too.
    const failure = await failureOf(shell.output(script('sleep 300 & wait', { timeLimit: 300 })));
    expect(failure.kind).toBe('unavailable');
  });

  it('ends the program when it is told to, and when nobody reads on', async () => {
    const stopping = new AbortController();
    const pids: number[] = [];
    const call = script('echo $$; sleep 300', { stopping: stopping.signal });
    const failure = await failureOf(
      (async () => {
        for await (const piece of shell.stream(call)) {
          pids.push(Number(piece));
          stopping.abort();
        }
      })(),
    );
    expect(failure.kind).toBe('unavailable');
    for await (const piece of shell.stream(script('echo $$; sleep 300'))) {
      pids.push(Number(piece));
      break;
    }
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('says what failed, and never a secret', async () => {
    const failure = await failureOf(
      shell.output(script('echo "fatal: bad object hunter2" >&2; exit 128', { secrets: ['hunter2', ''] })),
    );
    expect(failure.message).toContain('Trying failed.');
    expect(failure.message).toContain('fatal: bad object [secret]');
    expect(failure.message).not.toContain('hunter2');
  });

  it('says that git is not there', async () => {
    const nothing = createGitRunner({ git: 'no-such-git', path: '', home, settingsFile: '/settings', ready });
    const failure = await failureOf(nothing.output(script('')));
    expect(failure.message).toContain('no-such-git');
    expect(failure.message).toContain('2.35');
  });
});
