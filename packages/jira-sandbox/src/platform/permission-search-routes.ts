/** Who holds all of some permissions at an issue or in a project: the one way in which Jira Data Center tells what others may do. */

import type { FastifyInstance } from 'fastify';
import { kindOfPermission } from '../permission-names.ts';
import { usernameOf } from '../people.ts';
import { personShown } from './shown.ts';
import { numberIn, projectKeyOf, refuse, visitOf, type PlatformDoor } from './platform-tools.ts';

const ordinaryFound = 50;

/** Adds the question; for those only who administer Jira or the issue's project. */
export function addPermissionSearchRoutes(app: FastifyInstance, door: PlatformDoor): void {
  if (!door.isDataCenter) return;
  app.get(`${door.api}/user/permission/search`, (request, reply) => {
    const visit = visitOf(door, request);
    const { query } = visit;
    const wanted = (query['permissions'] ?? '').split(',');
    if (wanted.some((permission) => kindOfPermission(permission) === undefined)) {
      return refuse(reply, 400, 'The permissions are missing, or not all of them exist.');
    }
    const { issueKey, projectKey } = { issueKey: query['issueKey'], projectKey: query['projectKey'] };
    if (issueKey === undefined && projectKey === undefined)
      return refuse(reply, 400, 'An issue or a project is required.');
    const issue = issueKey === undefined ? undefined : visit.issue(issueKey);
    const project = issue === undefined ? visit.project(projectKey ?? '')?.key : projectKeyOf(issue);
    if (project === undefined) return refuse(reply, 404, 'Issue Does Not Exist');
    if (!visit.may('ADMINISTER') && !visit.may('ADMINISTER_PROJECTS', { project })) {
      return refuse(reply, 403, 'You are not permitted to see the permissions of others.');
    }
    const place = issue === undefined ? { project } : { issue };
    const found = door.people.all.filter(
      (person) =>
        person.isActive !== false &&
        usernameOf(person).startsWith((query['username'] ?? '').toLowerCase()) &&
        wanted.every((permission) => door.permissions.may(person, permission, place)),
    );
    const startAt = numberIn(query, 'startAt', 0);
    const page = found.slice(startAt, startAt + numberIn(query, 'maxResults', ordinaryFound));
    return reply.send(page.map((person) => personShown(door, person, visit.person)));
  });
}
