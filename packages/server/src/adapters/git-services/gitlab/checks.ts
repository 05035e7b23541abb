/** Checks of a merge request at GitLab: its newest pipeline, which counts as one. */

import {
  countChecks,
  type CheckedPullRequest,
  type CheckState,
  type PullRequestChecks,
  type RemoteRepository,
} from '@branchline/domain';
import { z } from 'zod';
import { hashIn, unlessMissing, webAddressIn, type GitlabApi } from './api.ts';
import { mergeRequestPath } from './pull-requests.ts';

const Pipeline = z.object({
  sha: z.string().nullish(),
  ref: z.string().nullish(),
  status: z.string(),
  web_url: z.string().nullish(),
});
type Pipeline = z.infer<typeof Pipeline>;

/** GitLab leaves the pipeline out for whoever may not see it. */
const CheckedMergeRequest = z.object({ sha: z.string().nullish(), head_pipeline: Pipeline.nullish() });

/** https://docs.gitlab.com/api/pipelines/: those in which nothing more happens; all others wait or run. */
const ended: Readonly<Record<string, CheckState | undefined>> = {
  success: 'passed',
  failed: 'failed',
  canceled: 'failed',
  skipped: undefined,
};

export async function checksAtGitlab(
  api: GitlabApi,
  repository: RemoteRepository,
  { remoteId }: CheckedPullRequest,
): Promise<PullRequestChecks | undefined> {
  const told = await unlessMissing(api.get(mergeRequestPath(repository, remoteId), CheckedMergeRequest));
  const head = hashIn(told?.sha);
  const pipeline = told?.head_pipeline ?? undefined;
  if (head === undefined || pipeline === undefined || !isOf(pipeline, head)) return undefined;
  return countChecks(head, [stateOf(pipeline)], webAddressIn(pipeline.web_url, api.url));
}

/** Of an earlier push it may be until the new one has begun; pipelines of merge requests run on a trial merge. */
function isOf({ sha, ref }: Pipeline, head: string): boolean {
  return hashIn(sha) === head || (ref ?? '').startsWith('refs/merge-requests/');
}

function stateOf({ status }: Pipeline): CheckState | undefined {
  return Object.hasOwn(ended, status) ? ended[status] : 'running';
}
