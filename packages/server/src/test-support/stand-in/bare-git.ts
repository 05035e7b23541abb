/** Git in the bare repositories of a stand-in: refs, commits as payloads tell them, and real merges. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommitHash } from '@branchline/domain';
import type { StandInCommit } from './events.ts';

const outputLimit = 64 * 1024 * 1024;

/** Runs git in a folder; gives its output without the last line break. */
export function bareGit(
  folder: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    ...environment,
  };
  return new Promise((resolve, reject) => {
    execFile('git', [...words], { cwd: folder, env, maxBuffer: outputLimit }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout.trimEnd());
      else reject(new Error(`git ${words.join(' ').slice(0, 200)}: ${stderr}${stdout}`, { cause: error }));
    });
  });
}

/** Full names of refs and where they lead. */
export async function refsOf(folder: string): Promise<ReadonlyMap<string, CommitHash>> {
  const lines = await bareGit(folder, ['for-each-ref', '--format=%(refname) %(objectname)']);
  const pairs = lines.split('\n').flatMap((line): readonly [string, CommitHash][] => {
    const [name, hash] = line.split(' ');
    return name && hash ? [[name, hash as CommitHash]] : [];
  });
  return new Map(pairs);
}

/** What a branch name, tag or hash leads to; undefined when there is no such thing. */
export async function commitAt(folder: string, name: string): Promise<CommitHash | undefined> {
  const found = await bareGit(folder, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${name}^{commit}`,
  ]).then(
    (hash) => hash,
    () => undefined,
  );
  return found === undefined || found === '' ? undefined : (found as CommitHash);
}

/** Text of a file; undefined when it is not there. */
export function fileAt(folder: string, commit: string, path: string): Promise<string | undefined> {
  return bareGit(folder, ['cat-file', 'blob', `${commit}:${path}`]).catch(() => undefined);
}

/** Names directly in a folder (`''` is the top), each with its kind; empty when there is no such folder. */
export async function entriesAt(
  folder: string,
  commit: string,
  path: string,
): Promise<readonly { readonly name: string; readonly kind: 'file' | 'folder'; readonly hash: string }[]> {
  const tree = path === '' ? commit : `${commit}:${path}`;
  const lines = await bareGit(folder, ['ls-tree', tree]).catch(() => '');
  return lines.split('\n').flatMap((line) => {
    const found = /^\d+ (blob|tree) (\S+)\t(.+)$/.exec(line);
    if (found === null) return [];
    return [{ name: found[3] ?? '', kind: found[1] === 'tree' ? 'folder' : 'file', hash: found[2] ?? '' }];
  });
}

const fieldEnd = '\u001F';
const recordEnd = '\u001E';
const format = ['%H', '%T', '%P', '%an', '%ae', '%cn', '%ce', '%aI', '%cI', '%B', ''].join('%x1f');

/** Commits that lead to one and not to the others, oldest first. */
export async function commitsOf(
  folder: string,
  to: CommitHash,
  not: readonly CommitHash[],
): Promise<readonly StandInCommit[]> {
  const log = ['-c', 'core.quotePath=false', 'log', '--reverse', '--topo-order', '--name-status', '--no-renames'];
  const output = await bareGit(folder, [...log, `--format=%x1e${format}`, to, '--not', ...not]);
  return output.split(recordEnd).slice(1).map(commitFrom);
}

function commitFrom(record: string): StandInCommit {
  const [
    hash,
    tree,
    parents,
    authorName,
    authorEmail,
    committerName,
    committerEmail,
    authored,
    committed,
    text,
    files,
  ] = record.split(fieldEnd);
  const changed = (letter: string): readonly string[] =>
    (files ?? '').split('\n').flatMap((line) => (line.startsWith(`${letter}\t`) ? [line.slice(2)] : []));
  return {
    hash: hash as CommitHash,
    tree: tree ?? '',
    parents: (parents ?? '').split(' ').filter((one) => one !== '') as CommitHash[],
    authorName: authorName ?? '',
    authorEmail: authorEmail ?? '',
    committerName: committerName ?? '',
    committerEmail: committerEmail ?? '',
    authoredAt: new Date(authored ?? ''),
    committedAt: new Date(committed ?? ''),
    message: text ?? '',
    added: changed('A'),
    modified: changed('M'),
    removed: changed('D'),
  };
}

export interface MergeOrder {
  readonly target: string;
  readonly head: CommitHash;
  readonly method: 'merge' | 'squash' | 'rebase';
  readonly message: string;
  readonly by: { readonly name: string; readonly email: string };
  readonly at: Date;
}

/** The new commit of the target, which is not yet moved. @throws Error when git cannot merge */
export async function mergeIn(folder: string, order: MergeOrder): Promise<CommitHash> {
  const work = await mkdtemp(join(tmpdir(), 'branchline-merge-'));
  const date = `${Math.floor(order.at.getTime() / 1000)} +0000`;
  const people = {
    GIT_AUTHOR_NAME: order.by.name,
    GIT_AUTHOR_EMAIL: order.by.email,
    GIT_COMMITTER_NAME: order.by.name,
    GIT_COMMITTER_EMAIL: order.by.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_DATE: date,
  };
  const git = (...words: readonly string[]): Promise<string> => bareGit(work, words, people);
  try {
    await bareGit(folder, ['worktree', 'add', '--quiet', '--detach', work, `refs/heads/${order.target}`]);
    if (order.method === 'merge') await git('merge', '--quiet', '--no-ff', '--message', order.message, order.head);
    if (order.method === 'rebase') await git('cherry-pick', `HEAD..${order.head}`);
    if (order.method === 'squash') {
      await git('merge', '--quiet', '--squash', order.head);
      await git('commit', '--quiet', '--message', order.message);
    }
    return (await git('rev-parse', 'HEAD')) as CommitHash;
  } finally {
    await bareGit(folder, ['worktree', 'remove', '--force', work]).catch(() => undefined);
    await rm(work, { recursive: true, force: true });
  }
}
