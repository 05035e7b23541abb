/** Finds objects of a mirror by names that people typed. */

import type { CommitHash } from '@branchline/domain';
import type { MirrorReading } from '../read-refs.ts';

/** What git says of an object. */
export interface FoundObject {
  readonly hash: string;
  readonly type: 'blob' | 'commit' | 'tag' | 'tree';
  /** Bytes. */
  readonly size: number;
}

const answer = /^([0-9a-f]{40,64}) (blob|commit|tag|tree) (\d+)$/u;

/** Each name's object, in order; undefined where there is none, or where a short name means several. */
export async function findObjects(
  { git, call }: MirrorReading,
  names: readonly string[],
): Promise<readonly (FoundObject | undefined)[]> {
  // Git reads a name to the end of its line, so one with a line break in it cannot be asked for.
  const input = names.map((name) => `${/[\n\0]/u.test(name) ? '' : name}\n`);
  const output = await git.output({ ...call, arguments: ['cat-file', '--batch-check'], input });
  return output.toString('utf8').trimEnd().split('\n').map(objectFrom);
}

function objectFrom(line: string): FoundObject | undefined {
  const [, hash, type, size] = answer.exec(line) ?? [];
  if (hash === undefined || type === undefined) return undefined;
  return { hash, type: type as FoundObject['type'], size: Number(size) };
}

/** Git's own rules for names of refs, as far as anything else would mean something to it. */
const impossibleInRefs = /[\0-\u0020~^:?*[\\\u007f]|\.\.|@\{|^\/|\/\/|\/$|^$/u;

/** See `GitBrowser.resolve`. Branches go before tags, and both before hashes. */
export async function resolveRevision(reading: MirrorReading, revision: string): Promise<CommitHash | undefined> {
  if (impossibleInRefs.test(revision)) return undefined;
  const places = ['refs/heads/', 'refs/tags/', 'refs/remotes/origin/'].map((place) => `${place}${revision}`);
  const isHash = /^[0-9a-f]{4,64}$/iu.test(revision);
  const names = [...places, ...(isHash ? [revision.toLowerCase()] : []), ...(revision === 'HEAD' ? ['HEAD'] : [])];
  const found = await findObjects(
    reading,
    names.map((name) => `${name}^{commit}`),
  );
  return found.find((each) => each?.type === 'commit')?.hash as CommitHash | undefined;
}

/** What stands at a path in a commit; undefined for what no path can be. The root is ''. */
export async function findAtPath(
  reading: MirrorReading,
  commit: CommitHash,
  path: string,
): Promise<FoundObject | undefined> {
  if (path !== '' && !isPlainPath(path)) return undefined;
  if (path.includes('\0')) return undefined;
  if (path.includes('\n')) return findInTree(reading, commit, path);
  const [found] = await findObjects(reading, [`${commit}:${path}`]);
  return found;
}

const treeLine = /^\d+ (blob|commit|tree) ([0-9a-f]{40,64}) +(\d+|-)\t/u;

/** Slower, but with any path: what is on a command line need not be on one line. */
async function findInTree(
  { git, call }: MirrorReading,
  commit: CommitHash,
  path: string,
): Promise<FoundObject | undefined> {
  const output = await git.output({ ...call, arguments: ['ls-tree', '-z', '-l', '--full-tree', commit, '--', path] });
  const [, type, hash, size] = treeLine.exec(output.toString('utf8')) ?? [];
  if (type === undefined || hash === undefined) return undefined;
  return { hash, type: type as FoundObject['type'], size: size === '-' ? 0 : Number(size) };
}

/** Git would read other paths as relative ones. */
function isPlainPath(path: string): boolean {
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
