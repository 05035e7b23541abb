/** Finds the commits whose git notes changed between two states of a notes ref. */

import type { CommitHash } from '@branchline/domain';
import type { MirrorReading } from './read-refs.ts';

const hash = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Either state may be undefined: the ref was made, or removed. A state that is no longer there counts as undefined. */
export async function readAnnotatedBetween(
  reading: MirrorReading,
  before: CommitHash | undefined,
  after: CommitHash | undefined,
): Promise<readonly CommitHash[]> {
  const [old, now] = await Promise.all([existing(reading, before), existing(reading, after)]);
  const { git, call } = reading;
  const states = [old, now].filter((state) => state !== undefined);
  const [first] = states;
  if (first === undefined) return [];
  const options =
    states.length === 2
      ? ['diff-tree', '-r', '-z', '--name-only', '--no-renames', ...states]
      : ['ls-tree', '-r', '-z', '--name-only', '--full-tree', first];
  const paths = (await git.output({ ...call, arguments: options })).toString('latin1').split('\0');
  // Many notes are spread over folders named by the first digits: ab/cd/ef…
  const names = paths.map((path) => path.replaceAll('/', '')).filter((name) => hash.test(name));
  return [...new Set(names)] as CommitHash[];
}

async function existing({ git, call }: MirrorReading, state: CommitHash | undefined): Promise<CommitHash | undefined> {
  if (state === undefined || !hash.test(state)) return undefined;
  const check = ['cat-file', '--batch-check=%(objecttype)'];
  const type = await git.output({ ...call, arguments: check, input: [`${state}\n`] });
  return type.toString('latin1').trimEnd() === 'commit' ? state : undefined;
}
