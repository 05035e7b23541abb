/** Web links of an issue, made and renewed by the id that whoever links gave them. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { StoredRemoteLink } from '../issue-records.ts';
import {
  objectIn,
  refuse,
  refuseFields,
  withIssue,
  type IssueVisit,
  type JsonObject,
  type PlatformDoor,
} from './platform-tools.ts';

/** "The maximum length is 255 characters." */
const textMaximum = 255;

/** Adds the routes of remote links. */
export function addRemoteLinkRoutes(app: FastifyInstance, door: PlatformDoor): void {
  const place = `${door.api}/issue/:issue/remotelink`;
  app.get(
    place,
    withIssue(door, ({ query, record, seen }, reply) => {
      const globalId = query['globalId'];
      const shown = (link: StoredRemoteLink) => ({
        ...identified(door, seen.id, link),
        ...link.content,
        ...globalIdOf(link),
      });
      if (globalId === undefined) return reply.send(record.remoteLinks.map(shown));
      const found = record.remoteLinks.find((link) => link.globalId === globalId);
      return found === undefined ? refuse(reply, 404, noSuchLink(globalId)) : reply.send(shown(found));
    }),
  );
  app.post(
    place,
    withIssue(door, (visit, reply, request) => putLink(door, visit, request, reply)),
  );
  app.delete(
    place,
    withIssue(door, (visit, reply) => {
      const { query, record, seen } = visit;
      const globalId = query['globalId'];
      if (globalId === undefined || globalId === '') return refuse(reply, 400, 'A global ID must be given.');
      if (!visit.may('LINK_ISSUES', { issue: seen })) return refuse(reply, 403, mayNotLink);
      const at = record.remoteLinks.findIndex((link) => link.globalId === globalId);
      if (at === -1) return refuse(reply, 404, noSuchLink(globalId));
      record.remoteLinks.splice(at, 1);
      return reply.code(204).send();
    }),
  );
}

function putLink(door: PlatformDoor, visit: IssueVisit, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { seen, record } = visit;
  if (!visit.may('LINK_ISSUES', { issue: seen })) return refuse(reply, 403, mayNotLink);
  const { globalId, ...sent } = objectIn(request.body) ?? {};
  const errors = problemsOf(globalId, objectIn(sent['object']) ?? {});
  if (Object.keys(errors).length > 0) return refuseFields(reply, errors);
  const at = record.remoteLinks.findIndex((link) => globalId !== undefined && link.globalId === globalId);
  const id = record.remoteLinks[at]?.id ?? door.records.nextNumber();
  // "Any fields without values in the request are set to null": nothing of the one before stays.
  const link: StoredRemoteLink = { id, globalId: globalId as string | undefined, content: sent };
  if (at === -1) record.remoteLinks.push(link);
  else record.remoteLinks[at] = link;
  return reply.code(at === -1 ? 201 : 200).send(identified(door, seen.id, link));
}

function problemsOf(globalId: unknown, { title, url }: JsonObject): Readonly<Record<string, string>> {
  const isText = (value: unknown) => typeof value === 'string' && value.length > 0 && value.length <= textMaximum;
  return {
    ...(globalId === undefined || isText(globalId)
      ? {}
      : { globalId: `globalId must have 1 to ${textMaximum} characters.` }),
    ...(isText(title) ? {} : { title: `'title' is required and has at most ${textMaximum} characters.` }),
    ...(typeof url === 'string' && URL.canParse(url) ? {} : { url: "'url' is required and must be an address." }),
  };
}

function identified(door: PlatformDoor, issueId: string, { id }: StoredRemoteLink): JsonObject {
  return { id, self: `${door.url()}/rest/api/${door.isDataCenter ? 2 : 3}/issue/${issueId}/remotelink/${id}` };
}

function globalIdOf({ globalId }: StoredRemoteLink): JsonObject {
  return globalId === undefined ? {} : { globalId };
}

const mayNotLink = 'You do not have the permission to link issues.';

function noSuchLink(globalId: string): string {
  return `There is no remote link with the global ID ${globalId}.`;
}
