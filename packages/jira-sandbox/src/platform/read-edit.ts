/** What a request wants to change of an issue, field by field, or why it cannot be. */

import type { StoredComment } from '../issue-records.ts';
import { makeComment } from './comment-routes.ts';
import { objectIn, projectKeyOf, type IssueVisit, type PlatformDoor } from './platform-tools.ts';

/** Values that an issue is to have; what is left out stays. */
export interface Edit {
  readonly summary?: string;
  readonly labels?: readonly string[];
  readonly fixVersions?: readonly string[];
  readonly affectedVersions?: readonly string[];
  readonly assignee?: string;
  readonly comments: readonly StoredComment[];
}

/** Words for each field that cannot be changed so. */
export type FieldErrors = Readonly<Record<string, string>>;

type Operation = readonly [name: string, value: unknown];

const labelMaximum = 255;

/** What a body asks for, by field, or what is wrong with it as a whole. */
export interface AskedOperations {
  readonly operations: ReadonlyMap<string, readonly Operation[]>;
  /** Empty when nothing is. */
  readonly errors: FieldErrors;
}

/** Reads `fields` and `update`; no field may be in both. */
export function operationsIn(body: unknown): AskedOperations {
  const sent = objectIn(body) ?? {};
  const fields = objectIn(sent['fields']) ?? {};
  const update = objectIn(sent['update']) ?? {};
  const twice = Object.keys(fields).filter((name) => Object.hasOwn(update, name));
  const operations = new Map<string, readonly Operation[]>();
  for (const [name, value] of Object.entries(fields)) operations.set(name, [['set', value]]);
  for (const [name, list] of Object.entries(update)) {
    const steps = (Array.isArray(list) ? list : []) as readonly unknown[];
    operations.set(
      name,
      steps.flatMap((one) => Object.entries(objectIn(one) ?? {})),
    );
  }
  return {
    operations,
    errors: Object.fromEntries(twice.map((name) => [name, `Field '${name}' is both in fields and in update.`])),
  };
}

/** Reads what is to be changed. Nothing is changed yet. */
export function readEdit(
  door: PlatformDoor,
  visit: IssueVisit,
  operations: ReadonlyMap<string, readonly Operation[]>,
): { readonly edit: Edit; readonly errors: FieldErrors } {
  const errors: Record<string, string> = {};
  const edit: Edit = { comments: [] };
  for (const [field, list] of operations) {
    const read = readField(door, visit, field, list);
    if (typeof read === 'string') errors[field] = read;
    else Object.assign(edit, read);
  }
  return { edit, errors };
}

function readField(
  door: PlatformDoor,
  visit: IssueVisit,
  field: string,
  operations: readonly Operation[],
): Partial<Edit> | string {
  const { record } = visit;
  switch (field) {
    case 'summary': {
      const summary = operations.at(-1)?.[1];
      return typeof summary === 'string' && summary.trim() !== '' ? { summary } : 'You must specify a summary.';
    }
    case 'labels': {
      const labels = changedList(record.labels, operations, labelIn);
      return typeof labels === 'string' ? labels : { labels };
    }
    case 'fixVersions':
    case 'versions': {
      const before = field === 'versions' ? record.affectedVersions : record.fixVersions;
      const versions = changedList(before, operations, (value) => versionIn(door, visit, value));
      if (typeof versions === 'string') return versions;
      return field === 'versions' ? { affectedVersions: versions } : { fixVersions: versions };
    }
    case 'assignee': {
      const assignee = assigneeIn(door, visit, operations.at(-1)?.[1]);
      return typeof assignee === 'string' ? assignee : { assignee: assignee.accountId };
    }
    case 'comment': {
      const made = operations.map(([, value]) => makeComment(door, visit.person.accountId, value));
      const problem = made.find((one) => typeof one === 'string');
      return problem ?? { comments: made.filter((one) => typeof one !== 'string') };
    }
    default:
      return `Field '${field}' cannot be set. It is not on the appropriate screen, or unknown.`;
  }
}

/** A value of a list, or words about why it is none. */
type Item = { readonly name: string } | string;

function changedList(
  before: readonly string[],
  operations: readonly Operation[],
  read: (value: unknown) => Item,
): readonly string[] | string {
  let names = before;
  for (const [operation, value] of operations) {
    const items = (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(read);
    const problem = items.find((item) => typeof item === 'string');
    if (problem !== undefined) return problem;
    const given = items.flatMap((item) => (typeof item === 'string' ? [] : [item.name]));
    if (operation === 'set') names = given;
    else if (operation === 'add') names = [...names, ...given];
    else if (operation === 'remove') names = names.filter((name) => !given.includes(name));
    else return `The operation '${operation}' is not supported here.`;
  }
  return [...new Set(names)];
}

function labelIn(value: unknown): Item {
  if (typeof value !== 'string' || value === '') return 'A label must be a text.';
  if (/\s/.test(value)) return `The label '${value}' contains spaces which is invalid.`;
  return value.length > labelMaximum ? `The label '${value}' exceeds ${labelMaximum} characters.` : { name: value };
}

function versionIn(door: PlatformDoor, { seen }: IssueVisit, value: unknown): Item {
  const name = objectIn(value)?.['name'];
  const versions = door.issues.project(projectKeyOf(seen))?.versions ?? [];
  const version = versions.find((one) => one.name === name);
  return version === undefined ? `Version name '${String(name)}' is not valid` : { name: version.name };
}

/** Whom an issue is to be given to, or words about why not. @param value as it is sent: by account id, or by name */
export function assigneeIn(
  door: PlatformDoor,
  { seen }: IssueVisit,
  value: unknown,
): { readonly accountId: string } | string {
  const { accountId, name } = objectIn(value) ?? {};
  const named = door.isDataCenter ? name : accountId;
  if (typeof named !== 'string') return door.isDataCenter ? 'A name is required.' : 'An accountId is required.';
  const person = door.isDataCenter ? door.people.byUsername(named) : door.people.byId(named);
  if (person === undefined) return `User '${named}' does not exist.`;
  const isAssignable = person.isActive !== false && door.permissions.may(person, 'ASSIGNABLE_USER', { issue: seen });
  return isAssignable ? { accountId: person.accountId } : `User '${named}' cannot be assigned issues.`;
}
