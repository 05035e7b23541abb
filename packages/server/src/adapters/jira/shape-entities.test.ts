import type { Branch, FileChangeKind, IssueKey } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import { branchRow, commitRow, hashOf, makeFile, makeTarget } from '../../test-support/development-rows.ts';
import { sendableKeys, shapeBranch, shapeCommit, shapeRepository } from './shape-entities.ts';

const target = makeTarget();
const noLinks = makeTarget({
  links: {
    repository: () => undefined,
    commit: () => undefined,
    branch: () => undefined,
    tag: () => undefined,
    file: () => undefined,
    compare: () => undefined,
  },
});

interface ShapedFile {
  readonly path: string;
  readonly url: string;
  readonly changeType: string;
  readonly linesAdded: number;
  readonly linesRemoved: number;
}

function filesOf(json: Readonly<Record<string, unknown>>): readonly ShapedFile[] {
  return json['files'] as readonly ShapedFile[];
}

function characters(text: unknown): number {
  return Array.from(String(text)).length;
}

describe('a commit', () => {
  it('is all that Jira wants to know', () => {
    expect(shapeCommit(target, commitRow(1), 'associations').json).toEqual({
      id: hashOf(1),
      displayId: '0000000000',
      message: 'DEMO-1 change',
      author: { name: 'Ada', email: 'ada@example.com' },
      authorTimestamp: '2026-01-01T00:01:00.000Z',
      url: `https://git.example.com/team/repository/commit/${hashOf(1)}`,
      updateSequenceId: 1001,
      fileCount: 1,
      files: [
        {
          path: 'src/main.ts',
          url: `https://git.example.com/team/repository/file/${hashOf(1)}/src%2Fmain.ts`,
          changeType: 'MODIFIED',
          linesAdded: 2,
          linesRemoved: 1,
        },
      ],
      associations: [{ associationType: 'issueIdOrKeys', values: ['DEMO-1'] }],
    });
  });

  it('is flagged when it is a merge', () => {
    const parents = [hashOf(8), hashOf(9)];
    expect(shapeCommit(target, commitRow(1, { commit: { parents } }), 'associations').json['flags']).toEqual([
      'MERGE_COMMIT',
    ]);
    const single = shapeCommit(target, commitRow(1, { commit: { parents: [hashOf(8)] } }), 'associations');
    expect(single.json).not.toHaveProperty('flags');
  });

  it('names ten files and counts all', () => {
    const files = Array.from({ length: 12 }, (_, at) => makeFile(`file-${at}`));
    const { json } = shapeCommit(target, commitRow(1, { files }), 'associations');
    expect(json['fileCount']).toBe(12);
    expect(filesOf(json)).toHaveLength(10);
  });

  it.each<[FileChangeKind, string]>([
    ['added', 'ADDED'],
    ['copied', 'COPIED'],
    ['deleted', 'DELETED'],
    ['modified', 'MODIFIED'],
    ['renamed', 'MOVED'],
    ['type-changed', 'MODIFIED'],
  ])('tells %s as %s', (change, changeType) => {
    const { json } = shapeCommit(target, commitRow(1, { files: [makeFile('a', { change })] }), 'associations');
    expect(filesOf(json)[0]?.changeType).toBe(changeType);
  });

  it('counts no lines of a binary file and leads to the commit for a deleted one', () => {
    const files = [
      makeFile('image.png', { linesAdded: undefined, linesRemoved: undefined }),
      makeFile('gone', { change: 'deleted' }),
    ];
    const shaped = shapeCommit(target, commitRow(1, { files }), 'associations');
    expect(filesOf(shaped.json)[0]).toMatchObject({ linesAdded: 0, linesRemoved: 0 });
    expect(filesOf(shaped.json)[1]?.url).toBe(shaped.json['url']);
  });

  it.each([1023, 1024, 1025])('of %i emoji keeps at most 1,024 and breaks none', (length) => {
    const { json } = shapeCommit(target, commitRow(1, { commit: { message: '🚀'.repeat(length) } }), 'associations');
    expect(characters(json['message'])).toBe(Math.min(length, 1024));
    expect(String(json['message']).isWellFormed()).toBe(true);
  });

  it('without words gets some, and an author without a name too', () => {
    const nobody = { name: '', email: ' ', at: new Date(0) };
    const { json } = shapeCommit(target, commitRow(1, { commit: { message: ' \n', author: nobody } }), 'associations');
    expect(json['message']).toBe('(no message)');
    expect(json['author']).toEqual({ name: 'Unknown author' });
  });

  it.each([
    [255, true],
    [256, false],
  ])('with an e-mail address of %i characters sends it: %s', (length, sent) => {
    const author = { name: 'x'.repeat(300), email: 'e'.repeat(length), at: new Date(0) };
    const { json } = shapeCommit(target, commitRow(1, { commit: { author } }), 'associations');
    const shaped = json['author'] as { readonly name: string; readonly email?: string };
    expect(shaped.name).toHaveLength(255);
    expect(shaped.email !== undefined).toBe(sent);
  });

  it.each([
    [new Date(Number.NaN), '1970-01-01T00:00:00.000Z'],
    [new Date(-1), '1970-01-01T00:00:00.000Z'],
    [new Date(8.64e15), '9999-12-31T23:59:59.000Z'],
  ])('of an impossible time gets a possible one', (at, time) => {
    const author = { name: 'a', email: 'b', at };
    expect(shapeCommit(target, commitRow(1, { commit: { author } }), 'associations').json['authorTimestamp']).toBe(
      time,
    );
  });

  it('carries control characters and half surrogates to nobody', () => {
    const { json } = shapeCommit(
      target,
      commitRow(1, { commit: { message: 'a\u0000b\u001b[31m\ud800c\r\n\td' } }),
      'associations',
    );
    expect(json['message']).toBe('ab[31m\ufffdc\n\td');
  });
});

