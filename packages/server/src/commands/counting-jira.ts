/** A program of its own for `bench backfill`: a Jira that counts what it is sent, tells of events, and keeps nothing. */

import { startJiraSandbox, type SubmissionRecord } from '@branchline/jira-sandbox';

/** What was counted so far. */
export interface SubmissionCounts {
  readonly requests: number;
  /** Refused as a whole: a limit was exceeded. */
  readonly refused: number;
  /** Commits sent as history. */
  readonly history: number;
  /** Of one request. */
  readonly mostEntities: number;
  readonly mostOfType: number;
  readonly mostBytes: number;
}

/** A line of its output. */
export type CountingLine =
  | {
      readonly kind: 'listens';
      readonly url: string;
      readonly cloudId: string;
      readonly clientId: string;
      readonly clientSecret: string;
    }
  | { readonly kind: 'counts'; readonly counts: SubmissionCounts }
  /** Commits that were sent as events, and when they came in milliseconds since 1970. */
  | { readonly kind: 'events'; readonly hashes: readonly string[]; readonly at: number };

interface Body {
  readonly operationType: string;
  readonly repositories: readonly {
    readonly commits?: readonly { readonly id: string }[];
    readonly branches?: readonly unknown[];
    readonly pullRequests?: readonly unknown[];
  }[];
}

const tellEveryMilliseconds = 100;

function tell(line: CountingLine): void {
  console.log(JSON.stringify(line));
}

const counts = { requests: 0, refused: 0, history: 0, mostEntities: 0, mostOfType: 0, mostBytes: 0 };

function note({ bytes, isTaken, body }: SubmissionRecord): void {
  counts.requests += 1;
  counts.mostBytes = Math.max(counts.mostBytes, bytes);
  if (!isTaken) counts.refused += 1;
  const { operationType, repositories } = body as Body;
  let entities = 0;
  for (const { commits = [], branches = [], pullRequests = [] } of repositories) {
    const sizes = [commits.length, branches.length, pullRequests.length];
    entities += sizes.reduce((total, size) => total + size, 0);
    counts.mostOfType = Math.max(counts.mostOfType, ...sizes);
    if (!isTaken) continue;
    if (operationType === 'BACKFILL') counts.history += commits.length;
    else tell({ kind: 'events', hashes: commits.map(({ id }) => id), at: Date.now() });
  }
  counts.mostEntities = Math.max(counts.mostEntities, entities);
}

const { url, cloudId, clientId, clientSecret } = await startJiraSandbox({
  issues: 'any',
  forgetsEntities: true,
  rememberRequests: 0,
  onSubmission: note,
});
tell({ kind: 'listens', url, cloudId, clientId, clientSecret });
setInterval(() => tell({ kind: 'counts', counts }), tellEveryMilliseconds);
