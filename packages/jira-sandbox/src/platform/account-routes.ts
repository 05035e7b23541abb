/** Who am I, what may I, and what may somebody else. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { kindOfPermission, knownPermissions } from '../permission-names.ts';
import type { PlaceAsked } from '../permissions.ts';
import { personShown } from './shown.ts';
import { noSuchIssue, refuse, visitOf, type PlatformDoor, type Visit } from './platform-tools.ts';

/** "A maximum of 1000 projects and 1000 issues can be checked." */
const mostChecked = 1000;

/** Adds the questions about the account itself. */
export function addAccountRoutes(app: FastifyInstance, door: PlatformDoor): void {
  app.get(`${door.api}/myself`, (request, reply) => {
    const { person } = visitOf(door, request);
    return reply.send(personShown(door, person, person));
  });
  app.get(`${door.api}/mypermissions`, (request, reply) => answerMine(door, request, reply));
  if (door.isDataCenter) return;
  app.post(`${door.api}/permissions/check`, (request, reply) => answerCheck(door, request, reply));
  app.post(`${door.api}/permissions/project`, (request, reply) => answerPermitted(door, request, reply));
}

function answerMine(door: PlatformDoor, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = visitOf(door, request);
  const { query } = visit;
  // Data Center tells all of them and knows no such parameter.
  const asked = door.isDataCenter ? knownPermissions : query['permissions']?.split(',').filter((name) => name !== '');
  if (asked === undefined || asked.length === 0) {
    return refuse(reply, 400, "The 'permissions' query parameter is required.");
  }
  const unknown = asked.filter((name) => kindOfPermission(name) === undefined);
  if (unknown.length > 0) return refuse(reply, 400, `Unrecognized permission(s): ${unknown.join(', ')}`);
  const place = placeAsked(visit);
  if (place === undefined) return refuse(reply, 404, noSuchIssue);
  const permissions = asked.map((key) => {
    const shown = { key, name: key, type: kindOfPermission(key), havePermission: visit.may(key, place) };
    return [key, shown] as const;
  });
  return reply.send({ permissions: Object.fromEntries(permissions) });
}

/** Undefined when it is not there for whoever asks. */
function placeAsked(visit: Visit): PlaceAsked | undefined {
  const issueKey = visit.query['issueKey'] ?? visit.query['issueId'];
  const projectKey = visit.query['projectKey'] ?? visit.query['projectId'];
  if (issueKey !== undefined) {
    const issue = visit.issue(issueKey);
    return issue === undefined ? undefined : { issue };
  }
  if (projectKey === undefined) return {};
  const project = visit.project(projectKey);
  return project === undefined ? undefined : { project: project.key };
}

/** The projects in which whoever asks holds all of some permissions. */
function answerPermitted(door: PlatformDoor, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = visitOf(door, request);
  const { permissions = [] } = (request.body ?? {}) as { readonly permissions?: readonly string[] };
  const strange = permissions.find((name) => kindOfPermission(name) !== 'PROJECT');
  if (permissions.length === 0 || strange !== undefined) {
    return refuse(reply, 400, `Invalid project permission: ${strange ?? ''}`);
  }
  const held = door.issues
    .projects()
    .filter(({ key }) => permissions.every((each) => visit.may(each, { project: key })));
  return reply.send({ projects: held.map(({ id, key }) => ({ id: Number(id), key })) });
}

interface Check {
  readonly accountId?: string;
  readonly globalPermissions?: readonly string[];
  readonly projectPermissions?: readonly {
    readonly permissions: readonly string[];
    readonly issues?: readonly number[];
    readonly projects?: readonly number[];
  }[];
}

function answerCheck(door: PlatformDoor, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = visitOf(door, request);
  const asked = (request.body ?? {}) as Check;
  const person = asked.accountId === undefined ? visit.person : door.people.byId(asked.accountId);
  if (asked.accountId !== undefined && asked.accountId !== visit.person.accountId && !visit.may('ADMINISTER')) {
    return refuse(reply, 403, 'You need the permission to administer Jira to check the permissions of somebody else.');
  }
  const problem = person === undefined ? 'The account ID is not valid.' : problemOf(asked);
  if (person === undefined || problem !== undefined) return refuse(reply, 400, problem ?? '');
  const may = (permission: string, place?: PlaceAsked) =>
    person.isActive !== false && door.permissions.may(person, permission, place);
  const pairs = (asked.projectPermissions ?? []).flatMap((one) =>
    one.permissions.map((permission) => ({ ...one, permission })),
  );
  return reply.send({
    globalPermissions: (asked.globalPermissions ?? []).filter((permission) => may(permission)),
    projectPermissions: pairs.map(({ permission, issues = [], projects = [] }) => ({
      permission,
      issues: issues.filter((id) => {
        const issue = door.issues.find(String(id));
        return issue !== undefined && may(permission, { issue });
      }),
      projects: projects.filter((id) => {
        const project = door.issues.project(String(id));
        return project !== undefined && may(permission, { project: project.key });
      }),
    })),
  });
}

function problemOf({ globalPermissions = [], projectPermissions }: Check): string | undefined {
  const strangeGlobal = globalPermissions.find((name) => kindOfPermission(name) !== 'GLOBAL');
  if (strangeGlobal !== undefined) return `Invalid global permission: ${strangeGlobal}`;
  const inProjects = projectPermissions ?? [];
  const named = inProjects.flatMap(({ permissions }) => permissions.filter((name) => name !== ''));
  if (projectPermissions !== undefined && named.length === 0) return 'No project permission is given.';
  const strange = named.find((name) => kindOfPermission(name) !== 'PROJECT');
  if (strange !== undefined) return `Invalid project permission: ${strange}`;
  const count = (of: 'issues' | 'projects') => new Set(inProjects.flatMap((one) => one[of] ?? [])).size;
  if (count('issues') > mostChecked) return `More than ${mostChecked} issues are given.`;
  return count('projects') > mostChecked ? `More than ${mostChecked} projects are given.` : undefined;
}
