/** What Gitea and Forgejo send to webhooks. */

import { createHmac } from 'node:crypto';
import { commitAt, commitsOf } from '../bare-git.ts';
import type { StandInCommit, StandInEvent } from '../events.ts';
import type { OutgoingWebhook } from '../family.ts';
import { fullNameOf, type StandInHook, type StandInRepository, type StandInState } from '../state.ts';
import type { GiteaBrand } from './brand.ts';
import { listensTo } from './hook-events.ts';
import { pullRequestJson } from './pull-request-shape.ts';
import { moment, organizationJson, personJson, repositoryJson } from './shapes.ts';

interface Told {
  /** The exact name. */
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

type EventOf<Kind> = Extract<StandInEvent, { readonly kind: Kind }>;

export async function webhooksFor(
  brand: GiteaBrand,
  event: StandInEvent,
  hook: StandInHook,
  state: StandInState,
): Promise<readonly OutgoingWebhook[]> {
  if (event.kind === 'ping') return (await pinged(state, event)).map((told) => outgoing(brand, hook, told, state));
  const all = await toldOf(state, event);
  const sender = personJson(state, event.by);
  const repository = repositoryJson(state, event.repository);
  return all
    .filter(({ event: name }) => listensTo(hook.events, name))
    .map(({ event: name, payload }) => ({ event: name, payload: { ...payload, repository, sender } }))
    .map((told) => outgoing(brand, hook, told, state));
}

async function toldOf(state: StandInState, event: Exclude<StandInEvent, EventOf<'ping'>>): Promise<readonly Told[]> {
  switch (event.kind) {
    case 'push':
      return pushed(state, event);
    case 'pull-request':
      return [await pullRequestTold(state, event)];
    case 'review':
      return [await reviewTold(state, event)];
    case 'comment':
      return [await commentTold(state, event)];
    case 'repository':
      return repositoryTold(state, event);
  }
}

const zeros = '0'.repeat(40);
/** `[ui] FEED_MAX_COMMIT_NUM` as it is unless changed. */
const mostCommits = 5;

function pushed(state: StandInState, event: EventOf<'push'>): readonly Told[] {
  const { ref, before, after } = event;
  const isTag = ref.startsWith('refs/tags/');
  const short = ref.replace(/^refs\/(?:heads|tags)\//, '');
  const about = { ref: short, ref_type: isTag ? 'tag' : 'branch' };
  const push = { event: 'push', payload: pushJson(state, event) };
  if (!/^refs\/(?:heads|tags)\//.test(ref)) return [];
  if (after === undefined) {
    const gone = { event: 'delete', payload: { ...about, pusher_type: 'user' } };
    return isTag ? [push, gone] : [gone];
  }
  if (before !== undefined) return [push];
  const made = { event: 'create', payload: { ...about, sha: after } };
  return isTag ? [push, made] : [made, push];
}

function pushJson(state: StandInState, { ref, before, after, commits, repository, by }: EventOf<'push'>) {
  const page = `${state.url}/${fullNameOf(repository)}`;
  const newestFirst = commits.toReversed().map((commit) => commitJson(page, commit));
  return {
    ref,
    before: before ?? zeros,
    after: after ?? zeros,
    compare_url: `${page}/compare/${before ?? zeros}...${after ?? zeros}`,
    commits: newestFirst.slice(0, mostCommits),
    total_commits: commits.length,
    head_commit: newestFirst[0] ?? null,
    pusher: personJson(state, by),
  };
}

function commitJson(page: string, commit: StandInCommit) {
  return {
    id: commit.hash,
    message: commit.message,
    url: `${page}/commit/${commit.hash}`,
    author: { name: commit.authorName, email: commit.authorEmail, username: '' },
    committer: { name: commit.committerName, email: commit.committerEmail, username: '' },
    verification: null,
    timestamp: moment(commit.authoredAt),
    added: commit.added,
    removed: commit.removed,
    modified: commit.modified,
  };
}

const happenings: Readonly<Record<EventOf<'pull-request'>['happening'], readonly [string, string]>> = {
  opened: ['pull_request', 'opened'],
  edited: ['pull_request', 'edited'],
  // Being a draft is a matter of the title.
  ready: ['pull_request', 'edited'],
  draft: ['pull_request', 'edited'],
  pushed: ['pull_request_sync', 'synchronized'],
  'reviewer-asked': ['pull_request_review_request', 'review_requested'],
  'reviewer-removed': ['pull_request_review_request', 'review_request_removed'],
  labelled: ['pull_request_label', 'label_updated'],
  merged: ['pull_request', 'closed'],
  declined: ['pull_request', 'closed'],
  reopened: ['pull_request', 'reopened'],
};

async function pullRequestTold(state: StandInState, told: EventOf<'pull-request'>): Promise<Told> {
  const [event, action] = happenings[told.happening];
  const { reviewer, pullRequest } = told;
  const payload = {
    action,
    number: pullRequest.number,
    pull_request: await pullRequestJson(state, pullRequest),
    requested_reviewer: reviewer === undefined ? null : personJson(state, reviewer),
    commit_id: '',
    review: null,
  };
  return { event, payload };
}

async function reviewTold(state: StandInState, { pullRequest, review }: EventOf<'review'>): Promise<Told> {
  const names = { approved: 'approved', 'changes-requested': 'rejected', commented: 'comment' } as const;
  const event = `pull_request_review_${names[review.verdict]}`;
  const payload = {
    action: 'reviewed',
    number: pullRequest.number,
    pull_request: await pullRequestJson(state, pullRequest),
    requested_reviewer: null,
    commit_id: review.commit,
    review: { type: event, content: review.text },
  };
  return { event, payload };
}

async function commentTold(state: StandInState, { pullRequest, comment }: EventOf<'comment'>): Promise<Told> {
  const { number, title } = pullRequest;
  const payload = {
    action: 'created',
    issue: { number, title, pull_request: { merged: pullRequest.state === 'merged' } },
    pull_request: await pullRequestJson(state, pullRequest),
    comment: { id: comment.id, body: comment.text, user: personJson(state, comment.person) },
    is_pull: true,
  };
  return { event: 'pull_request_comment', payload };
}

/** Renaming, moving and archiving are told to nobody. */
function repositoryTold(state: StandInState, { happening, repository }: EventOf<'repository'>): readonly Told[] {
  if (happening !== 'created' && happening !== 'deleted') return [];
  const organization = organizationJson(state, repository.owner);
  return [{ event: 'repository', payload: { action: happening, organization } }];
}

/** A trial is a push of nothing to the default branch. */
async function pinged(state: StandInState, { hook, by }: EventOf<'ping'>): Promise<readonly Told[]> {
  const repository = state.repositories.find(({ hooks, owner }) => hooks.includes(hook) || owner.hooks.includes(hook));
  return repository === undefined ? [] : trialOf(state, repository, by);
}

async function trialOf(state: StandInState, repository: StandInRepository, by: EventOf<'ping'>['by']) {
  const ref = `refs/heads/${repository.defaultBranch}`;
  const head = await commitAt(repository.folder, ref);
  const commits = head === undefined ? [] : (await commitsOf(repository.folder, head, [])).slice(-1);
  const push = pushJson(state, { kind: 'push', repository, by, ref, before: head, after: head, commits });
  const payload = { ...push, repository: repositoryJson(state, repository), sender: personJson(state, by) };
  return [{ event: 'push', payload }];
}

/** What is shown as the event's group: reviews have words of their own, comments count as comments on issues. */
function groupOf(event: string): string {
  const review = /^pull_request_review_(approved|rejected|comment)$/.exec(event)?.[1];
  if (review !== undefined) return `pull_request_${review}`;
  if (event === 'pull_request_comment') return 'issue_comment';
  return event.startsWith('pull_request') ? 'pull_request' : event;
}

function outgoing(brand: GiteaBrand, hook: StandInHook, told: Told, state: StandInState): OutgoingWebhook {
  const body = JSON.stringify(told.payload, undefined, 2);
  const id = `00000000-0000-4000-8000-${String(state.nextId()).padStart(12, '0')}`;
  const digest = (algorithm: string): string =>
    hook.secret === '' ? '' : createHmac(algorithm, hook.secret).update(body).digest('hex');
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'x-hub-signature': `sha1=${digest('sha1')}`,
    'x-hub-signature-256': `sha256=${digest('sha256')}`,
  };
  for (const prefix of [...brand.headerPrefixes, 'x-github']) {
    headers[`${prefix}-delivery`] = id;
    headers[`${prefix}-event`] = groupOf(told.event);
    headers[`${prefix}-event-type`] = told.event;
    if (prefix !== 'x-github') headers[`${prefix}-signature`] = digest('sha256');
  }
  return { event: told.event, headers, body };
}
