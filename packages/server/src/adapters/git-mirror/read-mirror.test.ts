import type { Commit, CommitHash, Repository } from '@branchline/domain';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { GitMirror } from '../../ports/git-mirror.ts';
import { gitPlayground, type GitPlayground } from '../../test-support/git-playground.ts';
import { accessTo, testMirror, testRepository, walkAll, type TestMirror } from '../../test-support/test-mirror.ts';
import { readCommits } from './read-commits.ts';

let place: TestMirror;
let nextId = 1;
const playgrounds: GitPlayground[] = [];

beforeAll(() => {
  place = testMirror();
});
afterEach(async () => {
  await Promise.all(playgrounds.splice(0).map((playground) => playground.remove()));
});
afterAll(() => place.remove());

async function play(): Promise<GitPlayground> {
  const playground = await gitPlayground();
  playgrounds.push(playground);
  return playground;
}

async function mirrored(playground: GitPlayground): Promise<{ mirror: GitMirror; repository: Repository }> {
  const repository = testRepository(playground.path, nextId);
  nextId += 1;
  await place.mirror.update(repository, accessTo(playground.path));
  return { mirror: place.mirror, repository };
}

async function allCommits(playground: GitPlayground): Promise<readonly Commit[]> {
  const { mirror, repository } = await mirrored(playground);
  return (await walkAll(mirror, repository)).flatMap(({ commits }) => commits);
}

