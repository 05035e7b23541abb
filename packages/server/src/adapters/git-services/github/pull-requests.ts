/** GitHub's pull requests in our words, wherever they were told: singly, in a list, or by a webhook. */

import {
  Failure,
  type CommitHash,
  type PullRequest,
  type RemoteRepository,
  type Reviewer,
  type ReviewVerdict,
  type ServicePerson,
} from '@branchline/domain';
import { z } from 'zod';
import type { PullRequestReader } from '../../../ports/git-service.ts';
import {
  pageSize,
  PullRequestEntry,
  repositoryPath,
  ReviewEntry,
  type Account,
  type GitHubApi,
  type ListPage,
  type Team,
} from './api.ts';
import { checksAtGitHub } from './checks.ts';

// A list's entry brings its repositories along, about 25 kB: most walks end among the first few.
const changedPageSize = 30;

export function pullRequestReader(api: GitHubApi): PullRequestReader {
  return {
    get: (repository, remoteId) => getPullRequest(api, repository, remoteId),
    checks: (repository, pullRequest) => checksAtGitHub(api, repository, pullRequest),
    async *changedSince(repository, { since, after, validator }) {
      const size = since === undefined ? pageSize : changedPageSize;
      const first = repositoryPath(repository.name, `/pulls?state=all&sort=updated&direction=desc&per_page=${size}`);
      let next: string | undefined = after ?? first;
      while (next !== undefined) {
        const isFirst: boolean = next === first;
        const page: ListPage<PullRequestEntry[]> | undefined = await api.page(
          next,
          z.array(PullRequestEntry),
          isFirst ? validator : undefined,
        );
        if (page === undefined) return;
        refuseStranger(repository, page.answer[0]);
        const wanted: readonly PullRequestEntry[] = page.answer.filter(
          (entry) => since === undefined || entry.updated_at >= since,
        );
        next = wanted.length < page.answer.length ? undefined : page.next;
        yield {
          pullRequests: wanted.map((entry) => pullRequestFrom(entry, undefined)),
          next,
          validator: isFirst ? page.etag : undefined,
        };
      }
    },
  };
}

async function getPullRequest(
  api: GitHubApi,
  repository: RemoteRepository,
  remoteId: string,
): Promise<PullRequest | undefined> {
  const path = repositoryPath(repository.name, `/pulls/${encodeURIComponent(remoteId)}`);
  const entry = await api.find(path, PullRequestEntry);
  if (entry === undefined) return undefined;
  refuseStranger(repository, entry);
  const reviews = await api.all(`${path}/reviews?per_page=${pageSize}`, z.array(ReviewEntry));
  return pullRequestFrom(entry, reviews);
}

/** A name may pass to another repository after a rename; its pull requests are not ours. */
function refuseStranger(repository: RemoteRepository, entry: PullRequestEntry | undefined): void {
  const found = entry?.base.repo?.id;
  if (found === undefined || String(found) === repository.remoteId) return;
  throw new Failure(
    'conflict',
    'git-service',
    `The name ${repository.name} now belongs to another repository (number ${found}, ours is ${repository.remoteId}). ` +
      'The list of repositories must be read again.',
  );
}

/** `reviews` undefined: not known. */
export function pullRequestFrom(entry: PullRequestEntry, reviews: readonly ReviewEntry[] | undefined): PullRequest {
  const { head, base, merged_at: mergedAt } = entry;
  return {
    remoteId: String(entry.number),
    title: entry.title,
    description: entry.body ?? '',
    state: stateFrom(entry),
    isDraft: entry.draft ?? false,
    author: entry.user ? personFrom(entry.user) : undefined,
    source: {
      branch: head.ref,
      head: head.sha === '' ? undefined : (head.sha as CommitHash),
      repositoryName: head.repo?.full_name,
      // The repository it goes to cannot be gone; so one that is gone was another.
      isFork: head.repo?.id !== base.repo?.id || !head.repo,
    },
    targetBranch: base.ref,
    // Before the merge it names a trial merge that nobody sees.
    mergeCommit: mergedAt && entry.merge_commit_sha ? (entry.merge_commit_sha as CommitHash) : undefined,
    reviewers: reviewersFrom(entry, reviews ?? []),
    commentCount: (entry.comments ?? 0) + (entry.review_comments ?? 0),
    createdAt: entry.created_at,
    updatedAt: entry.updated_at,
    closedAt: entry.closed_at ?? undefined,
    webUrl: entry.html_url,
    isComplete: reviews !== undefined,
  };
}

function stateFrom({ state, merged_at: mergedAt }: PullRequestEntry): PullRequest['state'] {
  if (mergedAt) return 'merged';
  return state === 'closed' ? 'declined' : 'open';
}

/** Those asked, then those who came of themselves in the order of their first review. */
function reviewersFrom(entry: PullRequestEntry, reviews: readonly ReviewEntry[]): readonly Reviewer[] {
  const people = new Map<number, Account>();
  const verdicts = new Map<number, ReviewVerdict>();
  for (const person of entry.requested_reviewers ?? []) people.set(person.id, person);
  for (const { user, state } of reviews) {
    // A review that is not submitted yet is visible to its author only.
    if (!user || state === 'pending') continue;
    if (!people.has(user.id)) people.set(user.id, user);
    verdicts.set(user.id, verdictAfter(verdicts.get(user.id), state));
  }
  const asked = (entry.requested_reviewers ?? []).map(({ id }) => id);
  const teams = (entry.requested_teams ?? []).map((team): Reviewer => ({ person: teamFrom(team), verdict: 'none' }));
  const isAsked = new Set(asked);
  const reviewer = ([id, person]: readonly [number, Account]): Reviewer => ({
    person: personFrom(person),
    verdict: verdicts.get(id) ?? 'none',
  });
  const others = [...people].filter(([id]) => id !== entry.user?.id);
  return [
    ...others.filter(([id]) => isAsked.has(id)).map(reviewer),
    ...teams,
    ...others.filter(([id]) => !isAsked.has(id)).map(reviewer),
  ];
}

/** The latest review that is more than a comment counts; one that was dismissed counts as a comment. */
function verdictAfter(before: ReviewVerdict | undefined, state: string): ReviewVerdict {
  if (state === 'approved') return 'approved';
  if (state === 'changes_requested') return 'changes-requested';
  if (state === 'dismissed') return 'commented';
  return before ?? 'commented';
}

/** The name and e-mail are left out: only some answers tell them. */
export function personFrom({ id, login, html_url: webUrl, avatar_url: avatarUrl }: Account): ServicePerson {
  return {
    remoteId: String(id),
    login,
    name: undefined,
    email: undefined,
    webUrl: webUrl ?? undefined,
    avatarUrl: avatarUrl ?? undefined,
  };
}

function teamFrom({ id, slug, name, html_url: webUrl }: Team): ServicePerson {
  // Teams and people are numbered apart.
  return {
    remoteId: `team/${id}`,
    login: slug,
    name,
    email: undefined,
    webUrl: webUrl ?? undefined,
    avatarUrl: undefined,
  };
}
