/** Merge requests of GitLab, which are our pull requests. */

import {
  Failure,
  type PullRequest,
  type RemoteRepository,
  type Reviewer,
  type ReviewVerdict,
} from '@branchline/domain';
import { z } from 'zod';
import type { ChangedSince, PullRequestPage, PullRequestReader } from '../../../ports/git-service.ts';
import {
  GitlabMoment,
  GitlabPerson,
  hashIn,
  pageSize,
  pathWith,
  personFromGitlab,
  projectPath,
  unlessMissing,
  type ApiPage,
  type GitlabApi,
} from './api.ts';

export const GitlabMergeRequest = z.object({
  iid: z.number(),
  title: z.string(),
  description: z.string().nullish(),
  state: z.string(),
  draft: z.boolean().nullish(),
  work_in_progress: z.boolean().nullish(),
  author: GitlabPerson.nullish(),
  source_branch: z.string(),
  target_branch: z.string(),
  /** Null when the fork is gone. */
  source_project_id: z.number().nullish(),
  target_project_id: z.number(),
  sha: z.string().nullish(),
  merge_commit_sha: z.string().nullish(),
  squash_commit_sha: z.string().nullish(),
  reviewers: z.array(GitlabPerson).nullish(),
  user_notes_count: z.number().nullish(),
  created_at: GitlabMoment,
  updated_at: GitlabMoment,
  merged_at: GitlabMoment.nullish(),
  closed_at: GitlabMoment.nullish(),
  web_url: z.string(),
});
export type GitlabMergeRequest = z.infer<typeof GitlabMergeRequest>;

const ReviewerState = z.object({ user: GitlabPerson, state: z.string().nullish() });
const Approvals = z.object({ approved_by: z.array(z.object({ user: GitlabPerson })).nullish() });

/** `locked`: GitLab is merging it at this moment. */
export function stateFromGitlab(state: string): PullRequest['state'] {
  if (state === 'merged') return 'merged';
  return state === 'closed' ? 'declined' : 'open';
}

/** Where GitLab does not say it, the title does; it stays in the title, as GitLab shows it. */
export function isDraftAtGitlab(request: {
  readonly title: string;
  readonly draft?: boolean | null | undefined;
  readonly work_in_progress?: boolean | null | undefined;
}): boolean {
  return (
    request.draft ??
    request.work_in_progress ??
    /^\s*(?:(?:draft|wip):|\[(?:draft|wip)\]|\(draft\))/i.test(request.title)
  );
}

const verdictByState: Readonly<Record<string, ReviewVerdict>> = {
  approved: 'approved',
  requested_changes: 'changes-requested',
  reviewed: 'commented',
};

/** `unreviewed`, `review_started` and `unapproved` say nothing of the changes. */
export function verdictFromGitlab(state: string | null | undefined): ReviewVerdict {
  return verdictByState[state ?? ''] ?? 'none';
}

/** Nobody twice, the author never. */
export function reviewersWithout(author: string | undefined, reviewers: readonly Reviewer[]): readonly Reviewer[] {
  const seen = new Set<string | undefined>([author]);
  return reviewers.filter(({ person }) => {
    const isNew = !seen.has(person.remoteId);
    if (person.remoteId !== undefined) seen.add(person.remoteId);
    return isNew || person.remoteId === undefined;
  });
}

interface Circumstances {
  readonly repository: RemoteRepository;
  /** Where people find the server. */
  readonly url: string;
  /** Of the project it comes from. */
  readonly sourceName: string | undefined;
  /** Undefined: only who was asked is known. */
  readonly verdicts: readonly Reviewer[] | undefined;
}

