/** What the payloads of Gitea and Forgejo themselves tell of commits, branches and pull requests. */

import type { Commit } from '@branchline/domain';
import { z } from 'zod';
import type { PayloadRows } from '../../../ports/git-service/webhooks.ts';
import { pullRequestFrom } from './pull-requests.ts';
import { remoteFrom } from './repositories.ts';
import { hashFrom, moment, Person, PullRequest, Repository } from './shapes.ts';

const Text = z.string().nullish();

const PushedPerson = z.object({ name: Text, email: Text }).nullish();
const PushedCommit = z.object({
  id: z.string(),
  message: Text,
  timestamp: moment,
  author: PushedPerson,
  committer: PushedPerson,
});
type PushedCommit = z.infer<typeof PushedCommit>;

const Push = z.object({
  ref: z.string(),
  ref_type: Text,
  before: Text,
  after: Text,
  commits: z.array(PushedCommit).nullish(),
  total_commits: z.number().nullish(),
  head_commit: PushedCommit.nullish(),
  repository: Repository,
});
type Push = z.infer<typeof Push>;

const PullRequestEvent = z.object({
  pull_request: PullRequest,
  review: z.object({ type: Text }).nullish(),
  sender: Person.nullish(),
  repository: Repository,
});

/** Undefined when it holds none, or cannot be read. */
export function rowsFromPayload(event: string, body: Uint8Array): PayloadRows | undefined {
  const payload = payloadOf(body);
  if (event === 'push') return rowsFromPush(Push.safeParse(payload).data);
  if (event === 'create' || event === 'delete') return rowsFromRef(event, Push.safeParse(payload).data);
  return event.startsWith('pull_request') ? rowsFromPullRequest(payload) : undefined;
}

function payloadOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}

function emptyRows(repository: Repository): PayloadRows {
  return {
    repository: remoteFrom(repository),
    defaultBranch: repository.default_branch || undefined,
    commits: [],
    branches: [],
    goneBranches: [],
    pullRequests: [],
    leftOut: undefined,
  };
}

const heads = 'refs/heads/';

function rowsFromPush(push: Push | undefined): PayloadRows | undefined {
  if (push === undefined) return undefined;
  const listed = [...(push.commits ?? []), ...(push.head_commit ? [push.head_commit] : [])];
  const commits = [...new Map(listed.flatMap((one) => entryFrom(one) ?? [])).values()];
  const after = hashFrom(push.after);
  const branch = push.ref.startsWith(heads) ? push.ref.slice(heads.length) : undefined;
  const head = commits.find(({ hash }) => hash === after);
  // `[ui] FEED_MAX_COMMIT_NUM` of the server's configuration: 5 unless changed. Old servers do not say how many there are.
  const isCut = after !== undefined && (push.total_commits ?? 0) > commits.length;
  return {
    ...emptyRows(push.repository),
    commits,
    branches: branch !== undefined && after !== undefined ? [{ name: branch, head }] : [],
    goneBranches: branch !== undefined && after === undefined ? [branch] : [],
    leftOut: isCut ? { from: hashFrom(push.before), to: after } : undefined,
  };
}

function entryFrom(pushed: PushedCommit): readonly [readonly [string, Commit]] | undefined {
  const hash = hashFrom(pushed.id);
  if (hash === undefined || pushed.timestamp === undefined) return undefined;
  const at = pushed.timestamp;
  const signature = (person: PushedCommit['author']) => ({ name: person?.name ?? '', email: person?.email ?? '', at });
  const { message, author, committer } = pushed;
  const people = { author: signature(author), committer: signature(committer ?? author) };
  return [[hash, { hash, parents: [], ...people, message: message ?? '', notes: '' }]];
}

/** Only the name is told here; where a new branch is comes with the push that follows. */
function rowsFromRef(event: 'create' | 'delete', told: Push | undefined): PayloadRows | undefined {
  if (told === undefined) return undefined;
  const isBranch = told.ref_type === 'branch' || told.ref.startsWith(heads);
  const name = told.ref.startsWith(heads) ? told.ref.slice(heads.length) : told.ref;
  return {
    ...emptyRows(told.repository),
    branches: isBranch && event === 'create' ? [{ name, head: undefined }] : [],
    goneBranches: isBranch && event === 'delete' ? [name] : [],
  };
}

/** `review.type` ends in it. */
const reviewStates = { approved: 'APPROVED', rejected: 'REQUEST_CHANGES', comment: 'COMMENT' } as const;

function rowsFromPullRequest(payload: unknown): PayloadRows | undefined {
  const { data: event } = PullRequestEvent.safeParse(payload);
  if (event === undefined) return undefined;
  const said = /_(approved|rejected|comment)$/.exec(event.review?.type ?? '')?.[1] as keyof typeof reviewStates;
  const reviews = event.sender && said !== undefined ? [{ user: event.sender, state: reviewStates[said] }] : [];
  // A payload tells one review at most, so that the others may be missing.
  const pullRequest = { ...pullRequestFrom(event.pull_request, reviews), isComplete: false };
  return { ...emptyRows(event.repository), pullRequests: [pullRequest] };
}
