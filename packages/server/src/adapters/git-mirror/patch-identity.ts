/** Names the change that a commit makes, so that its copies are known again. */

import { Failure, type CommitHash } from '@branchline/domain';
import type { MirrorReading } from './read-refs.ts';

/** Bytes of a change that are compared; commands are not written into a commit of that size. */
const changeLimit = 64 * 1024 * 1024;

/** See `GitMirror.patchIdentity`. */
export async function patchIdentity(reading: MirrorReading, hash: CommitHash): Promise<string | undefined> {
  try {
    const change = await changeOf(reading, hash);
    if (change === undefined) return undefined;
    const call = { ...reading.call, arguments: ['patch-id', '--stable'], input: change };
    const named = (await reading.git.output(call)).toString('latin1');
    return /^[0-9a-f]{40,64}/.exec(named)?.[0];
  } catch (failure) {
    // A damaged object; git that was stopped must not be taken for that.
    if (failure instanceof Failure && failure.kind === 'invalid-response') return undefined;
    throw failure;
  }
}

/** Undefined when there is none, or too much of it. */
async function changeOf({ git, call }: MirrorReading, hash: CommitHash): Promise<readonly Buffer[] | undefined> {
  const options = ['--root', '--patch', '--no-renames', '--no-ext-diff', '--no-textconv', '--full-index'];
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of git.stream({ ...call, arguments: ['diff-tree', ...options, hash] })) {
    pieces.push(piece);
    size += piece.length;
    if (size > changeLimit) return undefined;
  }
  return size === 0 ? undefined : pieces;
}