describe('commits', () => {
  it('have hash, parents, people, dates and the whole message', async () => {
    const playground = await play();
    const first = await playground.commit('first');
    const at = new Date('2025-03-04T05:06:07Z');
    const message = 'ABC-1 subject\n\nbody with "quotes" and ümläut\n\nReviewed-by: somebody';
    const second = await playground.commit(message, {}, { author: 'Zoë "Z" O’Neil', email: 'zoe@example.com', at });
    expect((await allCommits(playground))[0]).toEqual({
      hash: second,
      parents: [first],
      author: { name: 'Zoë "Z" O’Neil', email: 'zoe@example.com', at },
      committer: { name: 'Grace Example', email: 'grace@example.com', at },
      message,
      notes: '',
    });
  });

  it('are walked all and returned when wanted, and the text to judge has every byte as one character', async () => {
    const playground = await play();
    await playground.commit('no key');
    await playground.commit('ABC-1 ä');
    const { mirror, repository } = await mirrored(playground);
    const texts: string[] = [];
    const chunks = await walkAll(mirror, repository, (text) => texts.push(text) > 0 && text.includes('ABC-1'));
    expect(chunks.map(({ walked, commits }) => [walked, commits.map(({ message }) => message)])).toEqual([
      [2, ['ABC-1 ä']],
    ]);
    expect(texts[0]).toContain('ABC-1 \u00c3\u00a4');
  });

  it('come from a range: what tips reach and others do not, without the first ones', async () => {
    const playground = await play();
    const [one, two, three] = [
      await playground.commit('1'),
      await playground.commit('2'),
      await playground.commit('3'),
    ];
    const { mirror, repository } = await mirrored(playground);
    const missing = '1234567890'.repeat(4) as CommitHash;
    const walk = async (from: readonly CommitHash[], not: readonly CommitHash[], skip: number) => {
      const messages: string[] = [];
      for await (const { commits } of mirror.commits(repository, { from, not, skip }, () => true)) {
        messages.push(...commits.map(({ message }) => message));
      }
      expect(await mirror.count(repository, { from, not, skip })).toBe(messages.length);
      return messages;
    };
    expect(await walk([three], [one], 0)).toEqual(['3', '2']);
    expect(await walk([three, two], [], 1)).toEqual(['2', '1']);
    expect(await walk([three, missing], [missing], 0)).toEqual(['3', '2', '1']);
    expect(await walk([missing], [], 0)).toEqual([]);
    expect(await walk([], [], 0)).toEqual([]);
  });

  it('survive a message of 10 MB with the key at its end', async () => {
    const playground = await play();
    const message = `${'x'.repeat(10 * 1024 * 1024)} ABC-7`;
    await playground.commit('before');
    await playground.commit(message);
    await playground.commit('after');
    const { mirror, repository } = await mirrored(playground);
    const chunks = await walkAll(mirror, repository, (text) => text.endsWith('ABC-7\n') || text.endsWith('ABC-7'));
    expect(chunks.reduce((sum, { walked }) => sum + walked, 0)).toBe(3);
    const found = chunks.flatMap(({ commits }) => commits);
    expect(found.map((commit) => commit.message === message)).toEqual([true]);
  });

  it('survive what is not UTF-8, other encodings, empty messages and absurd dates', async () => {
    const playground = await play();
    await playground.commit('');
    await playground.git('config', 'i18n.commitEncoding', 'ISO-8859-1');
    await playground.commit(Buffer.from('caf\xe9', 'latin1'));
    const tree = await playground.git('rev-parse', 'HEAD^{tree}');
    const raw = `tree ${tree}\nauthor A <a@example.com> 99999999999999 +0000\ncommitter A <a@example.com> 1 +0000\n\nlate\n`;
    const late = await playground.gitWithInput(raw, 'hash-object', '-t', 'commit', '-w', '--stdin', '--literally');
    await playground.git('update-ref', 'refs/heads/late', late);
    // Git itself would mend such a message.
    const bytes = Buffer.from(raw.replace('late', 'bad \xff bytes'), 'latin1');
    const bad = await playground.gitWithInput(bytes, 'hash-object', '-t', 'commit', '-w', '--stdin', '--literally');
    await playground.git('update-ref', 'refs/heads/bad', bad);
    const commits = await allCommits(playground);
    expect(commits.map(({ message }) => message).sort()).toEqual(['', 'bad \ufffd bytes', 'café', 'late']);
    for (const { author } of commits) expect(Number.isNaN(author.at.getTime())).toBe(false);
  });

  it('have their notes of every namespace', async () => {
    const playground = await play();
    const hash = await playground.commit('no key here');
    await playground.note(hash, 'ABC-5 in a note');
    await playground.note(hash, 'ABC-6 of review', 'refs/notes/review');
    const { mirror, repository } = await mirrored(playground);
    const from = [hash];
    const found: Commit[] = [];
    const chunks = mirror.commits(repository, { from, not: [], skip: 0 }, (text) => text.includes('ABC-6'));
    for await (const { commits } of chunks) found.push(...commits);
    expect(found[0]?.message).toBe('no key here');
    expect(found[0]?.notes).toContain('ABC-5 in a note');
    expect(found[0]?.notes).toContain('ABC-6 of review');
    expect((await mirror.commitsByHash(repository, [hash]))[0]?.notes).toContain('ABC-5');
  });

  it('are found by hash, each once, and unknown ones are left out', async () => {
    const playground = await play();
    const hash = await playground.commit('one');
    const { mirror, repository } = await mirrored(playground);
    const missing = 'f'.repeat(40) as CommitHash;
    expect((await mirror.commitsByHash(repository, [missing, hash, hash])).map((commit) => commit.hash)).toEqual([
      hash,
    ]);
    expect(await mirror.commitsByHash(repository, [])).toEqual([]);
  });

  it('are read the same however git’s output is cut', async () => {
    const header = `${'a'.repeat(40)}\n\nA\na@example.com\n1\nB\nb@example.com\n2`;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''))),
        fc.integer({ min: 1, max: 50 }),
        async (messages, size) => {
          const bytes = Buffer.from(messages.map((message) => `${message}\0${header}\0`).join(''));
          const found: string[] = [];
          for await (const { commits } of readCommits(pieces(bytes, size), false, () => true)) {
            found.push(...commits.map(({ message }) => message));
          }
          const expected = messages.map((message) => Buffer.from(message).toString('utf8').trimEnd());
          expect(found).toEqual(expected);
        },
      ),
    );
  });
});

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

