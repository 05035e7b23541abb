/** What every route of the platform API works with, and how it says no. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IssueRecord, IssueRecords } from '../issue-records.ts';
import type { Issues, KnownIssue, KnownProject } from '../issues.ts';
import type { SandboxPerson, SandboxTimeTracking } from '../people-options.ts';
import type { People } from '../people.ts';
import type { Permissions, PlaceAsked } from '../permissions.ts';
import type { FindVisitor } from '../platform-tokens.ts';
import type { Workflows } from '../workflows.ts';

/** The state behind the platform API. */
export interface PlatformTools {
  readonly issues: Issues;
  readonly records: IssueRecords;
  readonly people: People;
  readonly permissions: Permissions;
  readonly workflows: Workflows;
  /** Undefined while time tracking is off. */
  readonly timeTracking: () => SandboxTimeTracking | undefined;
  readonly url: () => string;
  readonly now: () => Date;
  readonly personAt: FindVisitor;
}

/** One address of the platform API. */
export interface PlatformDoor extends PlatformTools {
  /** `/rest/api/3`, `/ex/jira/:cloudId/rest/api/3` or `/rest/api/2`. */
  readonly api: string;
  /** Version 2: wiki text, user keys and names. */
  readonly isDataCenter: boolean;
}

/** Parameters behind the question mark, as far as they come once. */
export type Query = Readonly<Record<string, string | undefined>>;

/** What stands in the path. */
export interface IssuePath {
  readonly Params: { readonly issue: string };
}

/** Somebody asking, and what is there for their eyes. */
export interface Visit {
  readonly person: SandboxPerson;
  /** By key or number; undefined when it is not there for them. */
  issue(keyOrId: string): KnownIssue | undefined;
  /** By key or number; undefined when it is not there for them. */
  project(keyOrId: string): KnownProject | undefined;
  may(permission: string, place?: PlaceAsked): boolean;
  readonly query: Query;
}

/** Who asks. @throws Error when nobody does: the gatekeeper lets no such request in */
export function visitOf(door: PlatformDoor, request: FastifyRequest): Visit {
  const person = door.personAt(request.url.split('?')[0] ?? request.url, request.headers.authorization);
  if (person === undefined) throw new Error('Nobody asks.');
  return {
    person,
    issue(keyOrId) {
      const issue = door.issues.find(keyOrId);
      return issue !== undefined && door.permissions.may(person, 'BROWSE_PROJECTS', { issue }) ? issue : undefined;
    },
    project(keyOrId) {
      const project = door.issues.project(keyOrId);
      if (project === undefined) return undefined;
      return door.permissions.may(person, 'BROWSE_PROJECTS', { project: project.key }) ? project : undefined;
    },
    may: (permission, place) => door.permissions.may(person, permission, place),
    query: request.query as Query,
  };
}

/** An issue for the eyes of whoever asks, with all that was left at it. */
export interface IssueVisit extends Visit {
  readonly seen: KnownIssue;
  readonly record: IssueRecord;
}

/** Answers about one issue; 404 in Jira's way when it is not there for whoever asks. */
export function withIssue(
  door: PlatformDoor,
  answer: (visit: IssueVisit, reply: FastifyReply, request: FastifyRequest) => FastifyReply,
) {
  return (request: FastifyRequest<IssuePath>, reply: FastifyReply): FastifyReply => {
    const visit = visitOf(door, request);
    const seen = visit.issue(request.params.issue);
    if (seen === undefined) return refuse(reply, 404, door.isDataCenter ? 'Issue Does Not Exist' : noSuchIssue);
    return answer({ ...visit, seen, record: door.records.of(seen.id) }, reply, request);
  };
}

/** Jira does not say which of the two. */
export const noSuchIssue = 'Issue does not exist or you do not have permission to see it.';

/** In the platform API's shape, with sentences about the whole. */
export function refuse(reply: FastifyReply, status: number, ...messages: readonly string[]): FastifyReply {
  return reply.code(status).send({ errorMessages: messages, errors: {} });
}

/** In the platform API's shape, with a sentence for each field. */
export function refuseFields(reply: FastifyReply, errors: Readonly<Record<string, string>>): FastifyReply {
  return reply.code(400).send({ errorMessages: [], errors });
}

/** The key of the project an issue is in. */
export function projectKeyOf({ key }: KnownIssue): string {
  return key.slice(0, key.lastIndexOf('-'));
}

/** As Jira writes moments: `2026-03-01T12:00:00.000+0000`. */
export function jiraTime(moment: Date): string {
  return moment.toISOString().replace('Z', '+0000');
}

/** A whole number of the query, or the ordinary one. */
export function numberIn(query: Query, name: string, ordinary: number): number {
  const number = Number(query[name] ?? ordinary);
  return Number.isInteger(number) && number >= 0 ? number : ordinary;
}

/** Whether `expand` names it. */
export function isExpanded(query: Query, name: string): boolean {
  return query['expand']?.split(',').includes(name) === true;
}

/** As the contract's own type of a JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Undefined for anything but an object. */
export function objectIn(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}
