/** Reads pull requests and the reviews they got. */

import type { PullRequest, PullRequestState, RemoteRepository, Reviewer, ReviewVerdict } from '@branchline/domain';
import { Failure } from '@branchline/domain';
import { z } from 'zod';
import type { ChangedSince, PullRequestPage, PullRequestReader } from '../../../ports/git-service.ts';
import { withPage, type FamilyApi } from './api.ts';
import { checksAtFamily } from './checks.ts';
import { findRepository, repositoryPath } from './repositories.ts';
import { hashFrom, personFrom, PullRequest as Answer, Review, type Person } from './shapes.ts';

export function pullRequestReader(api: FamilyApi): PullRequestReader {
  return {
    async get(repository, remoteId) {
      const path = `${repositoryPath(repository)}/pulls/${encodeURIComponent(remoteId)}`;
      const answer = await api.find(path, Answer);
      if (answer === undefined) return undefined;
      refuseStranger(repository, answer);
      const reviews = await api.list(`${path}/reviews`, Review);
      return pullRequestFrom(answer, reviews);
    },
    changedSince: (repository, wanted) => changedSince(api, repository, wanted),
    checks: (repository, pullRequest) => checksAtFamily(api, repository, pullRequest),
  };
}

async function* changedSince(
  api: FamilyApi,
  repository: RemoteRepository,
  { since, after }: ChangedSince,
): AsyncIterable<PullRequestPage> {
  const first = `${repositoryPath(repository)}/pulls?state=all&sort=recentupdate`;
  let next: string | undefined = withPage(first, pageFrom(after));
  while (next !== undefined) {
    const page = await pageOrNothing(api, repository, next);
    refuseStranger(repository, page.answer[0]);
    const changed = page.answer.filter((answer) => isSince(answer, since));
    const isLast = changed.length < page.answer.length;
    next = isLast ? undefined : page.next;
    const number = next === undefined ? undefined : new URLSearchParams(next.split('?', 2)[1]).get('page');
    yield {
      pullRequests: changed.map((answer) => pullRequestFrom(answer)),
      next: number ?? undefined,
      validator: undefined,
    };
  }
}

/** A name may pass to another repository after a rename; its pull requests are not ours. */
function refuseStranger(repository: RemoteRepository, answer: Answer | undefined): void {
  const found = answer?.base.repo_id ?? answer?.base.repo?.id;
  if (found === undefined || String(found) === repository.remoteId) return;
  throw new Failure(
    'conflict',
    'git-service',
    `The name ${repository.name} now belongs to another repository (number ${found}, ours is ${repository.remoteId}). ` +
      'The list of repositories must be read again.',
  );
}

/** A page's `next` is its number. */
function pageFrom(after: string | undefined): number {
  if (after === undefined) return 1;
  if (!/^\d{1,9}$/.test(after)) throw new Failure('rejected', 'git-service', `"${after.slice(0, 50)}" names no page.`);
  return Number(after);
}

/** Repositories that are empty, or whose pull requests are switched off, answer as if they were not there. */
async function pageOrNothing(api: FamilyApi, repository: RemoteRepository, path: string) {
  try {
    return await api.page(path, z.array(Answer), (answers) => answers.length);
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'not-found') throw error;
    if ((await findRepository(api, repository.remoteId)) === undefined) throw error;
    return { answer: [], next: undefined };
  }
}

function isSince({ updated_at }: Answer, since: Date | undefined): boolean {
  if (since === undefined || updated_at === undefined) return true;
  // The service counts whole seconds: what changed later in that second bears the same number.
  return updated_at.getTime() >= Math.floor(since.getTime() / 1000) * 1000;
}

/** `reviews` where they are known; without them nobody has a verdict. */
export function pullRequestFrom(answer: Answer, reviews?: readonly Review[]): PullRequest {
  const state = stateOf(answer);
  const createdAt = answer.created_at ?? new Date(0);
  const updatedAt = answer.updated_at ?? createdAt;
  return {
    remoteId: String(answer.number),
    title: answer.title,
    description: answer.body ?? '',
    state,
    isDraft: answer.draft ?? draftTitle.test(answer.title),
    author: answer.user ? personFrom(answer.user) : undefined,
    source: sourceOf(answer),
    targetBranch: answer.base.ref,
    mergeCommit: state === 'merged' ? hashFrom(answer.merge_commit_sha) : undefined,
    reviewers: reviewersFrom(answer, reviews ?? []),
    // Reviews are among the comments, but the service counts them only when somebody comments the next time.
    commentCount: Math.max(answer.comments ?? 0, answer.review_comments ?? 0),
    createdAt,
    updatedAt,
    closedAt: state === 'open' ? undefined : (answer.merged_at ?? answer.closed_at ?? updatedAt),
    webUrl: answer.html_url,
    isComplete: reviews !== undefined,
  };
}

/** `[repository.pull-request] WORK_IN_PROGRESS_PREFIXES` as it is unless changed; for servers that do not say `draft`. */
const draftTitle = /^(?:WIP:|\[WIP\])/i;

function stateOf({ state, merged, merged_at, closed_at }: Answer): PullRequestState {
  if (merged === true || merged_at !== undefined) return 'merged';
  return state === 'closed' || closed_at !== undefined ? 'declined' : 'open';
}

function sourceOf({ head, base }: Answer): PullRequest['source'] {
  // Once the branch is gone, `ref` is the ref that is kept for the pull request, and the label remembers the name.
  const branch = head.ref.startsWith('refs/') ? head.label || head.ref.slice('refs/'.length) : head.ref;
  const baseId = base.repo_id ?? base.repo?.id;
  const headId = head.repo?.id ?? head.repo_id;
  return {
    branch,
    head: hashFrom(head.sha),
    repositoryName: head.repo?.full_name,
    isFork: headId !== baseId,
  };
}

/** In the order in which they were asked, and behind them those who came by themselves. */
function reviewersFrom(answer: Answer, reviews: readonly Review[]): readonly Reviewer[] {
  const people = new Map<number, { readonly person: Person; verdict: ReviewVerdict }>();
  for (const person of answer.requested_reviewers ?? []) {
    if (person !== null) people.set(person.id, { person, verdict: 'none' });
  }
  for (const review of reviews) {
    // Teams that were asked have no person; what is pending has not been said yet.
    if (!review.user || review.state === 'PENDING') continue;
    const known = people.get(review.user.id) ?? { person: review.user, verdict: 'none' };
    people.set(review.user.id, { ...known, verdict: verdictAfter(known.verdict, review) });
  }
  if (answer.user) people.delete(answer.user.id);
  return [...people.values()].map(({ person, verdict }) => ({ person: personFrom(person), verdict }));
}

/** The newest review that is more than a comment counts; one that was taken back leaves nothing. */
function verdictAfter(before: ReviewVerdict, { state, dismissed }: Review): ReviewVerdict {
  const said = { APPROVED: 'approved', REQUEST_CHANGES: 'changes-requested' } as const;
  const verdict = said[state as keyof typeof said];
  if (verdict !== undefined) return dismissed === true ? 'none' : verdict;
  return state === 'COMMENT' && before === 'none' ? 'commented' : before;
}
