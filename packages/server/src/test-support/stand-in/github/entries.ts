/** GitHub's JSON for people, repositories and pull requests of the stand-in, as its description has them. */

import {
  accessOf,
  fullNameOf,
  type StandInOwner,
  type StandInPerson,
  type StandInPullRequest,
  type StandInRepository,
  type StandInReview,
  type StandInState,
} from '../state.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Where the stand-in is. */
export interface Place {
  readonly state: StandInState;
  /** Of the pages. */
  readonly url: string;
  readonly api: string;
}

export function personEntry(
  { url, api }: Place,
  { login, id }: Pick<StandInPerson, 'login' | 'id'>,
  type = 'User',
): Json {
  const own = `${api}/users/${login}`;
  return {
    login,
    id,
    node_id: `U_${id}`,
    avatar_url: `${url}/avatars/${id}`,
    gravatar_id: '',
    url: own,
    html_url: `${url}/${login}`,
    followers_url: `${own}/followers`,
    following_url: `${own}/following{/other_user}`,
    gists_url: `${own}/gists{/gist_id}`,
    starred_url: `${own}/starred{/owner}{/repo}`,
    subscriptions_url: `${own}/subscriptions`,
    organizations_url: `${own}/orgs`,
    repos_url: `${own}/repos`,
    events_url: `${own}/events{/privacy}`,
    received_events_url: `${own}/received_events`,
    type,
    site_admin: false,
  };
}

export function ownerEntry(place: Place, owner: StandInOwner): Json {
  const person = place.state.people.find(({ login }) => login === owner.path);
  if (owner.kind === 'person' && person !== undefined) return personEntry(place, person);
  return personEntry(place, { login: owner.path, id: owner.id }, 'Organization');
}

/** All addresses an entry of a repository has, and what follows its own in each. */
const repositoryAddresses: Readonly<Record<string, string>> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

