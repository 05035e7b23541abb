/** One Jira site of a document, and what there is of it. */

import type { Configuration } from '@branchline/contract';
import type { JiraSiteId } from '@branchline/domain';
import type { ReadJiraSite } from './read-jira-sites.ts';

export type WantedSite = NonNullable<Configuration['jiraSites']>[number];

export interface SitePair {
  readonly wanted: WantedSite;
  /** As it is kept. */
  readonly siteUrl: string;
  /** Undefined: it is added. */
  readonly read: ReadJiraSite | undefined;
  /** Once it is there. @throws Failure `not-found` before */
  readonly idOf: () => Promise<JiraSiteId>;
}
