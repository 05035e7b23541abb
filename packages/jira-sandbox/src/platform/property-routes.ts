/** What apps keep with issues. */

import type { FastifyInstance } from 'fastify';
import { problemOfProperty } from './entity-properties.ts';
import { refuse, withIssue, type IssueVisit, type PlatformDoor } from './platform-tools.ts';

/** Adds the routes of issue properties. */
export function addPropertyRoutes(app: FastifyInstance, door: PlatformDoor): void {
  const place = `${door.api}/issue/:issue/properties`;
  app.get(
    place,
    withIssue(door, ({ record, seen }, reply) => {
      const self = (key: string) => `${door.url()}/rest/api/3/issue/${seen.id}/properties/${encodeURIComponent(key)}`;
      return reply.send({ keys: [...record.properties.keys()].map((key) => ({ key, self: self(key) })) });
    }),
  );
  app.get(
    `${place}/:key`,
    withIssue(door, ({ record }, reply, request) => {
      const key = keyIn(request.params);
      if (!record.properties.has(key)) return refuse(reply, 404, `There is no property ${key}.`);
      return reply.send({ key, value: record.properties.get(key) });
    }),
  );
  app.put(
    `${place}/:key`,
    withIssue(door, (visit, reply, request) => {
      const key = keyIn(request.params);
      if (!mayEdit(visit)) return refuse(reply, 403, 'You do not have the permission to edit this issue.');
      const problem = problemOfProperty(key, request.body);
      if (problem !== undefined) return refuse(reply, 400, problem);
      const isNew = !visit.record.properties.has(key);
      visit.record.properties.set(key, request.body);
      return reply.code(isNew ? 201 : 200).send();
    }),
  );
  app.delete(
    `${place}/:key`,
    withIssue(door, (visit, reply, request) => {
      const key = keyIn(request.params);
      const isGone = mayEdit(visit) && visit.record.properties.delete(key);
      return isGone ? reply.code(204).send() : refuse(reply, 404, `There is no property ${key} that you may remove.`);
    }),
  );
}

function mayEdit(visit: IssueVisit): boolean {
  return visit.may('EDIT_ISSUES', { issue: visit.seen });
}

function keyIn(path: unknown): string {
  return (path as { readonly key: string }).key;
}
