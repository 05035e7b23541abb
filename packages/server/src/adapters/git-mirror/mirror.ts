/** The git mirror: every repository as a bare copy in one folder, kept and read with git itself. */

import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GitAccess, Repository } from '@branchline/domain';
import type { GitBrowser } from '../../ports/git-browser.ts';
import type { GitMirror, UpdateOptions } from '../../ports/git-mirror.ts';
import type { Log } from '../../ports/log.ts';
import { findAddresses, type FindAddresses } from '../http-client/allowed-host.ts';
import { fairGit, usualFairness } from './browse/fair-git.ts';
import { mirrorBrowser } from './browse/mirror-browser.ts';
import { createGitRunner, type GitCall } from './git-command.ts';
import { gitHomeIn, prepareGitHome } from './git-home.ts';
import type { MirrorContext, TimeLimits } from './mirror-context.ts';
import { withOrigin } from './open-origin.ts';
import { mirrorReader } from './read-mirror.ts';
import { readRemoteRefs } from './read-remote-refs.ts';
import { defaultRefPatterns, neverTaken, refPatternsFrom, type RefPatterns } from './ref-patterns.ts';
import { progressListener } from './transfer-progress.ts';
import { updateMirror } from './update-mirror.ts';

export interface GitMirrorOptions {
  /** Where mirrors live, one folder each; made when it is not there. */
  readonly folder: string;
  /** The program: `git`, or a full path. 2.35 or newer. */
  readonly git: string;
  /** The PATH on which git finds ssh and its own helpers. */
  readonly path: string;
  readonly log: Log;
  /** Folders of this machine inside which repositories may be read; none by default. */
  readonly allowedFolders: readonly string[];
  /** Hosts in private networks and on this machine may be asked. */
  readonly allowPrivateHosts: boolean;
  /** Plain http may be used. */
  readonly allowHttp: boolean;
  /** Milliseconds for one run of git. */
  readonly timeLimits?: Partial<TimeLimits>;
  /** Which refs are taken, see ref-patterns.ts. */
  readonly refPatterns?: readonly string[];
  /** Where private keys lie while git runs; the system's temporary folder unless named. */
  readonly temporaryFolder?: string;
  /** The system's resolver unless given. */
  readonly findAddresses?: FindAddresses;
}

const minute = 60_000;
const defaultTimeLimits: TimeLimits = { look: 2 * minute, update: 360 * minute, read: 360 * minute };

/** Makes the mirror. Nothing is touched on the disk before the first call. */
export function createGitMirror(options: GitMirrorOptions): GitMirror {
  const context = contextOf(options);
  return {
    ...mirrorReader(context),
    look: (repository, access) => look(context, repository, access),
    update: (repository, access, how) => update(context, repository, access, how ?? {}),
    async remove(id) {
      const mirror = context.mirrorOf(id);
      await rm(mirror, { recursive: true, force: true });
      await rm(`${mirror}.new`, { recursive: true, force: true });
    },
  };
}

/** Makes what people browse the same mirrors with. They share a few runs of git among them. */
export function createGitBrowser(options: GitMirrorOptions): GitBrowser {
  const context = contextOf(options);
  return mirrorBrowser({ ...context, git: fairGit(context.git, usualFairness) });
}

function contextOf(options: GitMirrorOptions): MirrorContext {
  const home = gitHomeIn(options.folder);
  let prepared: Promise<void> | undefined;
  const ready = (): Promise<void> => (prepared ??= prepareGitHome(home));
  return {
    git: createGitRunner({ git: options.git, path: options.path, ...home, ready }),
    log: options.log,
    rules: {
      allowedFolders: options.allowedFolders,
      allowPrivateHosts: options.allowPrivateHosts,
      allowHttp: options.allowHttp,
      temporaryFolder: options.temporaryFolder ?? tmpdir(),
      answerScript: home.answerScript,
      findAddresses: options.findAddresses ?? findAddresses,
      warnOfTrust: warnOnce(options.log),
    },
    patterns: options.refPatterns ?? defaultRefPatterns,
    timeLimits: { ...defaultTimeLimits, ...options.timeLimits },
    mirrorOf: (id) => join(options.folder, `${id}.git`),
  };
}

function warnOnce(log: Log): (host: string) => void {
  const warned = new Set<string>();
  return (host) => {
    if (warned.has(host)) return;
    warned.add(host);
    log.warn(`Git does not verify the certificate of ${host}: anybody may pretend to be it.`);
  };
}

function patternsFor({ patterns }: MirrorContext, { refs = patterns, moreRefs = [] }: GitAccess): RefPatterns {
  if (moreRefs.length === 0) return refPatternsFrom(refs);
  return refPatternsFrom([...new Set([...refs, ...moreRefs, ...neverTaken])]);
}

async function look(context: MirrorContext, repository: Repository, access: GitAccess) {
  return withOrigin(access, context.rules, async (origin) => {
    const call = { doing: `Looking at ${repository.name}`, timeLimit: context.timeLimits.look };
    const listing = await readRemoteRefs(context.git, origin, patternsFor(context, access), call);
    const { fingerprint, defaultBranch } = listing;
    return { fingerprint, defaultBranch, hostKey: await origin.hostKey() };
  });
}

async function update(
  context: MirrorContext,
  repository: Repository,
  access: GitAccess,
  { onProgress, stopping }: UpdateOptions,
): Promise<{ readonly made: boolean }> {
  const { git, log, timeLimits } = context;
  const patterns = patternsFor(context, access);
  const common: Pick<GitCall, 'doing' | 'stopping'> = { doing: `Fetching ${repository.name}`, stopping };
  return withOrigin(access, context.rules, async (origin) => {
    const listing = await readRemoteRefs(git, origin, patterns, { ...common, timeLimit: timeLimits.look });
    const call = { ...common, timeLimit: timeLimits.update, onErrorText: progressListener(onProgress) };
    return updateMirror({ git, log, mirror: context.mirrorOf(repository.id), origin, listing, patterns, call });
  });
}
