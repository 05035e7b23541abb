/** What people and apps left at the issues of the sandbox: comments, work logs, changes, properties, links. */

/** Something an app keeps with a comment, a work log or an issue. */
export interface StoredProperty {
  readonly key: string;
  readonly value: unknown;
}

/** Who may see a comment. */
export interface StoredVisibility {
  readonly type: 'group' | 'role';
  readonly identifier: string;
}

/** A comment. */
export interface StoredComment {
  readonly id: string;
  readonly author: string;
  readonly createdAt: Date;
  /** As it was sent: a document of Jira Cloud, or wiki text. */
  readonly body: unknown;
  readonly text: string;
  readonly visibility: StoredVisibility | undefined;
  readonly properties: readonly StoredProperty[];
}

/** Time logged. */
export interface StoredWorkLog {
  readonly id: string;
  readonly author: string;
  readonly createdAt: Date;
  readonly startedAt: Date;
  readonly seconds: number;
  /** As it was sent; undefined for none. */
  readonly comment: unknown;
  readonly text: string;
  readonly properties: readonly StoredProperty[];
}

/** One field before and after. */
export interface StoredChangeItem {
  readonly field: string;
  readonly from: string | undefined;
  readonly fromText: string | undefined;
  readonly to: string | undefined;
  readonly toText: string | undefined;
}

/** An entry of the changelog. */
export interface StoredChange {
  readonly id: string;
  readonly author: string;
  readonly createdAt: Date;
  readonly items: readonly StoredChangeItem[];
  readonly historyMetadata: Readonly<Record<string, unknown>> | undefined;
}

/** A web link. */
export interface StoredRemoteLink {
  readonly id: number;
  readonly globalId: string | undefined;
  /** Application, relationship and object, as last sent. */
  readonly content: Readonly<Record<string, unknown>>;
}

/** All of one issue. */
export interface IssueRecord {
  assignee: string | undefined;
  labels: readonly string[];
  fixVersions: readonly string[];
  affectedVersions: readonly string[];
  /** Names of values set on screens, by field. */
  readonly chosen: Map<string, string>;
  readonly comments: StoredComment[];
  readonly workLogs: StoredWorkLog[];
  readonly changes: StoredChange[];
  readonly properties: Map<string, unknown>;
  readonly remoteLinks: StoredRemoteLink[];
}

/** The records of all issues, by the issue's number. */
export interface IssueRecords {
  of(issueId: string): IssueRecord;
  /** Those that were looked at, with the issue's number. */
  all(): Iterable<readonly [string, IssueRecord]>;
  /** A number that nothing else has. */
  nextNumber(): number;
}

const firstNumber = 10_001;

/** Starts empty. */
export function createIssueRecords(): IssueRecords {
  const recordById = new Map<string, IssueRecord>();
  let number = firstNumber;
  return {
    of(issueId) {
      const record = recordById.get(issueId) ?? emptyRecord();
      recordById.set(issueId, record);
      return record;
    },
    all: () => recordById,
    nextNumber: () => number++,
  };
}

function emptyRecord(): IssueRecord {
  return {
    assignee: undefined,
    labels: [],
    fixVersions: [],
    affectedVersions: [],
    chosen: new Map(),
    comments: [],
    workLogs: [],
    changes: [],
    properties: new Map(),
    remoteLinks: [],
  };
}
