/** What people and apps left at the sandbox's issues in one canonical form, so that two runs can be compared exactly. */

import type { IssueRecord, IssueRecords } from './issue-records.ts';
import type { Issues, KnownIssue } from './issues.ts';

/** A comment without its number and time. */
export interface CommentSnapshot {
  /** An account id. */
  readonly author: string;
  /** As people read it. */
  readonly text: string;
  /** Names of what an app keeps with it. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A work log without its number. */
export interface WorkLogSnapshot {
  readonly author: string;
  readonly seconds: number;
  /** In ISO form: when the work began, not when it was logged. */
  readonly started: string;
  readonly text: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A change of status; who made it, and from where to where. */
export interface TransitionSnapshot {
  readonly author: string;
  readonly from: string;
  readonly to: string;
}

/** An issue without numbers and times. */
export interface IssueSnapshot {
  readonly key: string;
  readonly summary: string;
  readonly status: string;
  /** An account id. */
  readonly assignee: string | undefined;
  /** Sorted, like the versions. */
  readonly labels: readonly string[];
  readonly fixVersions: readonly string[];
  readonly affectedVersions: readonly string[];
  /** In the order in which they were made, like work logs and transitions. */
  readonly comments: readonly CommentSnapshot[];
  readonly workLogs: readonly WorkLogSnapshot[];
  readonly transitions: readonly TransitionSnapshot[];
  readonly properties: Readonly<Record<string, unknown>>;
  /** By their global id, sorted by it; those without one come last. */
  readonly remoteLinks: readonly Readonly<Record<string, unknown>>[];
}

/** Issues at which something was left or changed, sorted by key. */
export function takeIssueSnapshot(issues: Issues, records: IssueRecords): readonly IssueSnapshot[] {
  const touched = [...records.all()].flatMap(([id, record]) => {
    const issue = isUntouched(record) ? undefined : issues.find(id);
    // A deleted issue's key may be another one's by now.
    return issue?.id !== id ? [] : [snapshotOf(issue, record)];
  });
  return touched.toSorted((a, b) => compareText(a.key, b.key));
}

function isUntouched(record: IssueRecord): boolean {
  const { comments, workLogs, changes, remoteLinks, properties } = record;
  const lists = [comments, workLogs, changes, remoteLinks];
  return properties.size === 0 && lists.every((list) => list.length === 0);
}

function snapshotOf({ key, summary, status }: KnownIssue, record: IssueRecord): IssueSnapshot {
  return {
    key,
    summary,
    status,
    assignee: record.assignee,
    labels: record.labels.toSorted(compareText),
    fixVersions: record.fixVersions.toSorted(compareText),
    affectedVersions: record.affectedVersions.toSorted(compareText),
    comments: record.comments.map(({ author, text, properties }) => ({ author, text, properties: byKey(properties) })),
    workLogs: record.workLogs.map(({ author, seconds, startedAt, text, properties }) => ({
      author,
      seconds,
      started: startedAt.toISOString(),
      text,
      properties: byKey(properties),
    })),
    transitions: record.changes.flatMap(({ author, items }) =>
      items
        .filter(({ field }) => field === 'status')
        .map(({ fromText = '', toText = '' }) => ({ author, from: fromText, to: toText })),
    ),
    properties: byKey([...record.properties].map(([name, value]) => ({ key: name, value }))),
    remoteLinks: record.remoteLinks
      .toSorted((a, b) => compareText(a.globalId ?? '\uFFFF', b.globalId ?? '\uFFFF'))
      .map(({ globalId, content }) => (globalId === undefined ? content : { globalId, ...content })),
  };
}

function byKey(properties: readonly { readonly key: string; readonly value: unknown }[]) {
  const sorted = properties.toSorted((a, b) => compareText(a.key, b.key));
  return Object.fromEntries(sorted.map(({ key, value }) => [key, value]));
}

/** By code unit: a locale must not decide whether two runs are equal. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
