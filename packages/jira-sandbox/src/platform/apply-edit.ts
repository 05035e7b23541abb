/** Changes an issue and writes its changelog. */

import type { StoredChangeItem } from '../issue-records.ts';
import { objectIn, type IssueVisit, type JsonObject, type PlatformDoor } from './platform-tools.ts';
import type { Edit } from './read-edit.ts';

/** What else changes along with an edit. */
export interface AlongWith {
  /** The name of the status the issue gets. */
  readonly status?: string;
  /** Names of values chosen on a screen, by field. */
  readonly chosen?: ReadonlyMap<string, string>;
  /** As the request brought it. */
  readonly historyMetadata?: unknown;
}

/** Does what was read; one entry of the changelog for all of it, none when nothing changed. */
export function applyEdit(door: PlatformDoor, visit: IssueVisit, edit: Edit, along: AlongWith = {}): void {
  const { seen, record, person } = visit;
  const items = changedItems(door, visit, edit, along);
  record.labels = edit.labels ?? record.labels;
  record.fixVersions = edit.fixVersions ?? record.fixVersions;
  record.affectedVersions = edit.affectedVersions ?? record.affectedVersions;
  record.assignee = edit.assignee ?? record.assignee;
  for (const [field, name] of along.chosen ?? []) record.chosen.set(field, name);
  record.comments.push(...edit.comments);
  if (items.length > 0) {
    const historyMetadata = objectIn(along.historyMetadata);
    const id = String(door.records.nextNumber());
    record.changes.push({ id, author: person.accountId, createdAt: door.now(), items, historyMetadata });
  }
  const { summary } = edit;
  const { status } = along;
  door.issues.change(seen.id, {
    ...(summary === undefined ? {} : { summary }),
    ...(status === undefined ? {} : { status }),
  });
}

function changedItems(
  door: PlatformDoor,
  { seen, record }: IssueVisit,
  edit: Edit,
  { status, chosen }: AlongWith,
): readonly StoredChangeItem[] {
  const nameOf = (accountId: string | undefined) =>
    accountId === undefined ? undefined : door.people.byId(accountId)?.name;
  const { workflows } = door;
  const toStatus = status ?? seen.status;
  const assignee = edit.assignee ?? record.assignee;
  return [
    {
      field: 'status',
      from: workflows.statusId(seen.status),
      fromText: seen.status,
      to: workflows.statusId(toStatus),
      toText: toStatus,
    },
    {
      field: 'assignee',
      from: record.assignee,
      fromText: nameOf(record.assignee),
      to: assignee,
      toText: nameOf(assignee),
    },
    textItem('summary', seen.summary, edit.summary ?? seen.summary),
    textItem('labels', record.labels.join(' '), (edit.labels ?? record.labels).join(' ')),
    textItem('Fix Version', record.fixVersions.join(', '), (edit.fixVersions ?? record.fixVersions).join(', ')),
    textItem(
      'Version',
      record.affectedVersions.join(', '),
      (edit.affectedVersions ?? record.affectedVersions).join(', '),
    ),
    ...[...(chosen ?? [])].map(([field, name]) => textItem(field, record.chosen.get(field) ?? '', name)),
  ].filter(({ from, fromText, to, toText }) => from !== to || fromText !== toText);
}

function textItem(field: string, from: string, to: string): StoredChangeItem {
  return { field, from: undefined, fromText: from, to: undefined, toText: to };
}

/** An entry's item as Jira shows it. */
export function changeItemShown({ field, from, fromText, to, toText }: StoredChangeItem): JsonObject {
  return {
    field,
    fieldtype: 'jira',
    fieldId: field,
    ...(from === undefined ? {} : { from }),
    fromString: fromText ?? '',
    ...(to === undefined ? {} : { to }),
    // A name that every object inherits: it must be one of its own.
    toString: toText ?? '',
  };
}
