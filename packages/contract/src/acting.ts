/** Acting on repositories from an issue, under one's own name: branches, pull requests, beginning to work. */

import type { RepositoryId } from '@branchline/domain';
import { branchNameLimit } from '@branchline/domain';
import { z } from 'zod';
import { BranchNameCheck } from './branch-name-check.ts';
import { Count, Id, Nothing, idOf } from './fields.ts';
import { ChangedFiles, ShownCommit } from './git-shapes.ts';
import { act, ofIssue, view, type Route } from './route.ts';

const onRepository = ofIssue.extend({ repository: idOf<RepositoryId>() });
const onPullRequest = onRepository.extend({ pullRequest: z.string().min(1).max(200) });

const BranchName = z.string().min(1).max(branchNameLimit);
const From = z.string().trim().min(1).max(250);

/** As whom it would be done at the Git service. */
export const Actor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), login: z.string() }),
  /** The integration lets its own account stand in; the audit log says for whom. */
  z.object({ kind: z.literal('service-account'), login: z.string().nullable() }),
  /** Only an own token will do, and there is none that works. */
  z.object({ kind: z.literal('token-needed'), because: z.string() }),
]);
export type Actor = z.infer<typeof Actor>;

/** What can be done with a repository from an issue. */
export const RepositoryForAction = z.object({
  id: Id,
  name: z.string(),
  integrationId: Id,
  integrationName: z.string(),
  /** The Git service's name: `GitLab`. */
  serviceTitle: z.string(),
  /** Null for an empty one. */
  defaultBranch: z.string().nullable(),
  pullRequestWord: z.string(),
  actor: Actor,
  mayCreateBranch: z.boolean(),
  mayCreatePullRequest: z.boolean(),
  /** Something of this issue is in it. */
  namesIssue: z.boolean(),
  /** Commits of the issue's project in it, counted over the project's first 50,000 links: for the order. */
  projectCommits: Count,
});
export type RepositoryForAction = z.infer<typeof RepositoryForAction>;

export const RepositoriesForAction = z.object({
  /**
   * The one last chosen for this project by whoever asks, then those that name the issue, then by how much of the
   * project is in them, then by name. At most 50: search for others.
   */
  repositories: z.array(RepositoryForAction),
  /** There are more. */
  isCut: z.boolean(),
  /** Why there are none, and what to do: whole sentences; null when there are some. */
  because: z.string().nullable(),
});
export type RepositoriesForAction = z.infer<typeof RepositoriesForAction>;

/** A good start for a new branch. */
export const BranchProposal = z.object({
  issue: z.object({ key: z.string(), type: z.string(), summary: z.string() }),
  /** Of the project and the issue's type: the page fills it in while one chooses. */
  template: z.string(),
  separator: z.enum(['-', '_', '.']),
  /** Of whoever asks, for the template; empty when nobody knows. */
  displayName: z.string(),
  /** The template filled in. */
  name: z.string(),
  /** Where to start from: what they last chose there for this project, else the default branch; null when empty. */
  from: z.string().nullable(),
  /** What stands in the way of this name besides one of the same: whole sentences. */
  rules: z.array(z.string()),
  /** A branch of this name is there already. */
  exists: z.boolean(),
});
export type BranchProposal = z.infer<typeof BranchProposal>;

export const SourceBranches = z.object({
  /** The default branch first, then those that name the issue, then the one that moved last; at most 50. */
  branches: z.array(z.object({ name: z.string(), isDefault: z.boolean(), namesIssue: z.boolean() })),
  isCut: z.boolean(),
});
export type SourceBranches = z.infer<typeof SourceBranches>;

export const NewBranch = z.strictObject({ repositoryId: idOf<RepositoryId>(), name: BranchName, from: From });

export const MadeBranch = z.object({
  name: z.string(),
  head: z.string(),
  webUrl: z.string().nullable(),
  actor: z.enum(['person', 'service-account']),
});
export type MadeBranch = z.infer<typeof MadeBranch>;

/** A good start for a new pull request, and what it would bring. */
export const PullRequestProposal = z.object({
  /** Null where there is no branch of the issue yet. */
  source: z.string().nullable(),
  target: z.string().nullable(),
  title: z.string(),
  description: z.string(),
  /** The repository's own, the standard one first; `description` begins with that. */
  templates: z.array(z.object({ name: z.string(), text: z.string() })),
  labels: z.array(z.string()),
  /** What services like this one take with a new one: what it does not take here is said once it was opened. */
  can: z.object({ reviewers: z.boolean(), labels: z.boolean(), draft: z.boolean() }),
  /** Newest first, at most 100; empty until both branches are known. */
  commits: z.array(ShownCommit),
  commitCount: Count,
  changes: ChangedFiles.nullable(),
  /** `unknown`: git could not try it here. */
  merge: z.enum(['clean', 'conflicts', 'nothing-new', 'unknown']),
  conflicts: z.array(z.string()),
  /** Its address, when there is one from this source into this target already. */
  existing: z.object({ label: z.string(), webUrl: z.string().nullable() }).nullable(),
  /** What could not be asked of the service at the moment: whole sentences. */
  shortcomings: z.array(z.string()),
});
export type PullRequestProposal = z.infer<typeof PullRequestProposal>;

export const NewPullRequest = z.strictObject({
  repositoryId: idOf<RepositoryId>(),
  source: From,
  target: From,
  title: z.string().trim().min(1).max(255),
  description: z.string().max(65_000).default(''),
  /** Logins. */
  reviewers: z.array(z.string().min(1).max(200)).max(50).default([]),
  labels: z.array(z.string().min(1).max(200)).max(50).default([]),
  isDraft: z.boolean().default(false),
});