export function pullRequestFromGitlab(request: GitlabMergeRequest, circumstances: Circumstances): PullRequest {
  const { url, sourceName, verdicts } = circumstances;
  const state = stateFromGitlab(request.state);
  const author = request.author ? personFromGitlab(request.author, url) : undefined;
  const asked = (request.reviewers ?? []).map((one): Reviewer => ({
    person: personFromGitlab(one, url),
    verdict: 'none',
  }));
  return {
    remoteId: String(request.iid),
    title: request.title,
    description: request.description ?? '',
    state,
    isDraft: isDraftAtGitlab(request),
    author,
    source: {
      branch: request.source_branch,
      head: hashIn(request.sha),
      repositoryName: sourceName,
      isFork: request.source_project_id !== request.target_project_id,
    },
    targetBranch: request.target_branch,
    mergeCommit: state === 'merged' ? mergeCommitOf(request) : undefined,
    reviewers: reviewersWithout(author?.remoteId, verdicts ?? asked),
    commentCount: request.user_notes_count ?? 0,
    createdAt: request.created_at,
    updatedAt: request.updated_at,
    closedAt: closedAtOf(request, state),
    webUrl: request.web_url,
    isComplete: verdicts !== undefined,
  };
}

/** A project that merges by fast-forward has neither; then the head itself, or the squashed commit, is on the target. */
function mergeCommitOf(request: GitlabMergeRequest): PullRequest['mergeCommit'] {
  return hashIn(request.merge_commit_sha) ?? hashIn(request.squash_commit_sha) ?? hashIn(request.sha);
}

function closedAtOf(request: GitlabMergeRequest, state: PullRequest['state']): Date | undefined {
  if (state === 'open') return undefined;
  // Old servers do not say when.
  return (state === 'merged' ? request.merged_at : request.closed_at) ?? request.updated_at;
}

/** Reads merge requests as one account. */
export function gitlabPullRequests(api: GitlabApi): PullRequestReader {
  return {
    get: (repository, remoteId) => getPullRequest(api, repository, remoteId),
    changedSince: (repository, wanted) => changedSince(api, repository, wanted),
  };
}

export function mergeRequestPath(repository: RemoteRepository, remoteId: string): string {
  return `${projectPath(repository)}/merge_requests/${encodeURIComponent(remoteId)}`;
}

/** With verdicts; undefined when it is gone. */
export async function getPullRequest(
  api: GitlabApi,
  repository: RemoteRepository,
  remoteId: string,
): Promise<PullRequest | undefined> {
  const path = mergeRequestPath(repository, remoteId);
  const request = await unlessMissing(api.get(path, GitlabMergeRequest));
  if (request === undefined) return undefined;
  const sourceName = await sourceNames(api, repository)(request);
  const verdicts = await verdictsOf(api, path, request);
  return pullRequestFromGitlab(request, { repository, url: api.url, sourceName, verdicts });
}

/** Those who were asked with what they last said, then those who approved unasked. */
async function verdictsOf(api: GitlabApi, path: string, request: GitlabMergeRequest): Promise<readonly Reviewer[]> {
  const isAsked = request.reviewers === undefined || request.reviewers === null || request.reviewers.length > 0;
  // An old server that does not tell what reviewers said still tells who approved.
  const states = isAsked
    ? ((await unlessMissing(api.list(`${path}/reviewers`, ReviewerState))) ?? fromList(request))
    : [];
  const approvals = await unlessMissing(api.get(`${path}/approvals`, Approvals));
  const approvers = (approvals?.approved_by ?? []).map(({ user }) => user);
  const hasApproved = new Set(approvers.map(({ id }) => id));
  const asked = states.map(({ user, state }): Reviewer => {
    const verdict = verdictFromGitlab(state);
    // Who asks for changes takes an approval back; a comment does not.
    const stands = verdict !== 'changes-requested' && hasApproved.has(user.id);
    return { person: personFromGitlab(user, api.url), verdict: stands ? 'approved' : verdict };
  });
  const unasked = approvers.map((user): Reviewer => ({ person: personFromGitlab(user, api.url), verdict: 'approved' }));
  return [...asked, ...unasked];
}

function fromList(request: GitlabMergeRequest): readonly z.infer<typeof ReviewerState>[] {
  return (request.reviewers ?? []).map((user) => ({ user, state: undefined }));
}

