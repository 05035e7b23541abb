/** Checks of commits at a stand-in: tests put them there, and families tell them in their own words. */

import type { CommitHash } from '@branchline/domain';
import type { StandInRepository } from './state.ts';

export interface StandInCheck {
  readonly id: number;
  readonly commit: CommitHash;
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'running' | 'skipped';
  /** Set by a tool that knows statuses only, where the service has both. */
  readonly isStatus: boolean;
}

/** All there are; add to them, or take them out. */
export function checksIn({ own }: StandInRepository): StandInCheck[] {
  own['checks'] ??= [];
  return own['checks'] as StandInCheck[];
}

/** Of one commit, oldest first. */
export function checksAt(repository: StandInRepository, commit: string | undefined): readonly StandInCheck[] {
  return checksIn(repository).filter((check) => check.commit === commit);
}

/** Puts these in place of whatever the commit had; those with `status/` in their names are statuses. */
export function setChecks(
  repository: StandInRepository,
  commit: CommitHash,
  states: Readonly<Record<string, StandInCheck['state']>>,
): void {
  const all = checksIn(repository);
  const others = all.filter((check) => check.commit !== commit);
  const made = Object.entries(states).map(([name, state], index): StandInCheck => ({
    id: 9000 + others.length + index,
    commit,
    name,
    state,
    isStatus: name.startsWith('status/'),
  }));
  all.splice(0, all.length, ...others, ...made);
}
