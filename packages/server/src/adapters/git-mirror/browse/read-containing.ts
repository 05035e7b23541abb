/** Reads which branches and tags contain a commit, and gives up where that takes git too long. */

import { branchNameOfRef, Failure, tagNameOfRef, type CommitHash } from '@branchline/domain';
import type { ContainingRefs } from '../../../ports/git-browser.ts';
import { decoded, linesOf } from '../lines-of.ts';
import type { MirrorReading } from '../read-refs.ts';

/** Milliseconds: git walks the history of every branch and tag, and a person waits for the rest of the page. */
const patience = 5000;

/** Not the refs that a service keeps for its pull requests, of which there are tens of thousands. */
const places: readonly string[] = ['refs/heads', 'refs/remotes/origin', 'refs/tags'];

/** See `GitBrowser.containing`. */
export async function readContaining(
  { git, call }: MirrorReading,
  commit: CommitHash,
  limit: number,
): Promise<ContainingRefs> {
  const found: string[] = [];
  const list = ['for-each-ref', `--contains=${commit}`, '--format=%(refname)', ...places];
  try {
    const output = git.stream({ ...call, timeLimit: patience, arguments: list });
    for await (const lines of linesOf(output)) found.push(...lines.map(decoded));
  } catch (failure) {
    if (!(failure instanceof Failure) || failure.kind !== 'unavailable' || call.stopping?.aborted === true)
      throw failure;
    return { branches: [], tags: [], isCut: true };
  }
  const branches = namesOf(found, branchNameOfRef);
  const tags = namesOf(found, tagNameOfRef);
  const isCut = branches.length > limit || tags.length > limit;
  return { branches: branches.slice(0, limit), tags: tags.slice(0, limit), isCut };
}

/** Each once. */
function namesOf(refs: readonly string[], nameOf: (ref: string) => string | undefined): readonly string[] {
  return [...new Set(refs.map(nameOf).filter((name) => name !== undefined))].toSorted();
}
