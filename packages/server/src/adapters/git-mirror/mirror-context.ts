/** What the parts of the git mirror share. */

import type { RepositoryId } from '@branchline/domain';
import type { Log } from '../../ports/log.ts';
import type { GitRunner } from './git-command.ts';
import type { OriginRules } from './origin-rules.ts';

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
  /** Of repositories for which nothing else is said, see ref-patterns.ts. */
  readonly patterns: readonly string[];
  readonly timeLimits: TimeLimits;
  mirrorOf(id: RepositoryId): string;
}
