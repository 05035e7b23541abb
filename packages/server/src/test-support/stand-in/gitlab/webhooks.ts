/** What GitLab sends because of what happens, signed as version 19 does it: with the signing token, and the plain one beside it. */

import { createHmac } from 'node:crypto';
import { commitAt, commitsOf } from '../bare-git.ts';
import type { StandInCommit, StandInEvent } from '../events.ts';
import type { OutgoingWebhook } from '../family.ts';
import {
  fullNameOf,
  type StandInComment,
  type StandInHook,
  type StandInPerson,
  type StandInPullRequest,
  type StandInRepository,
  type StandInState,
} from '../state.ts';
import { hookProjectJson, pageOfMergeRequest, personJson, reviewerState, stateOf, titleOf } from './shapes.ts';

type Json = Readonly<Record<string, unknown>>;
type EventOf<Kind> = Extract<StandInEvent, { kind: Kind }>;

/** `Push Hook` and what is in it. */
interface Message {
  readonly event: string;
  /** What a webhook must have ticked; undefined: nothing. */
  readonly wanted: string | undefined;
  readonly payload: Json;
}

const zeros = '0'.repeat(40);
/** https://docs.gitlab.com/user/project/integrations/webhook_events/#push-events */
const mostCommits = 20;

export async function gitlabWebhooksFor(
  event: StandInEvent,
  hook: StandInHook,
  state: StandInState,
): Promise<readonly OutgoingWebhook[]> {
  const messages = await messagesFor(event, hook, state);
  return messages
    .filter(({ wanted }) => wanted === undefined || hook.events.includes(wanted))
    .map((message) => outgoing(message, hook, state));
}

function outgoing({ event, payload }: Message, hook: StandInHook, state: StandInState): OutgoingWebhook {
  const body = JSON.stringify(payload);
  const id = `00000000-0000-4000-8000-${String(state.nextId()).padStart(12, '0')}`;
  const timestamp = String(Math.floor(state.clock.now().getTime() / 1000));
  const signingToken = hook.own['signingToken'];
  const proof =
    typeof signingToken === 'string'
      ? { 'webhook-signature': signatureOf(signingToken, `${id}.${timestamp}.${body}`) }
      : {};
  const headers = {
    'content-type': 'application/json',
    'user-agent': `GitLab/${state.version}`,
    'x-gitlab-event': event,
    'x-gitlab-instance': state.url,
    'idempotency-key': id,
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    ...(hook.secret === '' ? {} : { 'x-gitlab-token': hook.secret }),
    ...proof,
  };
  return { event, headers, body };
}