describe('addresses', () => {
  const long = `https://git.example.com/${'x'.repeat(2000)}`;

  it('fall back to our own page where the service has none', () => {
    expect(shapeCommit(noLinks, commitRow(1), 'associations').json['url']).toBe(target.fallbackUrl);
    expect(shapeBranch(noLinks, branchRow(1), 'associations').json['url']).toBe(target.fallbackUrl);
    expect(shapeRepository(noLinks, 1)['url']).toBe(target.fallbackUrl);
  });

  it.each(['javascript:alert(1)', '/relative', 'ssh://git@host/x', 'file:///etc/passwd', '', long])(
    'refuse %.30s',
    (address) => {
      const odd = makeTarget({ links: { ...noLinks.links, commit: () => address } });
      expect(shapeCommit(odd, commitRow(1), 'associations').json['url']).toBe(target.fallbackUrl);
    },
  );

  it('lead from a branch to a new pull request, unless there is nothing to merge or no way to ask for one', () => {
    const acting = makeTarget({ newPullRequestUrl: 'https://branchline.example/create-pull-request' });
    const address = (branch: Partial<Branch>, where = acting) => {
      const row = branchRow(1, { keys: ['DEMO-1', 'DEMO-2'], branch });
      return shapeBranch(where, row, 'associations').json['createPullRequestUrl'];
    };
    const url = new URL(String(address({ name: 'feature/a&b #1 ü' })));
    expect(`${url.origin}${url.pathname}`).toBe('https://branchline.example/create-pull-request');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      issue: 'DEMO-1',
      repository: '7',
      source: 'feature/a&b #1 ü',
    });
    expect(address({ isDefault: true })).toBeUndefined();
    expect(address({ merged: true })).toBeUndefined();
    expect(address({ name: 'x'.repeat(2000) })).toBeUndefined();
    expect(address({}, target)).toBeUndefined();
  });

  it('of 2,000 characters are the longest', () => {
    const longest = long.slice(0, 2000);
    const fitting = makeTarget({ links: { ...noLinks.links, commit: () => longest } });
    expect(shapeCommit(fitting, commitRow(1), 'associations').json['url']).toBe(longest);
  });

  it('lose a password', () => {
    const odd = makeTarget({ links: { ...noLinks.links, commit: () => 'https://user:secret@git.example.com/c' } });
    expect(shapeCommit(odd, commitRow(1), 'associations').json['url']).toBe('https://git.example.com/c');
  });
});

describe('a branch', () => {
  it('carries its last commit with the branch’s own keys and number', () => {
    const { json, id } = shapeBranch(
      target,
      branchRow(4, { keys: ['DEMO-4', 'DEMO-9'], sequence: 77 }),
      'associations',
    );
    expect(json).toMatchObject({
      id,
      name: 'feature/DEMO-4',
      updateSequenceId: 77,
      lastCommit: { id: hashOf(4), issueKeys: ['DEMO-4', 'DEMO-9'], updateSequenceId: 77, fileCount: 0 },
      associations: [{ associationType: 'issueIdOrKeys', values: ['DEMO-4', 'DEMO-9'] }],
    });
    expect(json['lastCommit']).not.toHaveProperty('associations');
  });

  it.each([
    ['DEMO-1', 'DEMO-1'],
    ['a.b_c~d-1', 'a.b_c~d-1'],
    ['x'.repeat(255), 'x'.repeat(255)],
  ])('called %.20s keeps its name as id', (name, id) => {
    expect(shapeBranch(target, branchRow(1, { branch: { name } }), 'associations').id).toBe(id);
  });

  it.each(['feature/DEMO-1', 'x'.repeat(256), 'ünïcode', '🚀', `b~${'0'.repeat(64)}`])(
    'called %.20s gets a hash as id',
    (name) => {
      const { id } = shapeBranch(target, branchRow(1, { branch: { name } }), 'associations');
      expect(id).toMatch(/^b~[0-9a-f]{64}$/);
      expect(id).not.toBe(name);
    },
  );

  it.each([512, 513])('of %i characters shows at most 512', (length) => {
    const { json } = shapeBranch(target, branchRow(1, { branch: { name: 'é'.repeat(length) } }), 'associations');
    expect(json['name']).toBe('é'.repeat(512));
  });
});

describe('keys', () => {
  it('are sent once each, 500 at most', () => {
    const keys = Array.from({ length: 501 }, (_, at) => `DEMO-${at + 1}` as IssueKey);
    expect(sendableKeys([...keys, ...keys])).toEqual(keys.slice(0, 500));
  });

  it('that no Jira would take are left out', () => {
    const keys = ['A-1', 'DEMO-', 'DEMO-x', '1AB-2', 'DEMO-1 ', 'DEMO-1'] as IssueKey[];
    expect(sendableKeys(keys)).toEqual(['DEMO-1']);
  });
});

describe('a repository', () => {
  it.each([255, 256])('with a name of %i characters keeps at most 255', (length) => {
    const named = { ...target, repository: { ...target.repository, name: '🚀'.repeat(length) } };
    expect(characters(shapeRepository(named, 1)['name'])).toBe(255);
  });

  it('without a name is called by its id', () => {
    const unnamed = { ...target, repository: { ...target.repository, name: '' } };
    expect(shapeRepository(unnamed, 5)).toMatchObject({ id: 'i1-7', name: 'i1-7', updateSequenceId: 5 });
  });
});
