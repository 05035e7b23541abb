/** Rows out of GitHub's webhooks themselves, for integrations that have no other source. */

import type { Commit, CommitHash, PullRequest } from '@branchline/domain';
import { z } from 'zod';
import type { PayloadRows } from '../../../ports/git-service/webhooks.ts';
import { PullRequestEntry, ReviewEntry } from './api.ts';
import { pullRequestFrom } from './pull-requests.ts';
import { remoteRepositoryFrom } from './repositories.ts';

const Repository = z.object({
  id: z.number().int(),
  full_name: z.string(),
  clone_url: z.string(),
  html_url: z.string(),
  default_branch: z.string().nullish(),
});

const Hash = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const Moment = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)))
  .transform((text) => new Date(text));
const Signature = z.object({ name: z.string().nullish(), email: z.string().nullish(), date: Moment.nullish() });

const PushedCommit = z.object({
  id: Hash,
  message: z.string(),
  timestamp: Moment,
  author: Signature,
  committer: Signature,
});
type PushedCommit = z.infer<typeof PushedCommit>;

const Push = z.object({
  repository: Repository,
  ref: z.string(),
  before: Hash,
  after: Hash,
  forced: z.boolean().nullish(),
  created: z.boolean().nullish(),
  commits: z.array(PushedCommit).nullish(),
  head_commit: PushedCommit.nullish(),
});
type Push = z.infer<typeof Push>;

const NamedRef = z.object({ repository: Repository, ref: z.string(), ref_type: z.enum(['branch', 'tag']) });

const PullRequestEvent = z.object({
  repository: Repository,
  pull_request: PullRequestEntry,
  review: ReviewEntry.optional(),
});

// "Webhook events and payloads", push: an array of at most 2048 commits. Servers of earlier years gave at most 1000.
const fullListLengths: ReadonlySet<number> = new Set([1000, 2048]);

/** Undefined where the event holds no rows or cannot be read. */
export function rowsFrom(event: string, payload: unknown): PayloadRows | undefined {
  if (event === 'push') return rowsIn(Push, payload, rowsOfPush);
  if (event === 'create') return rowsIn(NamedRef, payload, (named) => rowsOfRef(named, 'made'));
  if (event === 'delete') return rowsIn(NamedRef, payload, (named) => rowsOfRef(named, 'gone'));
  if (/^pull_request(?:_review|_review_comment|_review_thread)?$/.test(event)) {
    return rowsIn(PullRequestEvent, payload, rowsOfPullRequest);
  }
  return undefined;
}

function rowsIn<Shape>(
  shape: z.ZodType<Shape>,
  payload: unknown,
  translate: (read: Shape) => PayloadRows,
): PayloadRows | undefined {
  const parsed = shape.safeParse(payload);
  return parsed.success ? translate(parsed.data) : undefined;
}

function emptyRows(repository: z.infer<typeof Repository>): PayloadRows {
  return {
    repository: remoteRepositoryFrom(repository),
    defaultBranch: repository.default_branch ?? undefined,
    commits: [],
    branches: [],
    goneBranches: [],
    pullRequests: [],
    leftOut: undefined,
  };
}

function rowsOfPush(push: Push): PayloadRows {
  const branch = push.ref.startsWith('refs/heads/') ? push.ref.slice('refs/heads/'.length) : undefined;
  const rows = emptyRows(push.repository);
  if (isNothing(push.after)) return { ...rows, goneBranches: branch === undefined ? [] : [branch] };
  const head = push.head_commit ? commitFrom(push.head_commit) : undefined;
  return {
    ...rows,
    commits: (push.commits ?? []).map(commitFrom),
    branches: branch === undefined ? [] : [{ name: branch, head }],
    leftOut: branch === undefined ? undefined : leftOutOf(push),
  };
}

/** GitHub does not say that it left commits out; what gives it away is a full list, or one without its last commit. */
function leftOutOf(push: Push): PayloadRows['leftOut'] {
  const commits = push.commits ?? [];
  const from = isNothing(push.before) ? undefined : (push.before as CommitHash);
  const isFull = fullListLengths.has(commits.length);
  const lacksHead = commits.length > 0 && !commits.some(({ id }) => id === push.after);
  const lacksAll = commits.length === 0 && from !== undefined && push.forced !== true && push.before !== push.after;
  return isFull || lacksHead || lacksAll ? { from, to: push.after as CommitHash } : undefined;
}

function rowsOfRef({ repository, ref, ref_type: kind }: z.infer<typeof NamedRef>, what: 'made' | 'gone'): PayloadRows {
  const rows = emptyRows(repository);
  if (kind === 'tag') return rows;
  return what === 'made' ? { ...rows, branches: [{ name: ref, head: undefined }] } : { ...rows, goneBranches: [ref] };
}

/** A review names one reviewer's verdict; those of the others are not known. */
function rowsOfPullRequest(event: z.infer<typeof PullRequestEvent>): PayloadRows {
  const told = pullRequestFrom(event.pull_request, event.review === undefined ? undefined : [event.review]);
  const pullRequest: PullRequest = { ...told, isComplete: false };
  return { ...emptyRows(event.repository), pullRequests: [pullRequest] };
}

/** `timestamp` is when it was committed; newer servers name both moments. */
function commitFrom({ id, message, timestamp, author, committer }: PushedCommit): Commit {
  const signature = ({ name, email, date }: PushedCommit['author']) => ({
    name: name ?? '',
    email: email ?? '',
    at: date ?? timestamp,
  });
  return {
    hash: id as CommitHash,
    parents: [],
    author: signature(author),
    committer: signature(committer),
    message,
    notes: '',
  };
}

/** All zeros: the ref was not there before, or is not there any more. */
function isNothing(hash: string): boolean {
  return /^0+$/.test(hash);
}
