/** The port to the codes by which somebody inside Jira shows that an account of this installation is theirs, too. */

import type { AtlassianAccountId, JiraSiteId } from '@branchline/domain';

/** Whom Jira has shown a code. */
export interface JiraCodeHolder {
  readonly jiraSiteId: JiraSiteId;
  readonly accountId: AtlassianAccountId;
}

/** Codes, each good once and for a while. */
export interface JiraCodeTable {
  /** In place of any code before it. Forgets those that are over. @param digest SHA-256 of the code */
  save(digest: string, holder: JiraCodeHolder, endsAt: Date, now: Date): Promise<void>;
  /** Undefined when it is over, was used, or never made. */
  use(digest: string, now: Date): Promise<JiraCodeHolder | undefined>;
}