export function repositoryEntry(place: Place, repository: StandInRepository, person?: StandInPerson): Json {
  const fullName = fullNameOf(repository);
  const own = `${place.api}/repos/${fullName}`;
  const page = `${place.url}/${fullName}`;
  const open = repository.pullRequests.filter(({ state }) => state === 'open').length;
  return {
    id: repository.id,
    node_id: `R_${repository.id}`,
    name: repository.name,
    full_name: fullName,
    private: repository.isPrivate,
    owner: ownerEntry(place, repository.owner),
    html_url: page,
    description: repository.description === '' ? null : repository.description,
    fork: repository.forkOf !== undefined,
    url: own,
    ...Object.fromEntries(Object.entries(repositoryAddresses).map(([name, rest]) => [name, `${own}${rest}`])),
    created_at: momentEntry(repository.createdAt),
    updated_at: momentEntry(repository.updatedAt),
    // GitHub takes the making for a push.
    pushed_at: momentEntry(repository.pushedAt ?? repository.createdAt),
    git_url: `git://git.example.com/${fullName}.git`,
    ssh_url: `git@git.example.com:${fullName}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    homepage: null,
    size: repository.pushedAt === undefined ? 0 : 108,
    language: null,
    license: null,
    mirror_url: null,
    topics: [],
    archived: repository.isArchived,
    disabled: false,
    default_branch: repository.defaultBranch,
    visibility: repository.isPrivate ? 'private' : 'public',
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    forks: 0,
    forks_count: 0,
    open_issues: open,
    open_issues_count: open,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    permissions: permissionsEntry(repository, person),
  };
}

/** What only `GET /repos/{owner}/{repo}` tells besides. */
export const repositoryDetails: Json = { network_count: 0, subscribers_count: 0 };

function permissionsEntry(repository: StandInRepository, person: StandInPerson | undefined): Json {
  const access = accessOf(repository, person);
  const writes = access === 'write' || access === 'admin';
  return { admin: access === 'admin', maintain: access === 'admin', push: writes, triage: writes, pull: true };
}

/** As a list tells it; `GET …/pulls/{number}` and webhooks add `pullRequestDetails`. */
export function pullRequestEntry(place: Place, pullRequest: StandInPullRequest): Json {
  const { repository, number, author, reviews, source } = pullRequest;
  const fullName = fullNameOf(repository);
  const own = `${place.api}/repos/${fullName}/pulls/${number}`;
  const issue = `${place.api}/repos/${fullName}/issues/${number}`;
  const page = `${place.url}/${fullName}/pull/${number}`;
  const statuses = `${place.api}/repos/${fullName}/statuses/${pullRequest.head}`;
  const asked = pullRequest.asked.filter((person) => !reviews.some((review) => review.person === person));
  const addresses = {
    url: own,
    issue_url: issue,
    html_url: page,
    commits_url: `${own}/commits`,
    statuses_url: statuses,
  };
  const comments = `${place.api}/repos/${fullName}/pulls/comments{/number}`;
  return {
    id: pullRequest.id,
    node_id: `PR_${pullRequest.id}`,
    ...addresses,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    comments_url: `${issue}/comments`,
    review_comments_url: `${own}/comments`,
    review_comment_url: comments,
    number,
    state: pullRequest.state === 'open' ? 'open' : 'closed',
    locked: false,
    active_lock_reason: null,
    title: pullRequest.title,
    body: pullRequest.description === '' ? null : pullRequest.description,
    user: personEntry(place, author),
    labels: pullRequest.labels.map((name) => labelEntry(place, repository, name)),
    milestone: null,
    assignee: null,
    assignees: [],
    author_association: 'COLLABORATOR',
    auto_merge: null,
    draft: pullRequest.isDraft,
    requested_reviewers: asked.map((person) => personEntry(place, person)),
    requested_teams: [],
    ...momentsEntry(pullRequest),
    // A trial merge nobody sees, until there is a real one.
    merge_commit_sha: pullRequest.mergeCommit ?? 'e'.repeat(40),
    head: sideEntry(place, source.repository, source.branch, pullRequest.head),
    base: sideEntry(place, repository, pullRequest.targetBranch, pullRequest.start),
    _links: linksEntry({
      self: own,
      html: page,
      issue,
      comments: `${issue}/comments`,
      review_comments: `${own}/comments`,
      review_comment: comments,
      commits: `${own}/commits`,
      statuses,
    }),
  };
}

function momentsEntry({ createdAt, updatedAt, closedAt, state }: StandInPullRequest): Json {
  const closed = closedAt === undefined ? null : momentEntry(closedAt);
  const merged = state === 'merged' ? closed : null;
  const [created, updated] = [momentEntry(createdAt), momentEntry(updatedAt)];
  return { created_at: created, updated_at: updated, closed_at: closed, merged_at: merged };
}

function linksEntry(addresses: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(Object.entries(addresses).map(([name, href]) => [name, { href }]));
}

export function pullRequestDetails(place: Place, pullRequest: StandInPullRequest): Json {
  const isMerged = pullRequest.state === 'merged';
  return {
    merged: isMerged,
    mergeable: pullRequest.state === 'open' ? true : null,
    mergeable_state: pullRequest.state === 'open' ? 'clean' : 'unknown',
    rebaseable: null,
    merged_by: isMerged && pullRequest.closedBy ? personEntry(place, pullRequest.closedBy) : null,
    comments: pullRequest.comments.length,
    review_comments: pullRequest.reviews.filter(({ text }) => text !== '').length,
    maintainer_can_modify: false,
    commits: 1,
    additions: 1,
    deletions: 0,
    changed_files: 1,
  };
}

function sideEntry(place: Place, repository: StandInRepository | undefined, ref: string, sha: string): Json {
  if (repository === undefined) return { label: `unknown:${ref}`, ref, sha, user: null, repo: null };
  return {
    label: `${repository.owner.path}:${ref}`,
    ref,
    sha,
    user: ownerEntry(place, repository.owner),
    repo: repositoryEntry(place, repository),
  };
}

const reviewStates = {
  approved: 'APPROVED',
  'changes-requested': 'CHANGES_REQUESTED',
  commented: 'COMMENTED',
} as const;

export function reviewEntry(place: Place, { repository, number }: StandInPullRequest, review: StandInReview): Json {
  const page = `${place.url}/${fullNameOf(repository)}/pull/${number}#pullrequestreview-${review.id}`;
  const own = `${place.api}/repos/${fullNameOf(repository)}/pulls/${number}`;
  return {
    id: review.id,
    node_id: `PRR_${review.id}`,
    user: personEntry(place, review.person),
    body: review.text,
    state: reviewStates[review.verdict],
    html_url: page,
    pull_request_url: own,
    author_association: 'COLLABORATOR',
    _links: { html: { href: page }, pull_request: { href: own } },
    submitted_at: momentEntry(review.submittedAt),
    commit_id: review.commit,
  };
}

export function labelEntry({ api }: Place, repository: StandInRepository, name: string): Json {
  return {
    id: 1 + repository.labels.indexOf(name),
    node_id: `LA_${name}`,
    url: `${api}/repos/${fullNameOf(repository)}/labels/${encodeURIComponent(name)}`,
    name,
    description: '',
    color: 'ededed',
    default: false,
  };
}

/** GitHub counts in seconds. */
export function momentEntry(moment: Date): string {
  return moment.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
