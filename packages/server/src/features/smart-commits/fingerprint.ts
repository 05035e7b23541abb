/** Knows a commit again when a rebase or a cherry-pick has made a copy of it. */

import { createHash } from 'node:crypto';
import type { Commit } from '@branchline/domain';

/** What `git cherry-pick -x` writes below a message. */
const cherryPicked = /\n\(cherry picked from commit [0-9a-f]{7,64}\)[ \t]*(?=\n|$)/g;

/**
 * Equal for copies: the same author, message and change. Where there is no change to compare (a merge, an empty commit,
 * or one that only a webhook told of) the author's date stands for it, which copies keep as well.
 * @param patch `GitMirror.patchIdentity`
 */
export function fingerprintOf({ author, message }: Commit, patch: string | undefined): string {
  const words = message.replaceAll('\r\n', '\n').replaceAll(cherryPicked, '').trim();
  const change = patch ?? `at ${author.at.toISOString()}`;
  const parts = JSON.stringify([author.name, author.email.toLowerCase(), words, change]);
  return createHash('sha256').update(parts).digest('hex');
}
