/** Makes a mirror, or brings it up to date with its origin. */

import { access, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@branchline/domain';
import type { Log } from '../../ports/log.ts';
import type { GitCall, GitRunner } from './git-command.ts';
import { linesOf } from './lines-of.ts';
import type { Origin } from './open-origin.ts';
import type { RemoteListing } from './read-remote-refs.ts';
import type { RefPatterns } from './ref-patterns.ts';

export interface MirrorUpdate {
  readonly git: GitRunner;
  readonly log: Log;
  /** The mirror's folder. */
  readonly mirror: string;
  readonly origin: Origin;
  readonly listing: RemoteListing;
  readonly patterns: RefPatterns;
  /** What is said in failures, how long it may take, when to stop, who hears of progress. */
  readonly call: Pick<GitCall, 'doing' | 'timeLimit' | 'stopping' | 'onErrorText'>;
}

/**
 * Fetches into a sound mirror; makes any other anew, beside the old one, and swaps them when the new one is complete.
 * `made` says that it did the latter. @throws Failure
 */
export async function updateMirror(update: MirrorUpdate): Promise<{ readonly made: boolean }> {
  if (!(await isSound(update))) return makeAnew(update);
  await removeLeftOvers(update.mirror);
  const before = await refsIn(update, update.mirror);
  try {
    await fetchInto(update, update.mirror);
  } catch (failure) {
    if (!(failure instanceof Failure) || failure.kind !== 'invalid-response') throw failure;
    // Either side may be damaged. A mirror is only a copy, so a damaged one is not worth repairing.
    if (await hasReadableRefs(update)) throw failure;
    update.log.warn('The mirror is damaged and is made anew.', { mirror: update.mirror, failure: failure.message });
    return makeAnew(update);
  }
  const after = await dropUnwanted(update, update.mirror);
  await settle(update, update.mirror, before.join('\n') !== after.join('\n'));
  return { made: false };
}

async function makeAnew(update: MirrorUpdate): Promise<{ readonly made: true }> {
  const fresh = `${update.mirror}.new`;
  await rm(fresh, { recursive: true, force: true });
  if (update.origin.kind === 'folder' && (await standsAlone(update))) await linkFolder(update, fresh);
  else await initialiseAndFetch(update, fresh);
  await settle(update, fresh, true);
  await rm(update.mirror, { recursive: true, force: true });
  await rename(fresh, update.mirror);
  return { made: true };
}

/**
 * Copies a repository of this machine with hard links, which takes no time and no space, and also works where some
 * objects are missing. The origin may repack or vanish later: its files are never changed in place, only unlinked.
 */
async function linkFolder(update: MirrorUpdate, fresh: string): Promise<void> {
  const { origin, git, call } = update;
  const { environment, address } = origin;
  await git.output({ ...call, arguments: ['clone', '--mirror', '--template=', '--', address, fresh], environment });
  await dropUnwanted(update, fresh);
}

/**
 * Removes refs that are not, or no longer, to be mirrored, and returns the others. Fetching prunes only among those it
 * asks for.
 */
async function dropUnwanted(update: MirrorUpdate, mirror: string): Promise<readonly string[]> {
  const { git, call, patterns } = update;
  const nameIn = (line: string): string => line.slice(line.indexOf(' ') + 1);
  const lines = await refsIn(update, mirror);
  const unwanted = lines.filter((line) => !patterns.take(nameIn(line)));
  if (unwanted.length === 0) return lines;
  // Names go back to git byte by byte as they came.
  const commands = Buffer.from(unwanted.map((line) => `delete ${nameIn(line)}\0\0`).join(''), 'latin1');
  await git.output({ ...call, mirror, arguments: ['update-ref', '--stdin', '-z'], input: [commands] });
  return lines.filter((line) => patterns.take(nameIn(line)));
}

async function initialiseAndFetch(update: MirrorUpdate, fresh: string): Promise<void> {
  const format = `--object-format=${update.listing.objectFormat}`;
  const init = ['init', '--quiet', '--bare', '--template=', format, '--', fresh];
  await update.git.output({ ...update.call, arguments: init });
  await fetchInto(update, fresh);
}

async function fetchInto(update: MirrorUpdate, mirror: string): Promise<void> {
  const { origin, git, call, patterns } = update;
  // A mirror that was cut short because its origin was is completed as soon as the origin is.
  const depth = (await exists(join(mirror, 'shallow'))) ? ['--unshallow'] : [];
  await git.output({
    ...call,
    mirror,
    arguments: ['fetch', ...rules, ...depth, '--', origin.address, ...patterns.refspecs],
    environment: origin.environment,
    settings: origin.settings,
    secrets: origin.secrets,
  });
}

const rules: readonly string[] = [
  '--progress',
  '--prune',
  '--force',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-recurse-submodules',
  '--no-auto-maintenance',
  '--update-shallow',
];

/** Puts the default branch, the packed refs and the commit graph in order. */
async function settle(update: MirrorUpdate, mirror: string, changed: boolean): Promise<void> {
  const { git, call, log, listing } = update;
  // Where the origin has no default branch, HEAD names a ref that nobody can make by fetching.
  const head = listing.defaultBranch === undefined ? noDefaultBranch : `refs/heads/${listing.defaultBranch}`;
  await git.output({ ...call, mirror, arguments: ['symbolic-ref', '--', 'HEAD', head] });
  if (!changed) return;
  await git.output({ ...call, mirror, arguments: ['pack-refs', '--all'] });
  try {
    await git.output({ ...call, mirror, arguments: ['commit-graph', 'write', '--reachable', '--split'] });
  } catch (failure) {
    // Only speed is lost.
    log.warn('The commit graph of a mirror was not written.', { mirror, failure: String(failure) });
  }
}

/** Where HEAD of a mirror points when its origin names no default branch. */
export const noDefaultBranch = 'refs/branchline/no-default-branch';

async function isSound({ mirror, listing }: MirrorUpdate): Promise<boolean> {
  const parts = ['HEAD', 'objects', 'refs', 'config'].map((part) => exists(join(mirror, part)));
  if ((await Promise.all(parts)).includes(false)) return false;
  const head = await readFile(join(mirror, 'HEAD'), 'utf8');
  if (!head.startsWith('ref: refs/')) return false;
  const config = await readFile(join(mirror, 'config'), 'utf8');
  if (!config.includes('[core]')) return false;
  const format = /objectformat *= *sha256/i.test(config) ? 'sha256' : 'sha1';
  return listing.isEmpty || format === listing.objectFormat;
}

/** Whether the folder has all its objects itself and borrows none from another repository. */
async function standsAlone({ git, call, origin }: MirrorUpdate): Promise<boolean> {
  const place = ['-C', origin.address, 'rev-parse', '--git-path', 'objects/info/alternates'];
  const path = (await git.output({ ...call, arguments: place })).toString('utf8').trimEnd();
  return !(await exists(path.startsWith('/') ? path : join(origin.address, path)));
}

/** Removes what a git that was killed has left: locks and half-written packs. One update runs at a time. */
async function removeLeftOvers(mirror: string): Promise<void> {
  const top = (await readdir(mirror)).filter((name) => name.endsWith('.lock'));
  const inRefs = (await readdir(join(mirror, 'refs'), { recursive: true })).filter((name) => name.endsWith('.lock'));
  const inObjects = (await readdir(join(mirror, 'objects'), { recursive: true })).filter((name) =>
    /(?:^|\/)tmp_|\.lock$|\.keep$/.test(name),
  );
  const paths = [top, inRefs.map((name) => join('refs', name)), inObjects.map((name) => join('objects', name))].flat();
  await Promise.all(paths.map((path) => rm(join(mirror, path), { recursive: true, force: true })));
}

/** Lines of hash and name. */
async function refsIn({ git, call }: MirrorUpdate, mirror: string): Promise<readonly string[]> {
  const list = ['for-each-ref', '--format=%(objectname) %(refname)'];
  const lines: string[] = [];
  for await (const block of linesOf(git.stream({ ...call, mirror, arguments: list }))) lines.push(...block);
  return lines;
}

async function hasReadableRefs({ git, call, mirror }: MirrorUpdate): Promise<boolean> {
  return git.output({ ...call, mirror, arguments: ['for-each-ref', '--format=%(objecttype)'] }).then(
    () => true,
    () => false,
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
