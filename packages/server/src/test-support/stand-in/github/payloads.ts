/** GitHub's webhooks: which event is told by which, with what in it, and how it is signed. */

import { createHmac, randomUUID } from 'node:crypto';
import type { StandInCommit, StandInEvent } from '../events.ts';
import type { OutgoingWebhook } from '../family.ts';
import type { StandInHook } from '../state.ts';
import { configEntry } from './hook-routes.ts';
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
    const { id, events, isActive: active } = hook;
    const times = { created_at: momentEntry(hook.createdAt), updated_at: momentEntry(hook.updatedAt) };
    const told = { type: 'Repository', id, name: 'web', active, events, config: configEntry(hook), ...times };
    return [{ event: 'ping', payload: { zen: 'Keep it small.', hook_id: id, hook: told, sender } }];
  }
  const about = { repository: repositoryEntry(place, event.repository), sender };
  if (event.kind === 'push') return pushTold(event, place, about);
  if (event.kind === 'repository') {
    const action = event.happening === 'moved' ? 'transferred' : event.happening;
    return [{ event: 'repository', payload: { action, ...changesIn(event, place), ...about } }];
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
    const told = commentEntries(event, place, listed);
    return [{ event: 'issue_comment', payload: { action: 'created', ...told, ...about } }];
  }
  const whole = { ...listed, ...pullRequestDetails(place, pullRequest) };
  const action = actions[event.happening];
  const reviewer = event.reviewer === undefined ? {} : { requested_reviewer: personEntry(place, event.reviewer) };
  const before = event.before === undefined ? {} : { before: event.before, after: pullRequest.head };
  return [
    { event: 'pull_request', payload: { action, number, pull_request: whole, ...reviewer, ...before, ...about } },
  ];
}

function changesIn(event: Extract<StandInEvent, { kind: 'repository' }>, place: Place): Json {
  const { happening, formerName = '' } = event;
  const [owner = '', name = ''] = formerName.split('/');
  if (happening === 'renamed') return { changes: { repository: { name: { from: name } } } };
  if (happening !== 'moved') return {};
  const from = place.state.owners.find(({ path }) => path === owner);
  return { changes: { owner: { from: { user: from && ownerEntry(place, from) } } } };
}

/** To issues, pull requests are issues of a kind. */
function commentEntries(
  { comment, pullRequest }: Extract<StandInEvent, { kind: 'comment' }>,
  place: Place,
  listed: Json,
): Json {
  const own = String(listed['issue_url']);
  const times = { created_at: momentEntry(comment.createdAt), updated_at: momentEntry(comment.createdAt) };
  const kept = ['number', 'title', 'body', 'user', 'labels', 'state', 'locked', 'active_lock_reason', 'assignee'];
  const alsoKept = [
    'assignees',
    'milestone',
    'created_at',
    'updated_at',
    'closed_at',
    'author_association',
    'html_url',
  ];
  const issue = {
    ...Object.fromEntries([...kept, ...alsoKept].map((name) => [name, listed[name]])),
    id: pullRequest.id,
    node_id: `I_${pullRequest.id}`,
    url: own,
    repository_url: own.replace(/\/issues\/\d+$/, ''),
    labels_url: `${own}/labels{/name}`,
    comments_url: `${own}/comments`,
    events_url: `${own}/events`,
    comments: pullRequest.comments.length,
    reactions: noReactions(own),
    pull_request: { url: listed['url'], html_url: listed['html_url'] },
  };
  const page = `${String(listed['html_url'])}#issuecomment-${comment.id}`;
  const told = {
    id: comment.id,
    node_id: `IC_${comment.id}`,
    url: `${own}/comments/${comment.id}`,
    html_url: page,
    issue_url: own,
    body: comment.text,
    user: personEntry(place, comment.person),
    author_association: 'COLLABORATOR',
    performed_via_github_app: null,
    reactions: noReactions(own),
    ...times,
  };
  return { issue, comment: told };
}

function noReactions(of: string): Json {
  const counts = { '+1': 0, '-1': 0, laugh: 0, hooray: 0, confused: 0, heart: 0, rocket: 0, eyes: 0 };
  return { url: `${of}/reactions`, total_count: 0, ...counts };
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
  const kind = isBranch ? 'branch' : 'tag';
  const named = { ref: ref.replace(/^refs\/(?:heads|tags)\//, ''), ref_type: kind, pusher_type: 'user', ...about };
  const push = { event: 'push', payload };
  if (before === nothing)
    return [
      push,
      { event: 'create', payload: { ...named, master_branch: repository.defaultBranch, description: null } },
    ];
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