function signatureOf(signingToken: string, text: string): string {
  const key = Buffer.from(signingToken.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
}

async function messagesFor(event: StandInEvent, hook: StandInHook, state: StandInState): Promise<readonly Message[]> {
  if (event.kind === 'push') return [pushMessage(state, event)];
  if (event.kind === 'pull-request') return [changeMessage(state, event)];
  if (event.kind === 'review') return reviewMessages(state, event);
  if (event.kind === 'comment') return [noteMessage(state, event.pullRequest, event.comment)];
  if (event.kind === 'repository') return hook.own['project_events'] === true ? projectMessages(event) : [];
  return trialMessages(state, event);
}

function pushMessage(state: StandInState, { repository, by, ref, before, after, commits }: EventOf<'push'>): Message {
  const isTag = ref.startsWith('refs/tags/');
  const kind = isTag ? 'tag_push' : 'push';
  const payload = {
    object_kind: kind,
    event_name: kind,
    before: before ?? zeros,
    after: after ?? zeros,
    ref,
    checkout_sha: after ?? null,
    message: null,
    user_id: by.id,
    user_name: by.name,
    user_username: by.login,
    user_email: '',
    project_id: repository.id,
    project: hookProjectJson(state, repository),
    commits: commits.slice(-mostCommits).map((commit) => commitJson(state, repository, commit)),
    total_commits_count: commits.length,
  };
  return { event: isTag ? 'Tag Push Hook' : 'Push Hook', wanted: `${kind}_events`, payload };
}

function commitJson({ url }: StandInState, repository: StandInRepository, commit: StandInCommit): Json {
  return {
    id: commit.hash,
    message: commit.message,
    title: commit.message.split('\n')[0],
    timestamp: commit.committedAt,
    url: `${url}/${fullNameOf(repository)}/-/commit/${commit.hash}`,
    author: { name: commit.authorName, email: commit.authorEmail },
    added: commit.added,
    modified: commit.modified,
    removed: commit.removed,
  };
}

/** `2026-03-01 12:00:00 UTC`, unlike the API. */
function momentOf(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function hookPerson(state: StandInState, person: StandInPerson): Json {
  const { id, name, username, avatar_url } = personJson(state, person) as Record<string, unknown>;
  return { id, name, username, avatar_url, email: '[REDACTED]' };
}

const actions: Readonly<Record<EventOf<'pull-request'>['happening'], string>> = {
  opened: 'open',
  edited: 'update',
  pushed: 'update',
  ready: 'update',
  draft: 'update',
  'reviewer-asked': 'update',
  'reviewer-removed': 'update',
  labelled: 'update',
  merged: 'merge',
  declined: 'close',
  reopened: 'reopen',
};

function changeMessage(state: StandInState, { pullRequest, by, happening, before }: EventOf<'pull-request'>): Message {
  return mergeRequestMessage(
    state,
    pullRequest,
    by,
    actions[happening],
    before === undefined ? {} : { oldrev: before },
  );
}

function mergeRequestMessage(
  state: StandInState,
  request: StandInPullRequest,
  by: StandInPerson,
  action: string,
  more: Json = {},
): Message {
  const { repository, asked } = request;
  const payload = {
    object_kind: 'merge_request',
    event_type: 'merge_request',
    user: hookPerson(state, by),
    project: hookProjectJson(state, repository),
    object_attributes: { ...attributesOf(state, request), action, ...more },
    labels: [],
    changes: {},
    reviewers: asked.map((one) => ({
      ...hookPerson(state, one),
      state: reviewerState(request, one),
      re_requested: false,
    })),
  };
  return { event: 'Merge Request Hook', wanted: 'merge_requests_events', payload };
}

function attributesOf(state: StandInState, request: StandInPullRequest): Json {
  const { repository, source } = request;
  const isSquashed = request.mergeMethod === 'squash';
  return {
    id: request.id,
    iid: request.number,
    title: titleOf(request),
    description: request.description,
    draft: request.isDraft,
    state: stateOf(request),
    author_id: request.author.id,
    created_at: momentOf(request.createdAt),
    updated_at: momentOf(request.updatedAt),
    source_branch: source.branch,
    target_branch: request.targetBranch,
    source_project_id: source.repository?.id ?? null,
    target_project_id: repository.id,
    source: source.repository === undefined ? null : hookProjectJson(state, source.repository),
    target: hookProjectJson(state, repository),
    last_commit: { id: request.head },
    merge_commit_sha: isSquashed ? null : (request.mergeCommit ?? null),
    url: pageOfMergeRequest(state, request),
  };
}

/** Approvals have a word of their own; a review's text is a comment besides. */
function reviewMessages(state: StandInState, { pullRequest, by, review }: EventOf<'review'>): readonly Message[] {
  const action = review.verdict === 'approved' ? 'approved' : 'update';
  const told = mergeRequestMessage(state, pullRequest, by, action);
  const { id, person, text, submittedAt: createdAt } = review;
  return text === '' ? [told] : [told, noteMessage(state, pullRequest, { id, person, text, createdAt })];
}

function noteMessage(
  state: StandInState,
  request: StandInPullRequest,
  { id, person, text, createdAt }: StandInComment,
): Message {
  const { repository } = request;
  const payload = {
    object_kind: 'note',
    event_type: 'note',
    user: hookPerson(state, person),
    project_id: repository.id,
    project: hookProjectJson(state, repository),
    object_attributes: {
      id,
      note: text,
      noteable_type: 'MergeRequest',
      author_id: person.id,
      created_at: momentOf(createdAt),
      action: 'create',
      url: `${pageOfMergeRequest(state, request)}#note_${id}`,
    },
    merge_request: attributesOf(state, request),
  };
  return { event: 'Note Hook', wanted: 'note_events', payload };
}

/** Groups are told of these two only. */
function projectMessages({ repository, happening }: EventOf<'repository'>): readonly Message[] {
  const names = { created: 'project_create', deleted: 'project_destroy' } as const;
  const name = happening === 'created' || happening === 'deleted' ? names[happening] : undefined;
  if (name === undefined) return [];
  const payload = { event_name: name, project_id: repository.id, path_with_namespace: fullNameOf(repository) };
  return [{ event: 'Project Hook', wanted: undefined, payload }];
}

/** A trial tells of the newest commits as if they had just been pushed. */
async function trialMessages(state: StandInState, { hook, by }: EventOf<'ping'>): Promise<readonly Message[]> {
  const repository = state.repositories.find(({ hooks, owner }) => hooks.includes(hook) || owner.hooks.includes(hook));
  const after = repository && (await commitAt(repository.folder, `refs/heads/${repository.defaultBranch}`));
  if (repository === undefined || after === undefined) return [];
  const commits = await commitsOf(repository.folder, after, []);
  const ref = `refs/heads/${repository.defaultBranch}`;
  const message = pushMessage(state, { kind: 'push', repository, by, ref, before: after, after, commits });
  return [{ ...message, wanted: undefined }];
}