describe('branches', () => {
  it('have their standing against the default branch', async () => {
    const playground = await play();
    const base = await playground.commit('base');
    await playground.branch('merged');
    await playground.checkout('main');
    await playground.branch('feature/ABC-1');
    await playground.commit('a');
    const head = await playground.commit('b');
    await playground.checkout('main');
    await playground.commit('c');
    const { mirror, repository } = await mirrored(playground);
    const branches = await mirror.branches(repository, ['main', 'merged', 'feature/ABC-1', 'unknown']);
    const seen = Object.fromEntries(
      branches.map(({ name, head, ahead, behind, merged, isDefault }) => [
        name,
        { hash: head.hash, ahead, behind, merged, isDefault },
      ]),
    );
    expect(seen).toMatchObject({
      main: { ahead: 0, behind: 0, merged: true, isDefault: true },
      merged: { hash: base, ahead: 0, behind: 1, merged: true, isDefault: false },
      'feature/ABC-1': { hash: head, ahead: 2, behind: 1, merged: false, isDefault: false },
    });
    expect(branches).toHaveLength(3);
  });

  it('have no standing without a default branch', async () => {
    const playground = await play();
    await playground.commit('base');
    await playground.git('symbolic-ref', 'HEAD', 'refs/heads/not-there');
    await playground.git('update-ref', 'refs/heads/other', 'main');
    const { mirror, repository } = await mirrored(playground);
    const [branch] = await mirror.branches(repository, ['other']);
    expect(branch).toMatchObject({ isDefault: false, ahead: undefined, behind: undefined, merged: false });
  });
});

describe('tags', () => {
  it('lead to commits, through tags of tags, and others are left out', async () => {
    const playground = await play();
    const hash = await playground.commit('one', { file: 'x' });
    await playground.tag('light');
    await playground.tag('annotated', 'words');
    await playground.tag('nested', 'words', 'annotated');
    await playground.tag('of-a-file', undefined, 'HEAD:file');
    await playground.tag('of-a-tree', 'words', 'HEAD^{tree}');
    const { mirror, repository } = await mirrored(playground);
    const tags = await mirror.tags(repository);
    expect(tags.map(({ name, commit, annotated }) => [name, commit, annotated])).toEqual([
      ['annotated', hash, true],
      ['light', hash, false],
      ['nested', hash, true],
    ]);
    expect(tags[1]?.at).toEqual(new Date('2024-01-01T12:01:00Z'));
  });
});

describe('notes between two states', () => {
  it('name the commits whose notes were added, changed or removed', async () => {
    const playground = await play();
    const [one, two] = [await playground.commit('1'), await playground.commit('2')];
    await playground.note(one, 'first');
    const before = (await playground.git('rev-parse', 'refs/notes/commits')) as CommitHash;
    await playground.note(two, 'second');
    const middle = (await playground.git('rev-parse', 'refs/notes/commits')) as CommitHash;
    await playground.git('notes', 'remove', one);
    const after = (await playground.git('rev-parse', 'refs/notes/commits')) as CommitHash;
    const { mirror, repository } = await mirrored(playground);
    expect(await mirror.annotatedBetween(repository, before, middle)).toEqual([two]);
    expect(await mirror.annotatedBetween(repository, middle, after)).toEqual([one]);
    expect(await mirror.annotatedBetween(repository, undefined, before)).toEqual([one]);
    expect(await mirror.annotatedBetween(repository, after, undefined)).toEqual([two]);
    expect(await mirror.annotatedBetween(repository, undefined, undefined)).toEqual([]);
    expect(await mirror.annotatedBetween(repository, 'f'.repeat(40) as CommitHash, before)).toEqual([one]);
  });

  it('reads notes that git has spread over folders', async () => {
    const playground = await play();
    const hash = await playground.commit('1');
    const blob = await playground.gitWithInput('text', 'hash-object', '-w', '--stdin');
    const path = `${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash.slice(4)}`;
    await playground.fastImport(
      `commit refs/notes/commits\ncommitter A <a@example.com> 1 +0000\ndata 0\nM 100644 ${blob} ${path}\n`,
    );
    const { mirror, repository } = await mirrored(playground);
    const state = (await playground.git('rev-parse', 'refs/notes/commits')) as CommitHash;
    expect(await mirror.annotatedBetween(repository, undefined, state)).toEqual([hash]);
  });
});
