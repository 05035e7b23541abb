/** Edits of an issue: its fields, and who works on it. */

import type { FastifyInstance } from 'fastify';
import { applyEdit } from './apply-edit.ts';
import { changesShown } from './changes-shown.ts';
import { assigneeIn, operationsIn, readEdit } from './read-edit.ts';
import { numberIn, objectIn, refuse, refuseFields, withIssue, type PlatformDoor } from './platform-tools.ts';

// The description's own default.
const ordinaryChanges = 100;

/** Adds the routes of edits and of the changelog they are written to. */
export function addEditRoutes(app: FastifyInstance, door: PlatformDoor): void {
  app.put(
    `${door.api}/issue/:issue`,
    withIssue(door, (visit, reply, request) => {
      const { operations, errors: misread } = operationsIn(request.body);
      if (Object.keys(misread).length > 0) return refuseFields(reply, misread);
      const mayEdit = visit.may('EDIT_ISSUES', { issue: visit.seen });
      const onlyComments = [...operations.keys()].every((field) => field === 'comment');
      if (!mayEdit && !(onlyComments && visit.may('ADD_COMMENTS', { issue: visit.seen }))) {
        return refuse(reply, 400, 'You do not have the permission to edit this issue.');
      }
      const { edit, errors } = readEdit(door, visit, operations);
      if (Object.keys(errors).length > 0) return refuseFields(reply, errors);
      applyEdit(door, visit, edit, { historyMetadata: objectIn(request.body)?.['historyMetadata'] });
      return reply.code(204).send();
    }),
  );
  app.put(
    `${door.api}/issue/:issue/assignee`,
    withIssue(door, (visit, reply, request) => {
      if (!visit.may('ASSIGN_ISSUES', { issue: visit.seen })) {
        return refuse(reply, 403, 'You do not have the permission to assign this issue.');
      }
      const read = assigneeIn(door, visit, request.body);
      if (typeof read === 'string') return refuseFields(reply, { assignee: read });
      applyEdit(door, visit, { comments: [], assignee: read.accountId });
      return reply.code(204).send();
    }),
  );
  if (door.isDataCenter) return;
  app.get(
    `${door.api}/issue/:issue/changelog`,
    withIssue(door, ({ query, record, person }, reply) => {
      const startAt = numberIn(query, 'startAt', 0);
      const maxResults = Math.min(numberIn(query, 'maxResults', ordinaryChanges), ordinaryChanges);
      const values = changesShown(door, record.changes.slice(startAt, startAt + maxResults), person);
      const total = record.changes.length;
      return reply.send({ startAt, maxResults, total, isLast: startAt + maxResults >= total, values });
    }),
  );
}
