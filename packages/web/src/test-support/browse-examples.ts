/** Examples of what the server says of the inside of a repository. */

import type { BranchPage, BrowsedFileView, BrowsedRepository, FolderView, ShownCommit } from '@branchline/contract';

export function exampleBrowsed(changes: Partial<BrowsedRepository> = {}): BrowsedRepository {
  return {
    id: 1,
    name: 'team/code',
    integrationName: 'Forge of the team',
    webUrl: 'https://git.example.com/team/code',
    cloneUrl: 'https://git.example.com/team/code.git',
    defaultBranch: 'main',
    indexedAt: '2026-03-09T10:00:00.000Z',
    branchCount: 2,
    tagCount: 1,
    commitCount: 103_140,
    ...changes,
  };
}

/** The hash is the letter forty times. */
export function exampleCommit(letter: string, changes: Partial<ShownCommit> = {}): ShownCommit {
  return {
    hash: letter.repeat(40),
    title: `Commit ${letter}`,
    message: `Commit ${letter}\n\nMore of it.`,
    author: { name: 'ada', email: 'ada@example.org', person: 'Ada Lovelace' },
    authoredAt: '2026-03-09T09:00:00.000Z',
    parents: [],
    keys: [],
    webUrl: null,
    ...changes,
  };
}

export function exampleFolder(path: string, entries: FolderView['entries']): FolderView {
  return {
    repository: exampleBrowsed(),
    commit: 'c'.repeat(40),
    path,
    entries,
    latest: exampleCommit('c', { title: 'The latest of all' }),
  };
}

export function exampleEntry(path: string, kind: FolderView['entries'][number]['kind'] = 'file') {
  return { name: path.slice(path.lastIndexOf('/') + 1), path, kind, size: kind === 'file' ? 1200 : null };
}

export function exampleFile(path: string, changes: Partial<BrowsedFileView> = {}): BrowsedFileView {
  return {
    repository: exampleBrowsed(),
    commit: 'c'.repeat(40),
    path,
    size: 27,
    kind: 'text',
    text: 'first line\nsecond line\nthird\n',
    webUrl: `https://git.example.com/team/code/${path}`,
    ...changes,
  };
}

export function exampleBranch(
  name: string,
  changes: Partial<BranchPage['branches'][number]> = {},
): BranchPage['branches'][number] {
  return {
    name,
    isDefault: name === 'main',
    head: exampleCommit('b'),
    ahead: 0,
    behind: 0,
    isMerged: false,
    keys: [],
    webUrl: null,
    ...changes,
  };
}
