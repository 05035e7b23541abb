/** What GitLab's payloads themselves tell of commits, branches and merge requests. */

import type { Commit, PullRequest, Reviewer, Signature } from '@branchline/domain';
import { z } from 'zod';
import type { PayloadRows } from '../../../ports/git-service/webhooks.ts';
import { GitlabMoment, GitlabPerson, hashIn, personFromGitlab } from './api.ts';
import { isDraftAtGitlab, reviewersWithout, stateFromGitlab, verdictFromGitlab } from './pull-requests.ts';

export type Payload = Readonly<Record<string, unknown>>;

/** The body as an object; undefined when it is none. */
export function payloadOf(body: Uint8Array): Payload | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isObject ? (parsed as Payload) : undefined;
  } catch {
    return undefined;
  }
}

/** `push`, `merge_request` …; system hooks have another field for it than the others. */
export function eventNameIn(payload: Payload | undefined): string | undefined {
  const name = payload?.['object_kind'] ?? payload?.['event_name'];
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** Undefined when it holds none, or cannot be read. */
export function rowsFromPayload(body: Uint8Array): PayloadRows | undefined {
  const payload = payloadOf(body);
  const event = eventNameIn(payload);
  if (event === 'push' || event === 'tag_push') return rowsFromPush(payload);
  if (event === 'merge_request') return rowsFromMergeRequest(payload);
  return undefined;
}

const Text = z.string().nullish();
const Project = z.object({
  id: z.number().nullish(),
  path_with_namespace: z.string(),
  web_url: Text,
  git_http_url: Text,
  default_branch: Text,
});
type Project = z.infer<typeof Project>;

const PushedCommit = z.object({
  id: z.string(),
  message: Text,
  timestamp: GitlabMoment,
  author: z.object({ name: Text, email: Text }).nullish(),
});

const Push = z.object({
  ref: z.string(),
  before: Text,
  after: Text,
  project_id: z.number().nullish(),
  project: Project,
  commits: z.array(PushedCommit).nullish(),
  total_commits_count: z.number().nullish(),
});

type Holder = Pick<PayloadRows, 'repository' | 'defaultBranch'>;

/** Rows need a stable id, an address and a name; undefined where the payload lacks one. */
function holderFrom(project: Project, projectId: number | null | undefined): Holder | undefined {
  const id = projectId ?? project.id;
  const { path_with_namespace: name, git_http_url: cloneUrl, web_url: webUrl, default_branch: defaultBranch } = project;
  if (typeof id !== 'number' || typeof cloneUrl !== 'string' || cloneUrl === '') return undefined;
  const repository = { remoteId: String(id), name, cloneUrl, webUrl: webUrl ?? undefined };
  return { repository, defaultBranch: defaultBranch ?? undefined };
}

function rowsFromPush(payload: unknown): PayloadRows | undefined {
  const { data: push } = Push.safeParse(payload);
  if (push === undefined) return undefined;
  const holder = holderFrom(push.project, push.project_id);
  if (holder === undefined) return undefined;
  const commits = (push.commits ?? []).flatMap((one) => commitFrom(one) ?? []);
  const branch = push.ref.startsWith('refs/heads/') ? push.ref.slice('refs/heads/'.length) : '';
  const after = hashIn(push.after);
  const head = commits.find(({ hash }) => hash === after);
  // GitLab lists at most 20: https://docs.gitlab.com/user/project/integrations/webhook_events/#push-events
  const isCut = after !== undefined && (push.total_commits_count ?? 0) > commits.length;
  return {
    ...holder,
    commits,
    branches: branch !== '' && after !== undefined ? [{ name: branch, head }] : [],
    goneBranches: branch !== '' && after === undefined ? [branch] : [],
    pullRequests: [],
    leftOut: isCut ? { from: hashIn(push.before), to: after } : undefined,
  };
}

// What stands in for an address that its owner does not show.
const hiddenEmail = '[REDACTED]';

/** The payload has one person and one time: that of the commit, not of the change it was made from. */
function commitFrom(pushed: z.infer<typeof PushedCommit>): Commit | undefined {
  const hash = hashIn(pushed.id);
  if (hash === undefined) return undefined;
  const email = pushed.author?.email ?? '';
  const name = pushed.author?.name ?? '';
  const signature: Signature = { name, email: email === hiddenEmail ? '' : email, at: pushed.timestamp };
  return { hash, parents: [], author: signature, committer: signature, message: pushed.message ?? '', notes: '' };
}

const Asked = GitlabPerson.extend({ state: Text });

const MergeRequestEvent = z.object({
  user: GitlabPerson.nullish(),
  project: Project,
  object_attributes: z.object({
    action: Text,
    iid: z.number(),
    title: z.string(),
    description: Text,
    state: z.string(),
    draft: z.boolean().nullish(),
    work_in_progress: z.boolean().nullish(),
    author_id: z.number().nullish(),
    source_branch: z.string(),
    target_branch: z.string(),
    source_project_id: z.number().nullish(),
    target_project_id: z.number().nullish(),
    source: Project.nullish(),
    target: Project.nullish(),
    last_commit: z.object({ id: z.string() }).nullish(),
    merge_commit_sha: Text,
    created_at: GitlabMoment,
    updated_at: GitlabMoment,
    url: Text,
  }),
  assignees: z.array(GitlabPerson).nullish(),
  reviewers: z.array(Asked).nullish(),
});
type MergeRequestEvent = z.infer<typeof MergeRequestEvent>;

function rowsFromMergeRequest(payload: unknown): PayloadRows | undefined {
  const { data: event } = MergeRequestEvent.safeParse(payload);
  if (event === undefined) return undefined;
  const { target, target_project_id: id } = event.object_attributes;
  const holder = holderFrom(target ?? event.project, id);
  if (holder === undefined) return undefined;
  const pullRequest = pullRequestFromEvent(event, holder.repository.webUrl);
  return { ...holder, commits: [], branches: [], goneBranches: [], pullRequests: [pullRequest], leftOut: undefined };
}

function pullRequestFromEvent(event: MergeRequestEvent, projectPage: string | undefined): PullRequest {
  const told = event.object_attributes;
  const url = serverOf(event);
  const state = stateFromGitlab(told.state);
  const authorId = told.author_id === null || told.author_id === undefined ? undefined : String(told.author_id);
  return {
    remoteId: String(told.iid),
    title: told.title,
    description: told.description ?? '',
    state,
    isDraft: isDraftAtGitlab(told),
    author: authorAmong(event, authorId, url),
    source: {
      branch: told.source_branch,
      head: hashIn(told.last_commit?.id),
      repositoryName: told.source?.path_with_namespace,
      isFork: told.source_project_id !== told.target_project_id,
    },
    targetBranch: told.target_branch,
    // Unlike the API, the payload does not say whether it was squashed, so that the head may not be what was merged.
    mergeCommit: state === 'merged' ? hashIn(told.merge_commit_sha) : undefined,
    reviewers: reviewersWithout(authorId, reviewersIn(event, url)),
    commentCount: 0,
    createdAt: told.created_at,
    updatedAt: told.updated_at,
    closedAt: state === 'open' ? undefined : told.updated_at,
    webUrl: told.url ?? `${projectPage ?? url ?? ''}/-/merge_requests/${told.iid}`,
    isComplete: false,
  };
}

/** The payload names the author by number only; somebody else in it may be the same. */
function authorAmong(event: MergeRequestEvent, authorId: string | undefined, url: string | undefined) {
  const people = [event.user, ...(event.assignees ?? []), ...(event.reviewers ?? [])].flatMap((one) => one ?? []);
  const author = people.find(({ id }) => typeof id === 'number' && String(id) === authorId);
  return author && personFromGitlab(author, url);
}

/** Those asked, with what they said where the server tells it (since GitLab 18), and whoever approves just now. */
function reviewersIn(event: MergeRequestEvent, url: string | undefined): readonly Reviewer[] {
  const { action } = event.object_attributes;
  const approver = action === 'approved' || action === 'approval' ? (event.user ?? undefined) : undefined;
  const asked = (event.reviewers ?? []).map((one): Reviewer => {
    const isApprover = approver !== undefined && one.username === approver.username;
    return { person: personFromGitlab(one, url), verdict: isApprover ? 'approved' : verdictFromGitlab(one.state) };
  });
  return approver === undefined ? asked : [...asked, { person: personFromGitlab(approver, url), verdict: 'approved' }];
}

/** Where people find the server: what is left of a project's page without its name. */
function serverOf({ project }: MergeRequestEvent): string | undefined {
  const end = `/${project.path_with_namespace}`;
  return project.web_url?.endsWith(end) ? project.web_url.slice(0, -end.length) : undefined;
}
