/** Checks of a commit at Gitea and Forgejo: its statuses, those of their own actions among them. */

import {
  countChecks,
  type CheckedPullRequest,
  type CheckState,
  type PullRequestChecks,
  type RemoteRepository,
} from '@branchline/domain';
import { z } from 'zod';
import { withPage, type ApiPage, type FamilyApi } from './api.ts';
import { repositoryPath } from './repositories.ts';

/** Statuses that are counted: as many as at other services, at most 50 a page. */
const mostStatuses = 1000;

/** The newest of each context; there may be more than a page holds. */
const CombinedStatus = z.object({
  statuses: z.array(z.object({ status: z.string() })).nullish(),
  total_count: z.number().nullish(),
});
type CombinedStatus = z.infer<typeof CombinedStatus>;

export async function checksAtFamily(
  api: FamilyApi,
  repository: RemoteRepository,
  { head, webUrl }: CheckedPullRequest,
): Promise<PullRequestChecks | undefined> {
  const states: (CheckState | undefined)[] = [];
  let next: string | undefined = withPage(`${repositoryPath(repository)}/commits/${head}/status`, 1);
  while (next !== undefined && states.length < mostStatuses) {
    const page: ApiPage<CombinedStatus> = await api.page(next, CombinedStatus, countOf);
    states.push(...(page.answer.statuses ?? []).map(({ status }) => stateOf(status)));
    // Servers that know no pages would tell the same for ever.
    next = states.length < (page.answer.total_count ?? 0) ? page.next : undefined;
  }
  return countChecks(head, states, webUrl === '' ? undefined : webUrl);
}

function countOf({ statuses }: CombinedStatus): number {
  return statuses?.length ?? 0;
}

/** A warning is no success: a branch that requires the check takes no merge with it. */
function stateOf(status: string): CheckState | undefined {
  if (status === 'pending') return 'running';
  if (status === 'skipped') return undefined;
  return status === 'success' ? 'passed' : 'failed';
}
