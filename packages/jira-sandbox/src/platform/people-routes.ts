/** Finding people: by a few letters, by account id, by what may be assigned to them. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxPerson } from '../people-options.ts';
import { isFoundBy, usernameOf } from '../people.ts';
import { personShown } from './shown.ts';
import { noSuchIssue, numberIn, refuse, visitOf, type PlatformDoor, type Visit } from './platform-tools.ts';

// The description's own defaults.
const ordinaryFound = 50;
const ordinaryInBulk = 10;
// "up to the thousandth user"
const mostFound = 1000;

/** Adds the questions about people. */
export function addPeopleRoutes(app: FastifyInstance, door: PlatformDoor): void {
  app.get(`${door.api}/user/search`, (request, reply) => answerSearch(door, request, reply));
  app.get(`${door.api}/user/assignable/search`, (request, reply) => answerAssignable(door, request, reply));
  app.get(`${door.api}/user`, (request, reply) => {
    const visit = visitOf(door, request);
    if (!visit.may('USER_PICKER')) return refuse(reply, 403, 'You do not have permission to browse users.');
    const person = personNamed(door, visit);
    if (person === undefined) return refuse(reply, 404, 'Specified user does not exist or you do not have permission.');
    return reply.send(personShown(door, person, visit.person));
  });
  if (door.isDataCenter) return;
  app.get(`${door.api}/user/bulk`, (request, reply) => {
    const visit = visitOf(door, request);
    const asked: unknown = (request.query as Readonly<Record<string, unknown>>)['accountId'];
    if (asked === undefined) return refuse(reply, 400, 'The accountId query parameter is missing.');
    const ids = (Array.isArray(asked) ? asked : [asked]) as readonly string[];
    const found = door.people.all.filter(({ accountId }) => ids.includes(accountId));
    const startAt = numberIn(visit.query, 'startAt', 0);
    const maxResults = numberIn(visit.query, 'maxResults', ordinaryInBulk);
    const values = found.slice(startAt, startAt + maxResults).map((person) => personShown(door, person, visit.person));
    return reply.send({
      startAt,
      maxResults,
      total: found.length,
      isLast: startAt + maxResults >= found.length,
      values,
    });
  });
}

function answerSearch(door: PlatformDoor, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = visitOf(door, request);
  const { query } = visit;
  const text = door.isDataCenter ? query['username'] : query['query'];
  if (door.isDataCenter && text === undefined) return refuse(reply, 400, "The 'username' query parameter is required.");
  if (!door.isDataCenter && (text === undefined) === (query['accountId'] === undefined)) {
    return refuse(reply, 400, "Exactly one of 'query' and 'accountId' is required.");
  }
  if (!visit.may('USER_PICKER')) return reply.send([]);
  return reply.send(pageOf(door, visit, (person) => matches(door, person, text, query['accountId'])));
}

function answerAssignable(door: PlatformDoor, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = visitOf(door, request);
  const { query } = visit;
  const issueKey = query['issueKey'] ?? query['issueId'];
  const projectKey = query['project'];
  const issue = issueKey === undefined ? undefined : visit.issue(issueKey);
  const project = projectKey === undefined ? undefined : visit.project(projectKey);
  if (issueKey === undefined && projectKey === undefined)
    return refuse(reply, 400, 'An issue or a project is required.');
  if (issue === undefined && project === undefined) return refuse(reply, 404, noSuchIssue);
  const text = door.isDataCenter ? (query['username'] ?? '') : query['query'];
  if (text === undefined && query['accountId'] === undefined) {
    return refuse(reply, 400, "One of 'query' and 'accountId' is required.");
  }
  const place = issue === undefined ? { project: project?.key ?? '' } : { issue };
  const mayBe = (person: SandboxPerson) => door.permissions.may(person, 'ASSIGNABLE_USER', place);
  return reply.send(pageOf(door, visit, (person) => matches(door, person, text, query['accountId']) && mayBe(person)));
}

function matches(door: PlatformDoor, person: SandboxPerson, text: string | undefined, accountId?: string): boolean {
  // Searches find the active ones only.
  if (person.isActive === false) return false;
  if (text === undefined) return person.accountId === accountId;
  return isFoundBy(person, text) || (door.isDataCenter && usernameOf(person).startsWith(text.toLowerCase()));
}

function pageOf(door: PlatformDoor, { query, person: asks }: Visit, isFound: (person: SandboxPerson) => boolean) {
  const startAt = numberIn(query, 'startAt', 0);
  const maxResults = Math.min(numberIn(query, 'maxResults', ordinaryFound), mostFound);
  const found = door.people.all.filter((person) => isFound(person)).slice(0, mostFound);
  return found.slice(startAt, startAt + maxResults).map((person) => personShown(door, person, asks));
}

function personNamed(door: PlatformDoor, { query }: Visit): SandboxPerson | undefined {
  if (!door.isDataCenter) return door.people.byId(query['accountId'] ?? '');
  return door.people.byUsername(query['username'] ?? '') ?? door.people.byId(query['key'] ?? '');
}
