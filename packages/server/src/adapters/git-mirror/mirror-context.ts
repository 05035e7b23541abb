/** What the parts of the git mirror share. */

import type { RepositoryId } from '@branchline/domain';
import type { Log } from '../../ports/log.ts';
import type { GitRunner } from './git-command.ts';
import type { OriginRules } from './origin-rules.ts';
import type { RefPatterns } from './ref-patterns.ts';

/** Milliseconds for one run of git, by what it does. */
export interface TimeLimits {
  readonly look: number;
  readonly update: number;
  readonly read: number;
}

/** Made once, by `createGitMirror`. */
export interface MirrorContext {
  readonly git: GitRunner;
  readonly log: Log;
  readonly rules: OriginRules;
  /** Of repositories for which nothing else is said. */
  readonly patterns: RefPatterns;
  readonly timeLimits: TimeLimits;
  mirrorOf(id: RepositoryId): string;
}
