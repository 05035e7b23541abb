/** Tries a merge without keeping anything of it: what git writes on the way goes into a folder that is removed. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure, type CommitHash } from '@branchline/domain';
import { conflictsShown, type TriedMerge } from '../../../ports/git-browser.ts';
import { decoded, wordsOf } from '../lines-of.ts';
import type { MirrorReading } from '../read-refs.ts';

/** Git before 2.38 knows `merge-tree` by other arguments, and explains them. */
const explains = /^usage:/mu;

/** See `GitBrowser.tryMerge`. */
export async function tryMerge(
  { git, call }: MirrorReading,
  source: CommitHash,
  target: CommitHash,
): Promise<TriedMerge> {
  let said = '';
  const folder = await mkdtemp(join(tmpdir(), 'branchline-merge-'));
  try {
    const environment = {
      GIT_OBJECT_DIRECTORY: folder,
      // Git reads such a list as quoted when it begins with a quotation mark, so that any path can stand in it.
      GIT_ALTERNATE_OBJECT_DIRECTORIES: quoted(join(call.mirror, 'objects')),
    };
    const words = ['merge-tree', '--write-tree', '--name-only', '--no-messages', '-z', target, source];
    // Git ends with 1 where there are conflicts.
    const trial = { ...call, environment, arguments: words, mayFindNothing: true };
    const output = git.stream({ ...trial, onErrorText: (text) => void (said += text) });
    return await readOutcome(output);
  } catch (error) {
    if (error instanceof Failure && explains.test(said)) return { outcome: 'unknown' };
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The tree first, then each path in conflict. */
async function readOutcome(output: AsyncIterable<Buffer>): Promise<TriedMerge> {
  const paths: string[] = [];
  let seen = 0;
  for await (const words of wordsOf(output)) {
    for (const word of words) {
      seen += 1;
      if (seen > 1 && word !== '' && paths.length < conflictsShown) paths.push(decoded(word));
    }
  }
  return paths.length === 0 ? { outcome: 'clean' } : { outcome: 'conflicts', paths };
}

function quoted(path: string): string {
  return `"${path.replaceAll(/["\\]/gu, (character) => `\\${character}`)}"`;
}
