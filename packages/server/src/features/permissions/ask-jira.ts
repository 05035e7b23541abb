/** Asks Jira who may see which issues with their development information. */

import { Failure, type AtlassianAccountId, type IssueKey } from '@branchline/domain';
import type { JiraSite, JiraViewer } from '../../ports/jira-site.ts';
import type { JiraPermission } from '../../ports/jira-site/people.ts';

/**
 * Jira shows its own development panel to those who hold the second; security levels of issues count with the first
 * (support.atlassian.com, "Manage project permissions").
 */
const needed: readonly JiraPermission[] = ['BROWSE_PROJECTS', 'VIEW_DEV_TOOLS'];

const noAccount =
  'Branchline has no account at this Jira site that may ask what you may see. Ask whoever administers Branchline to ' +
  'add a service account that administers Jira, or open the issue in Jira with the Branchline app.';

/** Of one person of a site. */
export interface SightAtJira {
  /** @throws Failure when nobody could tell */
  seenAmong(keys: readonly IssueKey[]): Promise<ReadonlySet<IssueKey>>;
}

/** By the token that came with their request. */
export function sightOfViewer(viewer: JiraViewer): SightAtJira {
  return { seenAmong: (keys) => viewer.mayEach(needed, keys) };
}

/** By the account that we have at the site. */
export function sightByAccount({ people }: Pick<JiraSite, 'people'>, account: AtlassianAccountId): SightAtJira {
  return {
    async seenAmong(keys) {
      if (people === undefined) throw new Failure('forbidden', 'jira', noAccount);
      const answer = await people.mayEach(account, needed, keys);
      if (answer.kind === 'cannot-tell') throw new Failure('forbidden', 'jira', answer.because);
      return answer.held;
    },
  };
}
