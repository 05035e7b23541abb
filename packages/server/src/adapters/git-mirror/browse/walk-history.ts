/** Walks history for people: from a revision or from every branch and tag, from any place on, for as long as they look. */

import { branchNameOfRef, isLocalBranchRef, type CommitHash } from '@branchline/domain';
import type { HistoryStart, ListedBranch, WalkedCommit } from '../../../ports/git-browser.ts';
import { decoded, linesOf, wordsOf } from '../lines-of.ts';
import type { MirrorReading } from '../read-refs.ts';

/** Every branch and tag; refs that a service keeps for pull requests are not history yet. */
const everyBranchAndTag: readonly string[] = ['--branches', '--tags', '--remotes'];

function beginning({ from, everywhere = false, not }: HistoryStart): readonly string[] {
  return [...(everywhere ? everyBranchAndTag : []), ...from, ...(not === undefined ? [] : [`^${not}`]), '--'];
}

/** See `GitBrowser.walk`. */
export async function* walkHistory(
  { git, call }: MirrorReading,
  start: HistoryStart,
  skip: number,
): AsyncGenerator<readonly WalkedCommit[]> {
  // Without a tip git would start at HEAD.
  if (start.from.length === 0 && start.everywhere !== true) return;
  const format = ['-z', '--format=tformat:%H%n%an%n%ae', '--encoding=UTF-8', '--no-mailmap', '--no-show-signature'];
  const log = ['log', '--ignore-missing', ...format, `--skip=${skip}`, ...beginning(start)];
  for await (const records of wordsOf(git.stream({ ...call, arguments: log }))) {
    if (records.length > 0) yield records.map(commitFrom);
  }
}

function commitFrom(record: string): WalkedCommit {
  const [hash = '', name = '', email = ''] = record.split('\n');
  return { hash: hash as CommitHash, authorName: decoded(name), authorEmail: decoded(email) };
}

/** See `GitBrowser.placeOf`. */
export async function placeOfCommit(
  { git, call }: MirrorReading,
  start: HistoryStart,
  commit: CommitHash,
): Promise<number | undefined> {
  let walked = 0;
  const list = ['rev-list', '--ignore-missing', ...beginning(start)];
  for await (const hashes of linesOf(git.stream({ ...call, arguments: list }))) {
    const place = hashes.indexOf(commit);
    if (place !== -1) return walked + place;
    walked += hashes.length;
  }
  return undefined;
}

/** See `GitBrowser.branchList`. */
export async function listBranchHeads({ git, call }: MirrorReading): Promise<readonly ListedBranch[]> {
  const format = '--format=%(objectname) %(committerdate:unix) %(refname)';
  const found = new Map<string, ListedBranch>();
  const list = ['for-each-ref', format, 'refs/heads', 'refs/remotes'];
  for await (const lines of linesOf(git.stream({ ...call, arguments: list }))) {
    for (const line of lines) {
      const [hash = '', seconds = '', ...rest] = line.split(' ');
      const ref = decoded(rest.join(' '));
      const name = branchNameOfRef(ref);
      // The branch of the repository itself goes before one of the same name that it remembers of another.
      if (name === undefined || seconds === '' || (found.has(name) && !isLocalBranchRef(ref))) continue;
      found.set(name, { name, head: hash as CommitHash, at: new Date(Number(seconds) * 1000) });
    }
  }
  return [...found.values()];
}
