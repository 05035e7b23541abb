/** The newest pipeline of a merge request in GitLab's JSON: its jobs are the checks of the commit. */

import { checksAt, type StandInCheck } from '../checks.ts';
import { fullNameOf, type StandInPullRequest, type StandInState } from '../state.ts';

const words = { failed: 'failed', running: 'running', passed: 'success', skipped: 'skipped' } as const;
/** What is first in here decides for the whole pipeline. */
const order = ['failed', 'running', 'passed', 'skipped'] as const;

/** Of an earlier push until the newest has one, as at the real one; null where there never was any. */
export function pipelineJson(
  { url }: StandInState,
  { head, start, repository, source, createdAt }: StandInPullRequest,
) {
  const earlier = checksAt(repository, start);
  const own = checksAt(repository, head);
  const [commit, jobs] = own.length === 0 ? [start, earlier] : [head, own];
  const [first] = jobs;
  if (first === undefined) return null;
  return {
    id: first.id,
    iid: 1,
    project_id: repository.id,
    sha: commit,
    ref: source.branch,
    status: words[decidingOf(jobs)],
    source: 'push',
    created_at: createdAt,
    updated_at: createdAt,
    web_url: `${url}/${fullNameOf(repository)}/-/pipelines/${first.id}`,
  };
}

function decidingOf(jobs: readonly StandInCheck[]): StandInCheck['state'] {
  return order.find((state) => jobs.some((job) => job.state === state)) ?? 'skipped';
}
