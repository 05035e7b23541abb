/** Comments: added, listed, and read again with what an app keeps with them. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readText } from '../document.ts';
import type { IssueRecord, StoredComment, StoredVisibility } from '../issue-records.ts';
import { propertiesIn, sendProperty } from './entity-properties.ts';
import { authorShown } from './shown.ts';
import {
  isExpanded,
  jiraTime,
  numberIn,
  objectIn,
  refuse,
  refuseFields,
  visitOf,
  withIssue,
  type JsonObject,
  type PlatformDoor,
  type Visit,
} from './platform-tools.ts';

// The description's own default.
const ordinaryComments = 100;
/** "The list of comment IDs. A maximum of 1000 IDs can be specified." */
const mostListed = 1000;

/** Adds the routes of comments. */
export function addCommentRoutes(app: FastifyInstance, door: PlatformDoor): void {
  app.post(
    `${door.api}/issue/:issue/comment`,
    withIssue(door, (visit, reply, request) => {
      const { seen, person } = visit;
      if (!visit.may('ADD_COMMENTS', { issue: seen })) {
        return refuseFields(reply, { comment: 'You do not have the permission to comment on this issue.' });
      }
      const made = makeComment(door, person.accountId, request.body);
      if (typeof made === 'string') return refuseFields(reply, { comment: made });
      visit.record.comments.push(made);
      door.issues.change(seen.id);
      return reply.code(201).send(commentShown(door, made, visit));
    }),
  );
  app.get(
    `${door.api}/issue/:issue/comment`,
    withIssue(door, (visit, reply) => {
      const { query, record } = visit;
      const isNewestFirst = query['orderBy'] === '-created';
      const all = isNewestFirst ? record.comments.toReversed() : record.comments;
      const startAt = numberIn(query, 'startAt', 0);
      const maxResults = numberIn(query, 'maxResults', ordinaryComments);
      const comments = all.slice(startAt, startAt + maxResults).map((one) => commentShown(door, one, visit));
      return reply.send({ startAt, maxResults, total: all.length, comments });
    }),
  );
  app.get<{ Params: { comment: string; key: string } }>(
    `${door.api}/comment/:comment/properties/:key`,
    (request, reply) => {
      const found = seenComments(door, visitOf(door, request), new Set([request.params.comment]))[0];
      if (found === undefined) return refuse(reply, 404, 'There is no such comment.');
      return sendProperty(reply, found.properties, request.params.key);
    },
  );
  if (!door.isDataCenter) app.post(`${door.api}/comment/list`, (request, reply) => answerList(door, request, reply));
}

/** A comment as it is kept, or why it cannot be. Its number is new. */
export function makeComment(door: PlatformDoor, author: string, body: unknown): StoredComment | string {
  const sent = objectIn(body) ?? {};
  const { text, problem } = readText(sent['body'], door.isDataCenter);
  if (problem !== undefined) return problem;
  const properties = propertiesIn(sent['properties']);
  const visibility = visibilityIn(sent['visibility']);
  if (typeof properties === 'string') return properties;
  if (typeof visibility === 'string') return visibility;
  const id = String(door.records.nextNumber());
  return { id, author, createdAt: door.now(), body: sent['body'], text, visibility, properties };
}

function visibilityIn(value: unknown): StoredVisibility | undefined | string {
  if (value === undefined) return undefined;
  const { type, identifier, value: name } = objectIn(value) ?? {};
  const named = typeof identifier === 'string' ? identifier : name;
  if ((type !== 'group' && type !== 'role') || typeof named !== 'string') return 'The visibility is not valid.';
  return { type, identifier: named };
}

function answerList(door: PlatformDoor, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { ids } = request.body as { readonly ids: readonly number[] };
  if (ids.length === 0 || ids.length > mostListed)
    return refuse(reply, 400, `Between 1 and ${mostListed} ids can be given.`);
  const visit = visitOf(door, request);
  const found = seenComments(door, visit, new Set(ids.map(String)));
  const withProperties = isExpanded(visit.query, 'properties');
  const values = found.map((one) => ({
    ...commentShown(door, one, visit),
    ...(withProperties ? { properties: one.properties } : {}),
  }));
  return reply.send({ startAt: 0, maxResults: mostListed, total: values.length, isLast: true, values });
}

/** Only those of issues that are there for whoever asks. */
function seenComments(door: PlatformDoor, visit: Visit, ids: ReadonlySet<string>): readonly StoredComment[] {
  const ofIssues = [...door.records.all()].filter(
    ([, record]: readonly [string, IssueRecord]) => record.comments.length > 0,
  );
  return ofIssues.flatMap(([issueId, { comments }]) => {
    const found = comments.filter(({ id }) => ids.has(id));
    return found.length > 0 && visit.issue(issueId) !== undefined ? found : [];
  });
}

function commentShown(door: PlatformDoor, comment: StoredComment, { person }: Visit): JsonObject {
  const author = authorShown(door, comment.author, person);
  const { id, body, visibility } = comment;
  const [created, self] = [jiraTime(comment.createdAt), `${door.url()}/rest/api/3/comment/${id}`];
  const shown = { id, self, author, updateAuthor: author, body, created, updated: created };
  return visibility === undefined ? shown : { ...shown, visibility: { ...visibility, value: visibility.identifier } };
}
