/** The stand-in's things in GitLab's JSON. */

import type { StandInCommit } from '../events.ts';
import {
  accessOf,
  commentCountOf,
  fullNameOf,
  verdictsOf,
  type StandInAccess,
  type StandInHook,
  type StandInOwner,
  type StandInPerson,
  type StandInPullRequest,
  type StandInRepository,
  type StandInState,
} from '../state.ts';

type Json = Readonly<Record<string, unknown>>;

/** Without an address of e-mail: most people show none. */
export function personJson({ url }: StandInState, person: StandInPerson): Json {
  return {
    id: person.id,
    username: person.login,
    public_email: null,
    name: person.name,
    state: 'active',
    locked: false,
    avatar_url: `${url}/uploads/-/system/user/avatar/${person.id}/avatar.png`,
    web_url: `${url}/${person.login}`,
  };
}

/** Person's spaces are no groups at GitLab. */
function namespaceJson({ url }: StandInState, owner: StandInOwner): Json {
  const isGroup = owner.kind === 'organization';
  return {
    id: owner.id,
    name: owner.name,
    path: owner.path.split('/').at(-1),
    kind: isGroup ? 'group' : 'user',
    full_path: owner.path,
    parent_id: null,
    web_url: isGroup ? `${url}/groups/${owner.path}` : `${url}/${owner.path}`,
  };
}

/** https://docs.gitlab.com/api/access_requests/#valid-access-levels: Reporter, Developer, Maintainer. */
export const levels: Readonly<Record<StandInAccess, number>> = { none: 0, read: 20, write: 30, admin: 40 };

export function projectJson(
  state: StandInState,
  repository: StandInRepository,
  person: StandInPerson | undefined,
): Json {
  const name = fullNameOf(repository);
  const page = `${state.url}/${name}`;
  const level = levels[accessOf(repository, person)];
  return {
    id: repository.id,
    description: repository.description,
    name: repository.name,
    path: repository.name,
    path_with_namespace: name,
    created_at: repository.createdAt,
    default_branch: repository.pushedAt === undefined ? null : repository.defaultBranch,
    topics: [],
    http_url_to_repo: `${page}.git`,
    web_url: page,
    last_activity_at: repository.updatedAt,
    visibility: repository.isPrivate ? 'private' : 'public',
    namespace: namespaceJson(state, repository.owner),
    archived: repository.isArchived,
    empty_repo: repository.pushedAt === undefined,
    merge_method: repository.own['mergeMethod'] ?? 'merge',
    merge_requests_access_level: repository.own['mergeRequests'] ?? 'enabled',
    merge_requests_template: repository.own['template'] ?? null,
    permissions: { project_access: level === 0 ? null : { access_level: level }, group_access: null },
  };
}

/** The subset that webhooks carry. */
export function hookProjectJson({ url }: StandInState, repository: StandInRepository): Json {
  const name = fullNameOf(repository);
  const page = `${url}/${name}`;
  return {
    id: repository.id,
    name: repository.name,
    description: repository.description,
    web_url: page,
    avatar_url: null,
    git_http_url: `${page}.git`,
    namespace: repository.owner.name,
    visibility_level: repository.isPrivate ? 0 : 20,
    path_with_namespace: name,
    default_branch: repository.defaultBranch,
    homepage: page,
    url: `${page}.git`,
    http_url: `${page}.git`,
  };
}

/** GitLab knows drafts by their title. */
export function titleOf({ isDraft, title }: StandInPullRequest): string {
  return isDraft ? `Draft: ${title}` : title;
}

export function pageOfMergeRequest({ url }: StandInState, { repository, number }: StandInPullRequest): string {
  return `${url}/${fullNameOf(repository)}/-/merge_requests/${number}`;
}

const states = { open: 'opened', merged: 'merged', declined: 'closed' } as const;

export function stateOf({ state }: StandInPullRequest): string {
  return states[state];
}

export function mergeRequestJson(state: StandInState, request: StandInPullRequest): Json {
  const isMerged = request.state === 'merged';
  const isSquashed = request.mergeMethod === 'squash';
  return {
    id: request.id,
    iid: request.number,
    project_id: request.repository.id,
    title: titleOf(request),
    description: request.description,
    state: stateOf(request),
    created_at: request.createdAt,
    updated_at: request.updatedAt,
    merged_at: isMerged ? request.closedAt : null,
    closed_at: request.state === 'declined' ? request.closedAt : null,
    target_branch: request.targetBranch,
    source_branch: request.source.branch,
    user_notes_count: commentCountOf(request),
    author: personJson(state, request.author),
    reviewers: request.asked.map((person) => personJson(state, person)),
    source_project_id: request.source.repository?.id ?? null,
    target_project_id: request.repository.id,
    labels: request.labels,
    draft: request.isDraft,
    sha: request.head,
    merge_commit_sha: isMerged && !isSquashed ? request.mergeCommit : null,
    squash_commit_sha: isMerged && isSquashed ? request.mergeCommit : null,
    web_url: pageOfMergeRequest(state, request),
  };
}

/** What somebody's newest review makes of them, comments included. */
export function reviewerState({ reviews }: StandInPullRequest, person: StandInPerson): string {
  const verdict = reviews.findLast((review) => review.person === person)?.verdict;
  if (verdict === 'approved') return 'approved';
  if (verdict === 'changes-requested') return 'requested_changes';
  return verdict === 'commented' ? 'reviewed' : 'unreviewed';
}

export function approversOf(request: StandInPullRequest): readonly StandInPerson[] {
  return [...verdictsOf(request)].flatMap(([person, verdict]) => (verdict === 'approved' ? [person] : []));
}

export function branchJson(
  { url }: StandInState,
  repository: StandInRepository,
  name: string,
  commit: StandInCommit,
): Json {
  const path = name.split('/').map(encodeURIComponent).join('/');
  return {
    name,
    commit: {
      id: commit.hash,
      title: commit.message.split('\n')[0],
      message: commit.message,
      parent_ids: commit.parents,
    },
    merged: false,
    protected: name === repository.defaultBranch,
    default: name === repository.defaultBranch,
    web_url: `${url}/${fullNameOf(repository)}/-/tree/${path}`,
  };
}

/** All that a webhook can be told, as GitLab names it. */
export const hookEvents = [
  'push_events',
  'tag_push_events',
  'merge_requests_events',
  'note_events',
  'issues_events',
  'confidential_issues_events',
  'confidential_note_events',
  'job_events',
  'pipeline_events',
  'wiki_page_events',
  'deployment_events',
  'releases_events',
] as const;

/** Neither of the secrets is ever told. */
export function hookJson(hook: StandInHook): Json {
  const isOff = !hook.isActive;
  return {
    id: hook.id,
    url: hook.url,
    created_at: hook.createdAt,
    ...Object.fromEntries(hookEvents.map((event) => [event, hook.events.includes(event)])),
    enable_ssl_verification: hook.own['verifies'] ?? true,
    alert_status: isOff ? 'disabled' : 'executable',
    disabled_until: null,
    branch_filter_strategy: 'all_branches',
    push_events_branch_filter: null,
  };
}
