/** Reads `git ls-remote`: what an origin has, as one fingerprint, without fetching anything. */

import { createHash } from 'node:crypto';
import type { GitCall, GitRunner } from './git-command.ts';
import { decoded, linesOf } from './lines-of.ts';
import type { Origin } from './open-origin.ts';
import type { RefPatterns } from './ref-patterns.ts';

export interface RemoteListing {
  /** Of all refs the patterns take and of the default branch; the same for the same refs in any order. */
  readonly fingerprint: string;
  readonly defaultBranch: string | undefined;
  readonly objectFormat: 'sha1' | 'sha256';
  readonly isEmpty: boolean;
}

const sha256Length = 64;
const symbolic = 'ref: refs/heads/';

/** @throws Failure when the origin cannot be asked */
export async function readRemoteRefs(
  git: GitRunner,
  origin: Origin,
  patterns: RefPatterns,
  call: Pick<GitCall, 'doing' | 'timeLimit' | 'stopping'>,
): Promise<RemoteListing> {
  const output = git.stream({
    ...call,
    arguments: ['ls-remote', '--symref', '--quiet', '--', origin.address],
    environment: origin.environment,
    settings: origin.settings,
    secrets: origin.secrets,
  });
  const lines: string[] = [];
  let defaultBranch: string | undefined;
  let hashLength = 0;
  for await (const block of linesOf(output)) {
    for (const line of block) {
      const [what = '', name = ''] = line.split('\t', 2);
      if (name === 'HEAD' && what.startsWith(symbolic)) defaultBranch = what.slice(symbolic.length);
      if (what.startsWith('ref: ')) continue;
      hashLength = what.length;
      if (!name.endsWith('^{}') && patterns.take(name)) lines.push(line);
    }
  }
  const hash = createHash('sha256').update(`HEAD ${defaultBranch ?? ''}\n`);
  for (const line of lines.sort()) hash.update(line).update('\n');
  return {
    fingerprint: hash.digest('hex'),
    defaultBranch: defaultBranch === undefined ? undefined : decoded(defaultBranch),
    objectFormat: hashLength === sha256Length ? 'sha256' : 'sha1',
    isEmpty: hashLength === 0,
  };
}
