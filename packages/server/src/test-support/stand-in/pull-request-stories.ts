/** What happens to pull requests at a stand-in: opened, changed, reviewed, merged, declined; webhooks follow each. */

import { commitAt, mergeIn } from './bare-git.ts';
import { nextMoment } from './create-state.ts';
import { keepHead, setRef, type StoryTools, tell, touch } from './moving-refs.ts';
import type { PullRequestChange, PullRequestWish, StandIn } from './stand-in.ts';
import type { StandInComment, StandInPerson, StandInPullRequest, StandInRepository, StandInReview } from './state.ts';

type PullRequestStories = Pick<
  StandIn,
  'openPullRequest' | 'updatePullRequest' | 'review' | 'comment' | 'merge' | 'decline' | 'reopen'
>;

export function pullRequestStories(tools: StoryTools): PullRequestStories {
  const { state } = tools;
  return {
    openPullRequest: (repository, wish) => open(tools, repository, wish),
    updatePullRequest: (pullRequest, change, by) => update(tools, pullRequest, change, by ?? pullRequest.author),
    async review(pullRequest, person, verdict, text = '') {
      const submittedAt = touch(tools, pullRequest);
      const review: StandInReview = {
        id: state.nextId(),
        person,
        verdict,
        text,
        commit: pullRequest.head,
        submittedAt,
      };
      pullRequest.reviews.push(review);
      const { repository } = pullRequest;
      await tools.sender.tell({ kind: 'review', repository, pullRequest, review, by: person });
      return review;
    },
    async comment(pullRequest, person, text) {
      const createdAt = touch(tools, pullRequest);
      const comment: StandInComment = { id: state.nextId(), person, text, createdAt };
      pullRequest.comments.push(comment);
      const { repository } = pullRequest;
      await tools.sender.tell({ kind: 'comment', repository, pullRequest, comment, by: person });
      return comment;
    },
    merge: (pullRequest, by, method) => merge(tools, pullRequest, by ?? pullRequest.author, method ?? 'merge'),
    async decline(pullRequest, by = pullRequest.author) {
      pullRequest.state = 'declined';
      pullRequest.closedBy = by;
      pullRequest.closedAt = touch(tools, pullRequest);
      await tell(tools, pullRequest, 'declined', by);
      return pullRequest;
    },
    async reopen(pullRequest, by = pullRequest.author) {
      pullRequest.state = 'open';
      pullRequest.closedBy = undefined;
      pullRequest.closedAt = undefined;
      touch(tools, pullRequest);
      await tell(tools, pullRequest, 'reopened', by);
      return pullRequest;
    },
  };
}

async function open(
  tools: StoryTools,
  repository: StandInRepository,
  wish: PullRequestWish,
): Promise<StandInPullRequest> {
  const source = wish.from ?? repository;
  const target = wish.target ?? repository.defaultBranch;
  const head = await commitAt(source.folder, `refs/heads/${wish.source}`);
  const start = await commitAt(repository.folder, `refs/heads/${target}`);
  if (head === undefined || start === undefined) throw new Error(`${wish.source} or ${target} was not pushed.`);
  const now = nextMoment(tools.state);
  const pullRequest: StandInPullRequest = {
    id: tools.state.nextId(),
    number: Math.max(0, ...repository.pullRequests.map(({ number }) => number)) + 1,
    repository,
    title: wish.title,
    description: wish.description ?? '',
    state: 'open',
    isDraft: wish.isDraft ?? false,
    author: wish.author,
    source: { branch: wish.source, repository: source },
    targetBranch: target,
    head,
    start,
    mergeCommit: undefined,
    mergeMethod: undefined,
    closedBy: undefined,
    asked: [...(wish.reviewers ?? [])],
    reviews: [],
    comments: [],
    labels: [...(wish.labels ?? [])],
    createdAt: now,
    updatedAt: now,
    closedAt: undefined,
    own: {},
  };
  repository.pullRequests.push(pullRequest);
  await keepHead(tools, pullRequest);
  await tell(tools, pullRequest, 'opened', wish.author);
  return pullRequest;
}

async function update(
  tools: StoryTools,
  pullRequest: StandInPullRequest,
  change: PullRequestChange,
  by: StandInPerson,
): Promise<StandInPullRequest> {
  const { asked } = pullRequest;
  const wanted = change.reviewers ?? asked;
  const came = wanted.filter((person) => !asked.includes(person));
  const went = asked.filter((person) => !wanted.includes(person));
  const wasDraft = pullRequest.isDraft;
  touch(tools, pullRequest);
  pullRequest.title = change.title ?? pullRequest.title;
  pullRequest.description = change.description ?? pullRequest.description;
  pullRequest.targetBranch = change.targetBranch ?? pullRequest.targetBranch;
  pullRequest.isDraft = change.isDraft ?? wasDraft;
  asked.splice(0, asked.length, ...wanted);
  if (change.labels !== undefined) pullRequest.labels.splice(0, pullRequest.labels.length, ...change.labels);
  if (change.title ?? change.description ?? change.targetBranch) await tell(tools, pullRequest, 'edited', by);
  if (pullRequest.isDraft !== wasDraft) await tell(tools, pullRequest, wasDraft ? 'ready' : 'draft', by);
  if (change.labels !== undefined) await tell(tools, pullRequest, 'labelled', by);
  for (const reviewer of came) await tell(tools, pullRequest, 'reviewer-asked', by, { reviewer });
  for (const reviewer of went) await tell(tools, pullRequest, 'reviewer-removed', by, { reviewer });
  return pullRequest;
}

async function merge(
  tools: StoryTools,
  pullRequest: StandInPullRequest,
  by: StandInPerson,
  method: 'merge' | 'squash' | 'rebase',
): Promise<StandInPullRequest> {
  const { repository, targetBranch: target, head, title, number, source } = pullRequest;
  const message = method === 'merge' ? `Merge #${number} from ${source.branch}\n\n${title}` : `${title} (#${number})`;
  const commit = await mergeIn(repository.folder, { target, head, method, message, by, at: tools.state.clock.now() });
  pullRequest.state = 'merged';
  pullRequest.mergeCommit = commit;
  pullRequest.mergeMethod = method;
  pullRequest.closedBy = by;
  pullRequest.closedAt = touch(tools, pullRequest);
  await setRef(tools, repository, `refs/heads/${target}`, commit, by);
  await tell(tools, pullRequest, 'merged', by);
  return pullRequest;
}
