/** Search by JQL, in pages that follow a token. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isSubTask, type KnownIssue } from '../issues.ts';
import { readJql, type Condition, type Query } from '../jql.ts';
import { issueShown } from './shown.ts';
import { projectKeyOf, refuse, visitOf, type PlatformDoor, type Visit } from './platform-tools.ts';

// The description's own default and maximum.
const ordinaryIssues = 50;
const mostIssues = 5000;
// Data Center: "jira.search.views.default.max".
const mostAtDataCenter = 1000;

interface Search {
  readonly jql?: string;
  readonly maxResults?: number;
  readonly nextPageToken?: string;
  /** Data Center's way of turning pages. */
  readonly startAt?: number;
  readonly fields?: readonly string[];
  readonly properties?: readonly string[];
}

/** Adds the search. */
export function addSearchRoutes(app: FastifyInstance, door: PlatformDoor): void {
  if (door.isDataCenter) app.post(`${door.api}/search`, (request, reply) => answerDataCenter(door, request, reply));
  else app.post(`${door.api}/search/jql`, (request, reply) => answerCloud(door, request, reply));
}

function answerCloud(door: PlatformDoor, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = visitOf(door, request);
  const asked = (request.body ?? {}) as Search;
  const found = search(door, visit, asked);
  if (typeof found === 'string') return refuse(reply, 400, found);
  const after = asked.nextPageToken === undefined ? undefined : placeIn(asked.nextPageToken);
  if (after === null) return refuse(reply, 400, 'The next page token is not valid.');
  const { order } = found.query;
  const rest = found.issues.filter((issue) => after === undefined || compare(placeOf(issue, order), after, order) > 0);
  const size = Math.min(asked.maxResults ?? ordinaryIssues, mostIssues);
  const page = rest.slice(0, size);
  const last = page.at(-1);
  const isLast = last === undefined || page.length === rest.length;
  // "By default, this resource returns IDs only."
  const { fields, properties } = asked;
  const issues =
    fields === undefined
      ? page.map(({ id }) => ({ id }))
      : page.map((issue) => issueShown(door, issue, visit.person, { fields, properties }));
  return reply.send({ issues, isLast, ...(isLast ? {} : { nextPageToken: tokenOf(placeOf(last, order)) }) });
}

function answerDataCenter(door: PlatformDoor, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = visitOf(door, request);
  const asked = (request.body ?? {}) as Search;
  const found = search(door, visit, asked);
  if (typeof found === 'string') return refuse(reply, 400, found);
  const startAt = asked.startAt ?? 0;
  const maxResults = Math.min(asked.maxResults ?? ordinaryIssues, mostAtDataCenter);
  const { fields, properties } = asked;
  const page = found.issues.slice(startAt, startAt + maxResults);
  const issues = page.map((issue) =>
    issueShown(door, issue, visit.person, { ...(fields === undefined ? {} : { fields }), properties }),
  );
  return reply.send({ startAt, maxResults, total: found.issues.length, issues });
}

function search(door: PlatformDoor, visit: Visit, { jql = '' }: Search) {
  const query = readJql(jql, door.now(), visit.person.timeZone ?? 'UTC');
  if (typeof query === 'string') return query;
  const absent = query.conditions.flatMap((one) => absentIn(door, visit, one));
  if (absent[0] !== undefined) return absent[0];
  const issues = [...issuesNamed(door, query)]
    .filter(
      (issue) => query.conditions.every((one) => fulfils(door, issue, one)) && visit.issue(issue.id) !== undefined,
    )
    .toSorted((a, b) => compare(placeOf(a, query.order), placeOf(b, query.order), query.order));
  return { query, issues };
}

/** Issues named by key are there even when nobody has asked for them before. */
function issuesNamed(door: PlatformDoor, { conditions }: Query): Iterable<KnownIssue> {
  const named = conditions.find((one) => one.field === 'key');
  if (named?.field !== 'key') return door.issues.all();
  const found = named.oneOf.flatMap((key) => door.issues.find(key) ?? []);
  return new Map(found.map((issue) => [issue.id, issue])).values();
}

/** Jira refuses a query that names what is not there for whoever asks. */
function absentIn(door: PlatformDoor, visit: Visit, condition: Condition): readonly string[] {
  const { field } = condition;
  // At Jira Cloud an epic is a parent like any other.
  if (field === 'epic link' && !door.isDataCenter) return [`Field '${field}' does not exist.`];
  if (field === 'key' || field === 'parent' || field === 'epic link') {
    const absent = condition.oneOf.filter((key) => visit.issue(key) === undefined);
    return absent.map((key) => `An issue with key '${key}' does not exist for field '${field}'.`);
  }
  if (condition.field !== 'project') return [];
  const absent = condition.oneOf.filter((key) => visit.project(key) === undefined);
  return absent.map((key) => `The value '${key}' does not exist for the field 'project'.`);
}

function fulfils(door: PlatformDoor, issue: KnownIssue, condition: Condition): boolean {
  if ('oneOf' in condition) {
    return condition.oneOf.some((key) => isNamedBy(door, issue, condition.field, key));
  }
  const at = (condition.field === 'created' ? issue.createdAt : issue.updatedAt).getTime();
  const than = condition.at.getTime();
  if (condition.comparison === '>=') return at >= than;
  if (condition.comparison === '>') return at > than;
  return condition.comparison === '<=' ? at <= than : at < than;
}

function isNamedBy(door: PlatformDoor, issue: KnownIssue, field: string, key: string): boolean {
  if (field === 'key') return door.issues.find(key)?.id === issue.id;
  if (field === 'project') return door.issues.project(key)?.key === projectKeyOf(issue);
  if (issue.parent === undefined || door.issues.find(issue.parent)?.id !== door.issues.find(key)?.id) return false;
  // At Data Center sub-tasks alone have a parent; issues of an epic are linked with it.
  return !door.isDataCenter || isSubTask(issue) === (field === 'parent');
}

/** Where an issue stands in the order: two never stand at the same place. */
type Place = readonly [value: number, id: number];

function placeOf(issue: KnownIssue, { by }: Query['order']): Place {
  const id = Number(issue.id);
  if (by === 'key') return [id, id];
  return [(by === 'created' ? issue.createdAt : issue.updatedAt).getTime(), id];
}

function compare(a: Place, b: Place, { descending }: Query['order']): number {
  const difference = a[0] - b[0] || a[1] - b[1];
  return descending ? -difference : difference;
}

function tokenOf(place: Place): string {
  return Buffer.from(place.join(':')).toString('base64url');
}

/** Null for a token that we did not give. */
function placeIn(token: string): Place | null {
  const [, value, id] = /^(\d+):(\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8')) ?? [];
  return value === undefined || id === undefined ? null : [Number(value), Number(id)];
}
