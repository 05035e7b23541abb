/** GitHub's webhooks: which event is told by which, with what in it, and how it is signed. */

import { createHmac, randomUUID } from 'node:crypto';
import type { StandInCommit, StandInEvent } from '../events.ts';
import type { OutgoingWebhook } from '../family.ts';
import type { StandInHook } from '../state.ts';
import {
  momentEntry,
  ownerEntry,
  personEntry,
  pullRequestDetails,
  pullRequestEntry,
  repositoryEntry,
  reviewEntry,
  type Json,
  type Place,
} from './entries.ts';

interface Told {
  readonly event: string;
  readonly payload: Json;
}

/** @param host of a server of one's own, which names itself */
export function webhooksFrom(
  event: StandInEvent,
  hook: StandInHook,
  place: Place,
  host: string | undefined,
): readonly OutgoingWebhook[] {
  return toldBy(event, hook, place)
    .filter((told) => told.event === 'ping' || hook.events.includes(told.event) || hook.events.includes('*'))
    .map((told) => signed(told, hook, host, place.state.version));
}

function signed(
  { event, payload }: Told,
  hook: StandInHook,
  host: string | undefined,
  version: string,
): OutgoingWebhook {
  const body = JSON.stringify(payload);
  const digest = (algorithm: string): string => createHmac(algorithm, hook.secret).update(body).digest('hex');
  const ofServer = { 'x-github-enterprise-host': host ?? '', 'x-github-enterprise-version': version };
  return {
    event,
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/0000000',
      'x-github-event': event,
      'x-github-delivery': randomUUID(),
      'x-github-hook-id': String(hook.id),
      ...(host === undefined ? {} : ofServer),
      // Without a secret there is no proof.
      ...(hook.secret === ''
        ? {}
        : { 'x-hub-signature': `sha1=${digest('sha1')}`, 'x-hub-signature-256': `sha256=${digest('sha256')}` }),
    },
  };
}

function toldBy(event: StandInEvent, hook: StandInHook, place: Place): readonly Told[] {
  const sender = personEntry(place, event.by);
  if (event.kind === 'ping') {
    return [
      { event: 'ping', payload: { zen: 'Keep it small.', hook_id: hook.id, hook: { type: 'Repository' }, sender } },
    ];
  }
  const about = { repository: repositoryEntry(place, event.repository), sender };
  if (event.kind === 'push') return pushTold(event, place, about);
  if (event.kind === 'repository') {
    const action = event.happening === 'moved' ? 'transferred' : event.happening;
    return [{ event: 'repository', payload: { action, ...about } }];
  }
  const { pullRequest } = event;
  const { number } = pullRequest;
  const listed = pullRequestEntry(place, pullRequest);
  if (event.kind === 'review') {
    const review = reviewEntry(place, pullRequest, event.review);
    const told = { ...review, state: String(review['state']).toLowerCase() };
    return [
      { event: 'pull_request_review', payload: { action: 'submitted', review: told, pull_request: listed, ...about } },
    ];
  }
  if (event.kind === 'comment') {
    const issue = { number, title: pullRequest.title, pull_request: { url: listed['url'] } };
    const comment = { id: event.comment.id, body: event.comment.text, user: personEntry(place, event.comment.person) };
    return [{ event: 'issue_comment', payload: { action: 'created', issue, comment, ...about } }];
  }
  const whole = { ...listed, ...pullRequestDetails(place, pullRequest) };
  const action = actions[event.happening];
  const reviewer = event.reviewer === undefined ? {} : { requested_reviewer: personEntry(place, event.reviewer) };
  const before = event.before === undefined ? {} : { before: event.before, after: pullRequest.head };
  return [
    { event: 'pull_request', payload: { action, number, pull_request: whole, ...reviewer, ...before, ...about } },
  ];
}

const actions: Readonly<Record<Extract<StandInEvent, { kind: 'pull-request' }>['happening'], string>> = {
  opened: 'opened',
  edited: 'edited',
  pushed: 'synchronize',
  ready: 'ready_for_review',
  draft: 'converted_to_draft',
  'reviewer-asked': 'review_requested',
  'reviewer-removed': 'review_request_removed',
  labelled: 'labeled',
  merged: 'closed',
  declined: 'closed',
  reopened: 'reopened',
};

const nothing = '0'.repeat(40);

/** A push; and, as GitHub does, another one for a branch or tag that came or went. */
function pushTold(event: Extract<StandInEvent, { kind: 'push' }>, place: Place, about: Json): readonly Told[] {
  const { ref, before = nothing, after = nothing, repository, by } = event;
  const commits = event.commits.map((commit) => commitEntry(commit, place, repository.name));
  const seconds = (moment: Date): number => Math.floor(moment.getTime() / 1000);
  const owner = { ...ownerEntry(place, repository.owner), name: repository.owner.path, email: null };
  const told = {
    ...(about['repository'] as Json),
    owner,
    created_at: seconds(repository.createdAt),
    pushed_at: seconds(repository.pushedAt ?? repository.createdAt),
  };
  const payload = {
    ref,
    before,
    after,
    repository: told,
    sender: about['sender'],
    pusher: { name: by.login, email: by.email },
    created: before === nothing,
    deleted: after === nothing,
    forced: false,
    base_ref: null,
    compare: `${place.url}/compare`,
    commits,
    head_commit: commits.at(-1) ?? null,
  };
  const isBranch = ref.startsWith('refs/heads/');
  if (!isBranch && !ref.startsWith('refs/tags/')) return [];
  const named = { ref: ref.replace(/^refs\/(?:heads|tags)\//, ''), ref_type: isBranch ? 'branch' : 'tag', ...about };
  const push = { event: 'push', payload };
  if (before === nothing)
    return [push, { event: 'create', payload: { ...named, master_branch: repository.defaultBranch } }];
  return after === nothing ? [push, { event: 'delete', payload: named }] : [push];
}

function commitEntry(commit: StandInCommit, { url }: Place, repository: string): Json {
  return {
    id: commit.hash,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message.trimEnd(),
    timestamp: momentEntry(commit.committedAt),
    url: `${url}/${repository}/commit/${commit.hash}`,
    author: { name: commit.authorName, email: commit.authorEmail, date: momentEntry(commit.authoredAt) },
    committer: { name: commit.committerName, email: commit.committerEmail, date: momentEntry(commit.committedAt) },
    added: commit.added,
    removed: commit.removed,
    modified: commit.modified,
  };
}