/** Names of the projects that merge requests come from; each fork is asked for once. */
function sourceNames(api: GitlabApi, repository: RemoteRepository) {
  const names = new Map<number, string | undefined>();
  return async (request: GitlabMergeRequest): Promise<string | undefined> => {
    const id = request.source_project_id;
    if (id === null || id === undefined) return undefined;
    if (id === request.target_project_id) return repository.name;
    if (!names.has(id))
      names.set(id, (await unlessMissing(api.get(`/projects/${id}`, NamedProject)))?.path_with_namespace);
    return names.get(id);
  };
}

const NamedProject = z.object({ path_with_namespace: z.string() });

/**
 * Pages by time, not by number: merge requests that change during the walk go to its end, and numbered pages would
 * skip as many others. Within one and the same moment pages are numbered.
 */
async function* changedSince(
  api: GitlabApi,
  repository: RemoteRepository,
  { since, after }: ChangedSince,
): AsyncIterable<PullRequestPage> {
  const nameOf = sourceNames(api, repository);
  let place: Place | undefined = placeFrom(after) ?? { from: since?.toISOString(), page: 1 };
  let told = new Set<string>();
  while (place !== undefined) {
    const answered: { readonly items: readonly GitlabMergeRequest[]; readonly next: string | undefined } = await pageAt(
      api,
      repository,
      place,
    );
    const { items } = answered;
    const pullRequests: PullRequest[] = [];
    for (const request of items.filter((one) => !told.has(markOf(one)))) {
      const sourceName = await nameOf(request);
      pullRequests.push(pullRequestFromGitlab(request, { repository, url: api.url, sourceName, verdicts: undefined }));
    }
    told = new Set(items.map(markOf));
    place = answered.next === undefined ? undefined : nextPlace(place, items);
    yield { pullRequests, next: place && `${place.page} ${place.from ?? ''}`, validator: undefined };
  }
}

/** A project that has switched merge requests off has none, although GitLab calls that forbidden. */
async function pageAt(
  api: GitlabApi,
  repository: RemoteRepository,
  place: Place,
): Promise<ApiPage<GitlabMergeRequest>> {
  return api.page(pathAt(repository, place), GitlabMergeRequest).catch(async (failure: unknown) => {
    const isForbidden = failure instanceof Failure && failure.kind === 'forbidden';
    if (!isForbidden || !(await hasSwitchedOff(api, repository))) throw failure;
    return { items: [], next: undefined };
  });
}

const MergeRequestSetting = z.object({ merge_requests_access_level: z.string().nullish() });

async function hasSwitchedOff(api: GitlabApi, repository: RemoteRepository): Promise<boolean> {
  const setting = await unlessMissing(api.get(projectPath(repository), MergeRequestSetting));
  return setting?.merge_requests_access_level === 'disabled';
}

interface Place {
  /** Undefined: from the first there ever was. */
  readonly from: string | undefined;
  readonly page: number;
}

function placeFrom(after: string | undefined): Place | undefined {
  const [, page, from] = /^(\d{1,9}) (\S*)$/.exec(after ?? '') ?? [];
  return page === undefined ? undefined : { page: Number(page), from: from === '' ? undefined : from };
}

function nextPlace(place: Place, items: readonly GitlabMergeRequest[]): Place {
  const newest = items.at(-1)?.updated_at.toISOString();
  const goesOn = newest !== undefined && newest > (place.from ?? '');
  return goesOn ? { from: newest, page: 1 } : { ...place, page: place.page + 1 };
}

function pathAt(repository: RemoteRepository, { from, page }: Place): string {
  return pathWith(`${projectPath(repository)}/merge_requests`, {
    state: 'all',
    scope: 'all',
    order_by: 'updated_at',
    sort: 'asc',
    updated_after: from,
    per_page: String(pageSize),
    page: page === 1 ? undefined : String(page),
  });
}

function markOf(request: GitlabMergeRequest): string {
  return `${request.iid} ${request.updated_at.toISOString()}`;
}
