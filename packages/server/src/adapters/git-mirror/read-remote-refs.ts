/** Reads `git ls-remote`: what an origin has, as one fingerprint, without fetching anything. */

import { createHash } from 'node:crypto';
import { Failure } from '@branchline/domain';
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
  const listing = callFor(origin, call);
  const output = git.stream(listing);
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
  if (hashLength === 0 && origin.kind === 'web') await requireConversation(git, listing);
  const hash = createHash('sha256').update(`HEAD ${defaultBranch ?? ''}\n`);
  for (const line of lines.sort()) hash.update(line).update('\n');
  return {
    fingerprint: hash.digest('hex'),
    defaultBranch: defaultBranch === undefined ? undefined : decoded(defaultBranch),
    objectFormat: hashLength === sha256Length ? 'sha256' : 'sha1',
    isEmpty: hashLength === 0,
  };
}

function callFor(origin: Origin, call: Pick<GitCall, 'doing' | 'timeLimit' | 'stopping'>): GitCall {
  return {
    ...call,
    arguments: ['ls-remote', '--symref', '--quiet', '--', origin.address],
    environment: origin.environment,
    settings: origin.settings,
    secrets: origin.secrets,
  };
}

/**
 * Any page of one line, such as a sign-in page or an error of a proxy, looks to git like the list of an empty
 * repository on a server of plain files. A repository that is empty, or was emptied, says so in git's protocol.
 * @throws Failure `invalid-response`
 */
async function requireConversation(git: GitRunner, listing: GitCall): Promise<void> {
  let saw = false;
  await git.output({
    ...listing,
    environment: { ...listing.environment, GIT_TRACE_PACKET: '1' },
    onErrorText: (text) => {
      saw ||= text.includes('packet:');
    },
  });
  if (saw) return;
  const remedy = 'It may be a page to sign in, or one of a proxy or another server.';
  const message = `${listing.doing} failed. The address answers, but not as a git repository does. ${remedy}`;
  throw new Failure('invalid-response', 'git', message);
}
