/** People, statuses, projects and issues as the platform API shows them. */

import { isSubTask, type KnownIssue, type KnownProject } from '../issues.ts';
import type { SandboxPerson } from '../people-options.ts';
import { usernameOf } from '../people.ts';
import { statusCategoryOf } from '../workflows.ts';
import { jiraTime, projectKeyOf, type JsonObject, type PlatformDoor } from './platform-tools.ts';

const pictureSizes = ['16x16', '24x24', '32x32', '48x48'];

/** Somebody, without the e-mail address when they hide it from whoever asks. */
export function personShown(door: PlatformDoor, person: SandboxPerson, asks: SandboxPerson): JsonObject {
  const url = door.url();
  const isVisible = person.hidesEmail !== true || person.accountId === asks.accountId;
  const named = {
    displayName: person.name,
    active: person.isActive !== false,
    timeZone: person.timeZone ?? 'UTC',
    ...(isVisible ? { emailAddress: person.email } : {}),
    avatarUrls: Object.fromEntries(
      pictureSizes.map((size) => [size, `${url}/avatar/${encodeURIComponent(person.accountId)}?size=${size}`]),
    ),
  };
  if (door.isDataCenter) return { key: person.accountId, name: usernameOf(person), ...named };
  const self = `${url}/rest/api/3/user?accountId=${encodeURIComponent(person.accountId)}`;
  return { accountId: person.accountId, accountType: person.accountType ?? 'atlassian', self, ...named };
}

/** By account id; somebody who is gone has only the id left. */
export function authorShown(door: PlatformDoor, accountId: string, asks: SandboxPerson): JsonObject {
  const person = door.people.byId(accountId);
  return personShown(
    door,
    person ?? { accountId, name: 'Former user', email: '', isActive: false, hidesEmail: true },
    asks,
  );
}

/** A status with its category. */
export function statusShown(door: PlatformDoor, name: string): JsonObject {
  const key = statusCategoryOf(name);
  const category = {
    new: { id: 2, name: 'To Do' },
    indeterminate: { id: 4, name: 'In Progress' },
    done: { id: 3, name: 'Done' },
  }[key];
  return { id: door.workflows.statusId(name), name, statusCategory: { key, ...category } };
}

/** A project; with its former keys where they were asked for. */
export function projectShown({ id, key, name, formerKeys = [] }: KnownProject, isExpanded: boolean): JsonObject {
  const project = { id, key, name, projectTypeKey: 'software' };
  return isExpanded ? { ...project, projectKeys: [key, ...formerKeys] } : project;
}

/** What of an issue was asked for. */
export interface IssueSelection {
  /** All when left out or naming `*all`. */
  readonly fields?: readonly string[] | undefined;
  /** Names of properties an app keeps with it. */
  readonly properties?: readonly string[] | undefined;
}

/** An issue, as far as it was asked for. */
export function issueShown(
  door: PlatformDoor,
  issue: KnownIssue,
  asks: SandboxPerson,
  { fields: wanted = ['*all'], properties }: IssueSelection = {},
): JsonObject {
  const all = fieldsOf(door, issue, asks);
  const isWhole = wanted.some((name) => name === '*all' || name === '*navigable');
  const chosen = Object.entries(all).filter(
    ([name]) => (isWhole || wanted.includes(name)) && !wanted.includes(`-${name}`),
  );
  const kept = door.records.of(issue.id).properties;
  const held = (properties ?? []).filter((name) => kept.has(name)).map((name) => [name, kept.get(name)] as const);
  return {
    id: issue.id,
    key: issue.key,
    self: `${door.url()}/rest/api/${door.isDataCenter ? 2 : 3}/issue/${issue.id}`,
    fields: Object.fromEntries(chosen),
    ...(properties === undefined ? {} : { properties: Object.fromEntries(held) }),
  };
}

function fieldsOf(door: PlatformDoor, issue: KnownIssue, asks: SandboxPerson): JsonObject {
  const record = door.records.of(issue.id);
  const key = projectKeyOf(issue);
  const project = door.issues.project(key) ?? { id: '0', key, name: key };
  return {
    summary: issue.summary,
    status: statusShown(door, issue.status),
    issuetype: { name: issue.type, subtask: isSubTask(issue) },
    project: projectShown(project, false),
    created: jiraTime(issue.createdAt),
    updated: jiraTime(issue.updatedAt),
    assignee: record.assignee === undefined ? null : authorShown(door, record.assignee, asks),
    labels: record.labels,
    fixVersions: record.fixVersions.map((name) => ({ name })),
    versions: record.affectedVersions.map((name) => ({ name })),
    ...Object.fromEntries([...record.chosen].map(([field, name]) => [field, { name }])),
  };
}
