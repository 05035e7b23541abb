/** The port to former keys: of issues that were moved and of projects that were renamed. */

import type { FormerKeys, IssueKey, JiraSiteId, ProjectKey } from '@branchline/domain';
import type { IssueMove } from './known-issues.ts';

/** Both the former and the present key are kept, for ever: text in git never changes. */
export interface IssueAliasTable {
  /** All that is known of keys that lead to one of these, or that one of these leads to. */
  near(site: JiraSiteId, keys: readonly IssueKey[]): Promise<FormerKeys>;
  /**
   * Remembers moves. What led to a former key leads to the present one from now on. Answers which former keys lead
   * elsewhere than before.
   */
  learn(site: JiraSiteId, moves: readonly IssueMove[]): Promise<readonly IssueKey[]>;
  /** Former keys of issues that are in one of these projects today, by the projects' keys of today. */
  movedInto(site: JiraSiteId, projects: 'all' | readonly ProjectKey[]): Promise<readonly IssueKey[]>;
  /** Former project keys with the present ones. */
  projects(site: JiraSiteId): Promise<FormerKeys['projects']>;
  /** Replaces them all. Answers which former keys are new, are gone, or lead elsewhere than before. */
  saveProjects(site: JiraSiteId, former: FormerKeys['projects']): Promise<readonly ProjectKey[]>;
}
