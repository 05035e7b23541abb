/** Projects and their versions. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { KnownProject } from '../issues.ts';
import { projectShown } from './shown.ts';
import {
  isExpanded,
  numberIn,
  refuse,
  visitOf,
  type JsonObject,
  type PlatformDoor,
  type Visit,
} from './platform-tools.ts';

const mostProjects = 100;
const ordinaryProjects = 50;
// "Up to 50 project keys can be provided."
const mostKeys = 50;
const firstVersionId = 10_100;

/** Adds the questions about projects. */
export function addProjectRoutes(app: FastifyInstance, door: PlatformDoor): void {
  if (door.isDataCenter) {
    app.get(`${door.api}/project`, (request, reply) => {
      const visit = visitOf(door, request);
      const withKeys = isExpanded(visit.query, 'projectKeys');
      return reply.send(visibleProjects(door, visit).map((project) => projectShown(project, withKeys)));
    });
  } else {
    app.get(`${door.api}/project/search`, (request, reply) => answerSearch(door, request, reply));
  }
  app.get<{ Params: { project: string } }>(`${door.api}/project/:project/versions`, (request, reply) => {
    const project = visitOf(door, request).project(request.params.project);
    if (project === undefined)
      return refuse(reply, 404, `No project could be found with key '${request.params.project}'.`);
    return reply.send(versionsOf(project));
  });
}

function answerSearch(door: PlatformDoor, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const visit = visitOf(door, request);
  const startAt = numberIn(visit.query, 'startAt', 0);
  const maxResults = Math.min(numberIn(visit.query, 'maxResults', ordinaryProjects), mostProjects);
  const named = visibleProjects(door, visit);
  const keys = keysAsked(request);
  if (keys !== undefined && keys.length > mostKeys) return refuse(reply, 400, 'Too many project keys are given.');
  const all = keys === undefined ? named : named.filter(({ key }) => keys.includes(key));
  const withKeys = isExpanded(visit.query, 'projectKeys');
  const values = all.slice(startAt, startAt + maxResults).map((project) => projectShown(project, withKeys));
  const isLast = startAt + values.length >= all.length;
  return reply.send({ startAt, maxResults, total: all.length, isLast, values });
}

/** Undefined when none is named. */
function keysAsked({ query }: FastifyRequest): readonly string[] | undefined {
  const { keys } = query as { readonly keys?: string | readonly string[] };
  return typeof keys === 'string' ? [keys] : keys;
}

function visibleProjects(door: PlatformDoor, visit: Visit): readonly KnownProject[] {
  return door.issues
    .projects()
    .filter(({ key }) => visit.may('BROWSE_PROJECTS', { project: key }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** A version's number is its place in the list of its project. */
function versionsOf({ id, versions = [] }: KnownProject): readonly JsonObject[] {
  return versions.map(({ name, isReleased = false, isArchived = false }, at) => ({
    id: String(firstVersionId + at),
    name,
    released: isReleased,
    archived: isArchived,
    projectId: Number(id),
  }));
}