export const MadePullRequest = z.object({
  id: z.string(),
  label: z.string(),
  webUrl: z.string().nullable(),
  actor: z.enum(['person', 'service-account']),
  /** What of the wish could not be had, whole sentences. */
  shortcomings: z.array(z.string()),
});
export type MadePullRequest = z.infer<typeof MadePullRequest>;

export const ReviewerList = z.object({
  reviewers: z.array(z.object({ login: z.string(), name: z.string() })),
});

export const MergeRequest = z.strictObject({
  method: z.enum(['merge', 'squash', 'rebase']).default('merge'),
  /** The head that was looked at: refused when it has moved on. */
  expectedHead: z.string().max(64).optional(),
  deletesSourceBranch: z.boolean().default(false),
});

/** What beginning to work on the issue can do. */
export const StartWorkProposal = z.object({
  /** Whose it is now, and whether that is whoever asks; null for nobody. */
  assignee: z.object({ name: z.string(), isMe: z.boolean() }).nullable(),
  /** Why Branchline cannot assign it to them, a whole sentence; null when it can. */
  cannotAssign: z.string().nullable(),
  status: z.string().nullable(),
  /** Where it can go from here, the first that means "in progress" first. */
  transitions: z.array(z.object({ id: z.string(), name: z.string(), to: z.string(), isSuggested: z.boolean() })),
  cannotMove: z.string().nullable(),
});
export type StartWorkProposal = z.infer<typeof StartWorkProposal>;

export const StartWork = z.strictObject({
  branch: NewBranch.nullable(),
  assigns: z.boolean(),
  transition: z.string().min(1).max(100).nullable(),
});

/** What became of each wish; the branch is made first, and nothing else is done when that fails. */
export const StartedWork = z.object({
  branch: MadeBranch.nullable(),
  steps: z.array(
    z.object({
      step: z.enum(['assign', 'transition']),
      state: z.enum(['done', 'failed', 'not-wanted']),
      /** Whole sentences; empty when done. */
      message: z.string(),
    }),
  ),
});
export type StartedWork = z.infer<typeof StartedWork>;

const perform = { ...act, access: 'viewer' } as const;

/**
 * A route that acts answers 428 with the problem `token-needed`, which names the integration, when only an own token
 * will do: connect an account there, and send the same again.
 */
export const actingRoutes = {
  listRepositoriesForAction: {
    ...view,
    path: '/api/v1/issues/:key/action-repositories',
    params: ofIssue,
    query: z.object({
      action: z.enum(['create-branch', 'create-pull-request']).default('create-branch'),
      search: z.string().trim().max(200).optional(),
      /** This one alone, wherever it would stand. */
      repository: idOf<RepositoryId>().optional(),
    }),
    response: RepositoriesForAction,
  },
  listSourceBranches: {
    ...view,
    path: '/api/v1/issues/:key/repositories/:repository/branches',
    params: onRepository,
    query: z.object({ search: z.string().trim().max(250).optional() }),
    response: SourceBranches,
  },
  proposeBranch: {
    ...view,
    path: '/api/v1/issues/:key/repositories/:repository/branch-proposal',
    params: onRepository,
    query: z.object({ from: From.optional() }),
    response: BranchProposal,
  },
  checkBranchName: {
    ...view,
    path: '/api/v1/issues/:key/repositories/:repository/branch-name-check',
    params: onRepository,
    query: z.object({ name: BranchName }),
    response: BranchNameCheck,
  },
  createBranch: {
    ...perform,
    path: '/api/v1/issues/:key/branches',
    params: ofIssue,
    request: NewBranch,
    status: 201,
    response: MadeBranch,
  },
  /** A branch that is gone already is no failure. */
  deleteBranch: {
    ...perform,
    path: '/api/v1/issues/:key/repositories/:repository/branch-removals',
    params: onRepository,
    request: z.strictObject({ name: BranchName }),
    status: 204,
    response: Nothing,
  },
  proposePullRequest: {
    ...view,
    path: '/api/v1/issues/:key/repositories/:repository/pull-request-proposal',
    params: onRepository,
    query: z.object({ source: From.optional(), target: From.optional() }),
    response: PullRequestProposal,
  },
  findReviewers: {
    ...view,
    path: '/api/v1/issues/:key/repositories/:repository/reviewers',
    params: onRepository,
    query: z.object({ search: z.string().trim().max(200).default('') }),
    response: ReviewerList,
  },
  createPullRequest: {
    ...perform,
    path: '/api/v1/issues/:key/pull-requests',
    params: ofIssue,
    request: NewPullRequest,
    status: 201,
    response: MadePullRequest,
  },
  approvePullRequest: {
    ...perform,
    path: '/api/v1/issues/:key/repositories/:repository/pull-requests/:pullRequest/approval',
    params: onPullRequest,
    status: 204,
    response: Nothing,
  },
  mergePullRequest: {
    ...perform,
    path: '/api/v1/issues/:key/repositories/:repository/pull-requests/:pullRequest/merge',
    params: onPullRequest,
    request: MergeRequest,
    status: 204,
    response: Nothing,
  },
  proposeStartingWork: {
    ...view,
    path: '/api/v1/issues/:key/start-work',
    params: ofIssue,
    response: StartWorkProposal,
  },
  startWork: {
    ...perform,
    path: '/api/v1/issues/:key/start-work',
    params: ofIssue,
    request: StartWork,
    response: StartedWork,
  },
} as const satisfies Readonly<Record<string, Route>>;
