/** Work logs: added, listed, and read again with what an app keeps with them. */

import type { FastifyInstance } from 'fastify';
import { readText } from '../document.ts';
import type { StoredWorkLog } from '../issue-records.ts';
import type { SandboxTimeTracking } from '../people-options.ts';
import { propertiesIn, sendProperty } from './entity-properties.ts';
import { authorShown } from './shown.ts';
import {
  isExpanded,
  jiraTime,
  numberIn,
  objectIn,
  refuse,
  refuseFields,
  withIssue,
  type IssueVisit,
  type JsonObject,
  type PlatformDoor,
  type Query,
  type Visit,
} from './platform-tools.ts';

// The description's own default.
const ordinaryWorkLogs = 5000;
const minuteSeconds = 60;
/** Three digits of milliseconds and an offset without a colon: Jira reads no other form. */
const startedForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/;
const duration = /^(?:\s*(?:\d+(?:\.\d+)?)[wdhm])+\s*$/;

/** Adds the routes of work logs. */
export function addWorkLogRoutes(app: FastifyInstance, door: PlatformDoor): void {
  app.post(
    `${door.api}/issue/:issue/worklog`,
    withIssue(door, (visit, reply, request) => {
      if (door.timeTracking() === undefined) return refuse(reply, 400, 'Time tracking is not enabled.');
      if (!visit.may('WORK_ON_ISSUES', { issue: visit.seen })) {
        return refuse(reply, 400, 'You do not have the permission to log work on this issue.');
      }
      const made = problemOfEstimate(visit.query) ?? makeWorkLog(door, visit, request.body);
      if (typeof made === 'string') return refuseFields(reply, { worklog: made });
      visit.record.workLogs.push(made);
      door.issues.change(visit.seen.id);
      return reply.code(201).send(workLogShown(door, made, visit));
    }),
  );
  app.get(
    `${door.api}/issue/:issue/worklog`,
    withIssue(door, (visit, reply) => {
      if (door.timeTracking() === undefined) return refuse(reply, 404, 'Time tracking is not enabled.');
      const { query, record } = visit;
      const [after, before] = [Number(query['startedAfter'] ?? -Infinity), Number(query['startedBefore'] ?? Infinity)];
      const all = record.workLogs.filter(
        ({ startedAt }) => startedAt.getTime() > after && startedAt.getTime() < before,
      );
      const startAt = numberIn(query, 'startAt', 0);
      const maxResults = numberIn(query, 'maxResults', ordinaryWorkLogs);
      const worklogs = all.slice(startAt, startAt + maxResults).map((one) => workLogShown(door, one, visit));
      return reply.send({ startAt, maxResults, total: all.length, worklogs });
    }),
  );
  app.get<{ Params: { issue: string } }>(
    `${door.api}/issue/:issue/worklog/:workLog/properties/:key`,
    withIssue(door, ({ record }, reply, request) => {
      const { workLog, key } = request.params as { readonly workLog: string; readonly key: string };
      const found = record.workLogs.find(({ id }) => id === workLog);
      return found === undefined
        ? refuse(reply, 404, 'There is no such work log.')
        : sendProperty(reply, found.properties, key);
    }),
  );
}

/** A work log as it is kept, or why it cannot be. */
function makeWorkLog(door: PlatformDoor, { person }: IssueVisit, body: unknown): StoredWorkLog | string {
  const sent = objectIn(body) ?? {};
  const seconds = secondsIn(sent, door.timeTracking());
  if (seconds === undefined) return 'timeSpent or timeSpentSeconds is required, and only one of them.';
  if (seconds < minuteSeconds) return 'Time spent must be at least a minute.';
  const started = sent['started'];
  if (started !== undefined && !(typeof started === 'string' && startedForm.test(started))) {
    return "started must be like '2026-03-01T12:00:00.000+0000'.";
  }
  const read = sent['comment'] === undefined ? undefined : readText(sent['comment'], door.isDataCenter);
  if (read?.problem !== undefined) return read.problem;
  const properties = propertiesIn(sent['properties']);
  if (typeof properties === 'string') return properties;
  return {
    id: String(door.records.nextNumber()),
    author: person.accountId,
    createdAt: door.now(),
    startedAt: started === undefined ? door.now() : new Date(started),
    // Jira counts in minutes.
    seconds: Math.floor(seconds / minuteSeconds) * minuteSeconds,
    comment: sent['comment'],
    text: read?.text ?? '',
    properties,
  };
}

function secondsIn(
  { timeSpent, timeSpentSeconds }: JsonObject,
  working: SandboxTimeTracking | undefined,
): number | undefined {
  if ((timeSpent === undefined) === (timeSpentSeconds === undefined) || working === undefined) return undefined;
  if (timeSpentSeconds !== undefined) return Number(timeSpentSeconds);
  if (typeof timeSpent !== 'string' || !duration.test(timeSpent)) return undefined;
  const day = working.hoursPerDay * 3600;
  const units: Readonly<Record<string, number>> = { w: day * working.daysPerWeek, d: day, h: 3600, m: minuteSeconds };
  const parts = [...timeSpent.matchAll(/(\d+(?:\.\d+)?)([wdhm])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? 'm'] ?? 0), 0);
}

function problemOfEstimate(query: Query): string | undefined {
  const needed = { new: 'newEstimate', manual: 'reduceBy' }[query['adjustEstimate'] ?? ''];
  if (needed === undefined || duration.test(query[needed] ?? '')) return undefined;
  return `${needed} is required when adjustEstimate is ${query['adjustEstimate']}.`;
}

function workLogShown(
  door: PlatformDoor,
  workLog: StoredWorkLog,
  { person, query }: Visit & Partial<IssueVisit>,
): JsonObject {
  const author = authorShown(door, workLog.author, person);
  const [created, started] = [jiraTime(workLog.createdAt), jiraTime(workLog.startedAt)];
  const hours = Math.floor(workLog.seconds / 3600);
  const minutes = Math.floor((workLog.seconds % 3600) / minuteSeconds);
  return {
    id: workLog.id,
    author,
    updateAuthor: author,
    created,
    updated: created,
    started,
    timeSpent: [hours > 0 ? `${hours}h` : '', minutes > 0 ? `${minutes}m` : ''].filter((part) => part !== '').join(' '),
    timeSpentSeconds: workLog.seconds,
    ...(workLog.comment === undefined ? {} : { comment: workLog.comment }),
    ...(isExpanded(query, 'properties') ? { properties: workLog.properties } : {}),
  };
}
