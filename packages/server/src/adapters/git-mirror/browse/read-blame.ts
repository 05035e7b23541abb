/** Reads which commit each line of a file came with. */

import { Failure, type BlameStretch, type CommitHash } from '@branchline/domain';
import type { LineRange } from '../../../ports/git-browser.ts';
import { linesOf } from '../lines-of.ts';
import type { MirrorReading } from '../read-refs.ts';
import { findAtPath } from './find-object.ts';
import { unquoted } from './unquoted.ts';

const stretchLine = /^([0-9a-f]{40,64}) (\d+) (\d+) (\d+)$/u;
const nameLine = /^filename (.*)$/u;
const beforeLine = /^previous ([0-9a-f]{40,64}) (.*)$/u;

/** See `GitBrowser.blame`. */
export async function readBlame(
  reading: MirrorReading,
  commit: CommitHash,
  path: string,
  { first, last }: LineRange,
): Promise<readonly BlameStretch[] | undefined> {
  const file = await findAtPath(reading, commit, path);
  if (file?.type !== 'blob' || file.size === 0) return undefined;
  const words = ['blame', '--incremental', `-L${first},${last}`, commit, '--', path];
  try {
    const stretches = await stretchesIn(reading, words);
    return stretches.toSorted((a, b) => a.firstLine - b.firstLine);
  } catch (failure) {
    if (failure instanceof Failure && /has only \d+ lines?/u.test(failure.message)) return undefined;
    throw failure;
  }
}

async function stretchesIn({ git, call }: MirrorReading, words: readonly string[]): Promise<readonly BlameStretch[]> {
  const stretches: BlameStretch[] = [];
  const settings = [['core.quotePath', 'false']] as const;
  let open: Omit<BlameStretch, 'pathThen'> | undefined;
  for await (const block of linesOf(git.stream({ ...call, settings, arguments: words }))) {
    for (const line of block) {
      const [, hash, then = '', now = '', lines = ''] = stretchLine.exec(line) ?? [];
      if (hash !== undefined) {
        const commit = hash as CommitHash;
        const stretch = { commit, firstLine: Number(now), lines: Number(lines), firstLineThen: Number(then) };
        open = { ...stretch, before: undefined };
        continue;
      }
      const [, before, pathBefore] = beforeLine.exec(line) ?? [];
      if (open !== undefined && before !== undefined && pathBefore !== undefined) {
        open = { ...open, before: { commit: before as CommitHash, path: unquoted(pathBefore) } };
        continue;
      }
      // The last line of each stretch; what is between names author and time.
      const name = nameLine.exec(line)?.[1];
      if (name === undefined || open === undefined) continue;
      stretches.push({ ...open, pathThen: unquoted(name) });
      open = undefined;
    }
  }
  return stretches;
}
