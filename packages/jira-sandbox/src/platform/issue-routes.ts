/** Issues as they are read: one, or many at once. */

import type { FastifyInstance } from 'fastify';
import { changesShown } from './changes-shown.ts';
import { issueShown } from './shown.ts';
import { isExpanded, noSuchIssue, refuse, visitOf, withIssue, type PlatformDoor } from './platform-tools.ts';

/** "You can request up to 100 issues." */
const mostIssues = 100;

interface BulkFetch {
  readonly Body: {
    readonly issueIdsOrKeys: readonly string[];
    readonly fields?: readonly string[];
    readonly properties?: readonly string[];
  };
}

/** Adds the questions about issues. */
export function addIssueRoutes(app: FastifyInstance, door: PlatformDoor): void {
  app.get(
    `${door.api}/issue/:issue`,
    withIssue(door, ({ seen, person, record, query: asked }, reply, request) => {
      const query = request.query as Readonly<Record<string, unknown>>;
      const selection = { fields: namesIn(query['fields']), properties: namesIn(query['properties']) };
      const shown = issueShown(door, seen, person, selection);
      if (!isExpanded(asked, 'changelog')) return reply.send(shown);
      const histories = changesShown(door, record.changes, person);
      // Cloud tells the newest first, Data Center the oldest.
      const ordered = door.isDataCenter ? histories : histories.toReversed();
      const total = histories.length;
      return reply.send({ ...shown, changelog: { startAt: 0, maxResults: total, total, histories: ordered } });
    }),
  );
  if (door.isDataCenter) return;
  app.post<BulkFetch>(`${door.api}/issue/bulkfetch`, (request, reply) => {
    const { issueIdsOrKeys: asked, fields, properties } = request.body;
    if (asked.length > mostIssues) return refuse(reply, 400, `At most ${mostIssues} issues can be fetched.`);
    const visit = visitOf(door, request);
    const found = asked.map((id) => ({ id, issue: visit.issue(id) }));
    const byId = new Map(found.flatMap(({ issue }) => (issue === undefined ? [] : [[issue.id, issue] as const])));
    return reply.send({
      issues: [...byId.values()]
        .toSorted((a, b) => Number(a.id) - Number(b.id))
        .map((issue) => issueShown(door, issue, visit.person, { fields, properties })),
      issueErrors: found
        .filter(({ issue }) => issue === undefined)
        .map(({ id }) => ({ id, errorMessage: noSuchIssue })),
    });
  });
}

/** Given once or several times, each with several names behind commas. */
function namesIn(value: unknown): readonly string[] | undefined {
  const texts = (Array.isArray(value) ? value : [value]) as readonly unknown[];
  return value === undefined ? undefined : texts.flatMap((text) => (typeof text === 'string' ? text.split(',') : []));
}
