import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitPlayground, type GitPlayground } from '../test-support/git-playground.ts';
import { programPlace, type ProgramPlace } from '../test-support/program.ts';

let place: ProgramPlace;
let git: GitPlayground;

beforeAll(async () => {
  [place, git] = await Promise.all([programPlace(), gitPlayground()]);
  await git.commit('ABC-1 Begin\n\nABC-1 #comment done \u001b[31mred', { a: '1\n' });
  await git.note('HEAD', 'Reviewed for ABC-9');
  await git.branch('feature/abc-12-login');
});

afterAll(async () => {
  await place.remove();
  await git.remove();
});

async function explain(...words: readonly string[]): Promise<unknown> {
  const { stdout, stderr, code } = await place.run(['explain', '--json', ...words], { cwd: git.path });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

describe('explain --json', () => {
  it('says what was found, what was refused and why, and which commands there are, and nothing else', async () => {
    expect(await explain('--text', 'ABC-12 UTF-8 #comment done', '--projects', 'ABC')).toEqual({
      keys: ['ABC-12'],
      refused: [{ text: 'UTF-8', why: 'unknown-project' }],
      commands: [{ key: 'ABC-12', command: 'comment', arguments: 'done' }],
    });
    expect(await explain('--text', 'nothing here')).toEqual({ keys: [], refused: [], commands: [] });
  });

  it('reads standard input', async () => {
    const { stdout } = await place.run(['explain', '--json', '--text', '-'], { input: 'ABC-3\n' });
    expect(JSON.parse(stdout)).toEqual({ keys: ['ABC-3'], refused: [], commands: [] });
  });

  it('reads a text as the name of a branch, where case does not matter', async () => {
    expect(await explain('--text', 'feature/abc-5', '--branch')).toMatchObject({ keys: ['ABC-5'] });
    expect(await explain('--text', 'feature/abc-5')).toMatchObject({ keys: [] });
  });

  it('reads commands over several lines only when told to', async () => {
    const text = 'ABC-1 #comment first\nsecond';
    expect(await explain('--text', text)).toMatchObject({ commands: [{ arguments: 'first' }] });
    expect(await explain('--text', text, '--dialect', 'multi-line')).toMatchObject({
      commands: [{ arguments: 'first\nsecond' }],
    });
  });

  it('reads a commit of the repository with its notes, and a branch by its name', async () => {
    expect(await explain('HEAD')).toMatchObject({ keys: ['ABC-1', 'ABC-9'] });
    expect(await explain('feature/abc-12-login')).toMatchObject({ keys: ['ABC-12'], commands: [] });
  });
});

describe('explain', () => {
  it('says the same in words, without control characters', async () => {
    const { stdout } = await place.run(['explain', 'HEAD'], { cwd: git.path });
    expect(stdout).toMatch(/^Issue keys in commit [0-9a-f]{40}: ABC-1, ABC-9$/m);
    expect(stdout).toContain('command #comment on ABC-1: done \ufffd[31mred');
    const text = await place.run(['explain', '--text', 'abc-1 ABC-007']);
    expect(text.stdout).toContain('No issue keys in the text.');
    expect(text.stdout).toContain('refused ABC-007: issue numbers do not begin with 0');
  });

  it('says in words what is not there', async () => {
    const unknown = await place.run(['explain', 'no-such-thing'], { cwd: git.path });
    expect(unknown).toMatchObject({ code: 1, stdout: '' });
    expect(unknown.stderr).toContain('There is no branch or commit "no-such-thing"');
    const outside = await place.run(['explain', 'HEAD']);
    expect(outside.code).toBe(1);
    expect(outside.stderr).toContain('This folder is in no git repository');
  });

  it('takes nothing for an option that is a name', async () => {
    const { code, stderr } = await place.run(['explain', '--', '--output=/stolen'], { cwd: git.path });
    expect(code).toBe(1);
    expect(stderr).toContain('There is no branch or commit');
  });

  it.each([['explain'], ['explain', 'HEAD', '--text', 'ABC-1']])('needs exactly one thing: %j', async (...words) => {
    const { code, stderr } = await place.run(words);
    expect(code).toBe(2);
    expect(stderr).toContain('give a commit or a branch, or --text');
  });
});
