/** The columns of a pull request as statements read them, and the pull request they mean. */

import { descriptionLimit } from '@branchline/domain';
import type {
  CommitHash,
  PullRequest,
  PullRequestSource,
  PullRequestState,
  Reviewer,
  ServicePerson,
} from '@branchline/domain';
import { sql } from 'kysely';
import { textForPostgres } from './json.ts';

/** What `pullRequestColumns` selects. */
export interface PullRequestColumns {
  readonly remote_id: string;
  readonly title: string;
  readonly description: string;
  readonly state: PullRequestState;
  readonly is_draft: boolean;
  readonly author: ServicePerson | null;
  readonly source: PullRequestSource;
  readonly target_branch: string;
  readonly merge_commit: CommitHash | null;
  readonly reviewers: readonly Reviewer[];
  readonly comment_count: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly closed_at: Date | null;
  readonly web_url: string;
  readonly is_complete: boolean;
}

/** For a `select` from `pull_requests`. */
export const pullRequestColumns = sql`
  remote_id, title, description, state, is_draft, author, source, target_branch, merge_commit, reviewers, comment_count,
  created_at, updated_at, closed_at, web_url, is_complete`;

export function pullRequestFromColumns(columns: PullRequestColumns): PullRequest {
  return {
    remoteId: columns.remote_id,
    title: columns.title,
    description: columns.description,
    state: columns.state,
    isDraft: columns.is_draft,
    author: columns.author === null ? undefined : personFrom(columns.author),
    source: sourceFrom(columns.source),
    targetBranch: columns.target_branch,
    mergeCommit: columns.merge_commit ?? undefined,
    reviewers: columns.reviewers.map(({ person, verdict }) => ({ person: personFrom(person), verdict })),
    commentCount: columns.comment_count,
    createdAt: columns.created_at,
    updatedAt: columns.updated_at,
    closedAt: columns.closed_at ?? undefined,
    webUrl: columns.web_url,
    isComplete: columns.is_complete,
  };
}

/** As it will be read back: PostgreSQL keeps neither every character nor more than we want of a description. */
export function keepable(told: PullRequest): PullRequest {
  return {
    remoteId: textForPostgres(told.remoteId),
    title: textForPostgres(told.title),
    description: textForPostgres(told.description.slice(0, descriptionLimit)),
    state: told.state,
    isDraft: told.isDraft,
    author: told.author && personFrom(told.author),
    source: sourceFrom(told.source),
    targetBranch: textForPostgres(told.targetBranch),
    mergeCommit: told.mergeCommit,
    reviewers: told.reviewers.map(({ person, verdict }) => ({ person: personFrom(person), verdict })),
    commentCount: Math.min(told.commentCount, countLimit),
    createdAt: told.createdAt,
    updatedAt: told.updatedAt,
    closedAt: told.closedAt,
    webUrl: textForPostgres(told.webUrl),
    isComplete: told.isComplete,
  };
}

/** PostgreSQL's largest integer. */
const countLimit = 2 ** 31 - 1;

function personFrom(person: ServicePerson): ServicePerson {
  return {
    remoteId: optionalText(person.remoteId),
    login: textForPostgres(person.login),
    name: optionalText(person.name),
    email: optionalText(person.email),
    webUrl: optionalText(person.webUrl),
    avatarUrl: optionalText(person.avatarUrl),
  };
}

function sourceFrom(source: PullRequestSource): PullRequestSource {
  return {
    branch: textForPostgres(source.branch),
    head: source.head,
    repositoryName: optionalText(source.repositoryName),
    isFork: source.isFork,
  };
}

function optionalText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : textForPostgres(text);
}
