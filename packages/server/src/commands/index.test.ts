import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitPlayground, type GitPlayground } from '../test-support/git-playground.ts';
import { programPlace, type Ending, type ProgramPlace } from '../test-support/program.ts';

let place: ProgramPlace;
let git: GitPlayground;
let hashes: readonly string[];

beforeAll(async () => {
  [place, git] = await Promise.all([programPlace(), gitPlayground()]);
  const ten = await git.commit('ABC-10 Begin', { a: '1\n' });
  await git.tag('v1.0');
  const two = await git.commit('ABC-2 and abc-3, UTF-8\n\nFixes XYZ-7', { a: '2\n' });
  await git.tag('v1.1', 'Second');
  await git.branch('feature/abc-2-\u{1f600}');
  await git.checkout('main');
  hashes = [two, ten];
});

afterAll(async () => {
  await place.remove();
  await git.remove();
});

interface Line {
  readonly key: string;
  readonly commits: readonly string[];
  readonly branches: readonly string[];
  readonly tags: readonly string[];
}

function linesOf({ stdout }: Ending): readonly Line[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

describe('index --json', () => {
  it('prints one object a line, sorted by key in byte order, with full hashes and nothing else', async () => {
    const ending = await place.run(['index', git.path, '--json']);
    const [two, ten] = hashes;
    expect(linesOf(ending)).toEqual([
      { key: 'ABC-10', commits: [ten], branches: [], tags: ['v1.0', 'v1.1'] },
      { key: 'ABC-2', commits: [two], branches: ['feature/abc-2-\u{1f600}'], tags: ['v1.1'] },
      { key: 'UTF-8', commits: [two], branches: [], tags: ['v1.1'] },
      { key: 'XYZ-7', commits: [two], branches: [], tags: ['v1.1'] },
    ]);
    expect(ending).toMatchObject({ code: 0, stderr: '' });
  });

  it('reads only the projects it is told of, in any case', async () => {
    const ending = await place.run(['index', git.path, '--json', '--projects', 'abc, XYZ']);
    expect(linesOf(ending).map(({ key }) => key)).toEqual(['ABC-10', 'ABC-2', 'ABC-3', 'XYZ-7']);
  });

  it('prints one issue alone, and ends with 1 when nothing speaks of it', async () => {
    const found = await place.run(['index', git.path, '--json', '--key', 'abc-2']);
    expect(linesOf(found).map(({ key }) => key)).toEqual(['ABC-2']);
    const missing = await place.run(['index', git.path, '--json', '--key', 'ABC-404']);
    expect(missing).toEqual({ code: 1, stdout: '', stderr: 'Nothing in this repository speaks of ABC-404.\n' });
  });
});

describe('index', () => {
  it('prints a table in the order people count', async () => {
    const { stdout, stderr, code } = await place.run(['index', git.path]);
    const keys = [...stdout.matchAll(/\b[A-Z]+-\d+\b/g)].map(([key]) => key);
    expect(keys).toEqual(['ABC-2', 'ABC-10', 'UTF-8', 'XYZ-7']);
    expect(stdout).toContain('v1.0 and 1 later');
    expect(stdout).toContain(hashes[0]?.slice(0, 10));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '4 issues.\n' });
  });

  it('reads the branches of the remote in a clone somebody works in', async () => {
    const clone = `${place.folder}/clone`;
    await git.git('clone', '--quiet', git.path, clone);
    const found = linesOf(await place.run(['index', clone, '--json', '--key', 'ABC-2']));
    expect(found[0]?.branches).toEqual(['feature/abc-2-\u{1f600}']);
  });

  it('says that an empty repository has no keys', async () => {
    const empty = await gitPlayground();
    try {
      expect(await place.run(['index', empty.path])).toEqual({
        code: 0,
        stdout: '',
        stderr: 'No issue keys were found.\n',
      });
      expect(await place.run(['index', empty.path, '--json'])).toMatchObject({ code: 0, stdout: '' });
    } finally {
      await empty.remove();
    }
  });

  it('keeps control characters of names away from the terminal', async () => {
    const hostile = await gitPlayground();
    try {
      await hostile.commit('ABC-1 \u001b]0;owned\u0007', { a: '1\n' });
      await hostile.git('update-ref', 'refs/heads/ABC-1-\u202ereversed', 'HEAD');
      const { stdout } = await place.run(['index', hostile.path]);
      expect(stdout).toContain('ABC-1-\ufffdreversed');
      // oxlint-disable-next-line no-control-regex
      expect(stdout).not.toMatch(/[\u0007\u001b\u202e]/);
    } finally {
      await hostile.remove();
    }
  });

  it('says in words what cannot be read', async () => {
    const missing = await place.run(['index', `${place.folder}/nothing`]);
    expect(missing).toMatchObject({ code: 1, stdout: '' });
    expect(missing.stderr).toBe(`branchline: There is no folder "${place.folder}/nothing".\n`);
    const plain = await place.run(['index', `${place.folder}/home`]);
    expect(plain.code).toBe(1);
    expect(plain.stderr).toContain('no such repository');
  });

  it('leaves nothing behind', async () => {
    expect(await place.leftBehind()).toEqual({ processes: [], files: [] });
  });

  it('ends with 130 on Ctrl-C in the middle of its work, and leaves nothing behind', async () => {
    const large = await gitPlayground();
    try {
      await large.fastImport(manyCommits(60_000));
      const running = place.start(['index', large.path]);
      await place.untilWorking();
      running.signal('SIGINT');
      expect(await running.ended).toEqual({ code: 130, stdout: '', stderr: '' });
      expect(await place.leftBehind()).toEqual({ processes: [], files: [] });
    } finally {
      await large.remove();
    }
  });
});

function manyCommits(count: number): string {
  const commits = Array.from({ length: count }, (_, index) => {
    const message = `ABC-${index + 1} Change`;
    const at = `Ada <ada@example.com> ${1_700_000_000 + index} +0000`;
    return `commit refs/heads/main\ncommitter ${at}\ndata ${message.length}\n${message}\nM 100644 inline f${index % 50}\ndata 4\n${String(index % 1000).padStart(4)}\n`;
  });
  return commits.join('');
}
