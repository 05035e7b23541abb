/** A ref moved at a stand-in: webhooks tell it, and pull requests that come from it move along. */

import type { CommitHash } from '@branchline/domain';
import type { GitPlayground } from '../git-playground.ts';
import { bareGit, commitsOf, refsOf } from './bare-git.ts';
import { nextMoment } from './create-state.ts';
import type { PullRequestHappening } from './events.ts';
import type { StandInFamily } from './family.ts';
import type { StandInPerson, StandInPullRequest, StandInRepository, StandInState } from './state.ts';
import { hooksFor, type WebhookSender } from './webhook-sender.ts';

/** What all that happens needs. */
export interface StoryTools {
  readonly family: StandInFamily;
  readonly state: StandInState;
  readonly sender: WebhookSender;
  /** Of all repositories there ever were, to be removed in the end. */
  readonly playgrounds: GitPlayground[];
}

export async function setRef(
  tools: StoryTools,
  repository: StandInRepository,
  ref: string,
  to: CommitHash | undefined,
  by: StandInPerson,
): Promise<void> {
  const before = (await refsOf(repository.folder)).get(ref);
  await bareGit(repository.folder, to === undefined ? ['update-ref', '-d', ref] : ['update-ref', ref, to]);
  await refMoved(tools, repository, { ref, before, after: to, by });
}

export interface MovedRef {
  readonly ref: string;
  readonly before: CommitHash | undefined;
  readonly after: CommitHash | undefined;
  readonly by: StandInPerson;
}

export async function refMoved(tools: StoryTools, repository: StandInRepository, moved: MovedRef): Promise<void> {
  const { ref, before, after } = moved;
  repository.pushedAt = nextMoment(tools.state);
  repository.updatedAt = repository.pushedAt;
  // Payloads take most of the time, and nobody reads them where nobody listens.
  if (hooksFor(tools.state, repository).some(({ isActive }) => isActive)) {
    const others = [...(await refsOf(repository.folder))].filter(([name]) => name !== ref).map(([, hash]) => hash);
    const known = [...others, ...(before === undefined ? [] : [before])];
    const isBranch = after !== undefined && ref.startsWith('refs/heads/');
    const commits = isBranch ? await commitsOf(repository.folder, after, known) : [];
    await tools.sender.tell({ kind: 'push', repository, commits, ...moved });
  }
  if (after !== undefined) await followSource(tools, repository, { ...moved, after });
}

/** It was changed, and when. */
export function touch({ state }: StoryTools, pullRequest: StandInPullRequest): Date {
  pullRequest.updatedAt = nextMoment(state);
  return pullRequest.updatedAt;
}

export function tell(
  { sender }: StoryTools,
  pullRequest: StandInPullRequest,
  happening: PullRequestHappening,
  by: StandInPerson,
  more: { readonly before?: CommitHash; readonly reviewer?: StandInPerson } = {},
): Promise<void> {
  const { repository } = pullRequest;
  return sender.tell({ kind: 'pull-request', repository, pullRequest, happening, by, ...more });
}

/** Makes the head known in the repository it goes to, as services do. */
export async function keepHead(
  { family }: StoryTools,
  { repository, source, head, number }: StandInPullRequest,
): Promise<void> {
  const from = source.repository ?? repository;
  const ref = family.git.pullRequestRef(number);
  if (from !== repository) {
    await bareGit(repository.folder, ['fetch', '--quiet', from.folder, `+refs/heads/${source.branch}`]);
  }
  await bareGit(repository.folder, ['update-ref', ref, head]);
}

/** A push to a branch moves the open pull requests that come from it. */
async function followSource(
  tools: StoryTools,
  repository: StandInRepository,
  { ref, after, by }: { readonly ref: string; readonly after: CommitHash; readonly by: StandInPerson },
): Promise<void> {
  const open = tools.state.repositories.flatMap(({ pullRequests }) =>
    pullRequests.filter(({ state }) => state === 'open'),
  );
  for (const pullRequest of open) {
    const { source, head: before } = pullRequest;
    if (source.repository !== repository || ref !== `refs/heads/${source.branch}` || before === after) continue;
    pullRequest.head = after;
    touch(tools, pullRequest);
    await keepHead(tools, pullRequest);
    await tell(tools, pullRequest, 'pushed', by, { before });
  }
}
