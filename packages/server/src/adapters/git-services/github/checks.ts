/** Checks of a commit at GitHub: runs that apps report, and statuses that older tools set. */

import {
  countChecks,
  type CheckedPullRequest,
  type CheckState,
  type PullRequestChecks,
  type RemoteRepository,
} from '@branchline/domain';
import { z } from 'zod';
import { pageSize, repositoryPath, type GitHubApi } from './api.ts';

/** Pages of either kind that are counted: a thousand checks, as many as GitHub itself tells of suites. */
const mostPages = 10;

const CheckRun = z.object({ status: z.string(), conclusion: z.string().nullish() });
type CheckRun = z.infer<typeof CheckRun>;

const CheckRuns = z.object({ check_runs: z.array(CheckRun) }).transform(({ check_runs: runs }) => runs);

const Statuses = z.object({ statuses: z.array(z.object({ state: z.string() })) }).transform(({ statuses }) => statuses);

/**
 * Only what may be known whole: the state of one kind without the other would be a guess.
 * @throws Failure `forbidden` when our credential lacks one of the two rights
 */
export async function checksAtGitHub(
  api: GitHubApi,
  repository: RemoteRepository,
  { head, webUrl }: CheckedPullRequest,
): Promise<PullRequestChecks | undefined> {
  const commit = repositoryPath(repository.name, `/commits/${head}`);
  const runs = await api.all(`${commit}/check-runs?per_page=${pageSize}`, CheckRuns, mostPages);
  const statuses = await api.all(`${commit}/status?per_page=${pageSize}`, Statuses, mostPages);
  const states = [...runs.map(stateOfRun), ...statuses.map(({ state }) => stateOfStatus(state))];
  return countChecks(head, states, webUrl === '' ? undefined : `${webUrl}/checks`);
}

/** "Checks API": whatever ended in none of the good ways has to be looked at by somebody. */
export function stateOfRun({ status, conclusion }: CheckRun): CheckState | undefined {
  if (status !== 'completed') return 'running';
  if (conclusion === 'skipped') return undefined;
  return conclusion === 'success' || conclusion === 'neutral' ? 'passed' : 'failed';
}

function stateOfStatus(state: string): CheckState {
  if (state === 'pending') return 'running';
  return state === 'success' ? 'passed' : 'failed';
}
