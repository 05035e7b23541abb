/** Whether the site counts time, and how long its days are. */

import type { FastifyInstance } from 'fastify';
import { refuse, visitOf, type JsonObject, type PlatformDoor } from './platform-tools.ts';

/** Adds the questions about time tracking. Its own settings are for administrators, the global ones for everybody. */
export function addTimeTrackingRoutes(app: FastifyInstance, door: PlatformDoor): void {
  app.get(`${door.api}/configuration`, (_request, reply) => {
    const timeTrackingEnabled = door.timeTracking() !== undefined;
    const timed = timeTrackingEnabled ? { timeTrackingConfiguration: optionsShown(door) } : {};
    return reply.send({ issueLinkingEnabled: true, timeTrackingEnabled, ...timed });
  });
  if (door.isDataCenter) return;
  app.get(`${door.api}/configuration/timetracking`, (request, reply) => {
    if (!visitOf(door, request).may('ADMINISTER')) return refuse(reply, 403, onlyAdministrators);
    if (door.timeTracking() === undefined) return reply.code(204).send();
    return reply.send({ key: 'JIRA', name: 'JIRA provided time tracking' });
  });
  app.get(`${door.api}/configuration/timetracking/options`, (request, reply) => {
    if (!visitOf(door, request).may('ADMINISTER')) return refuse(reply, 403, onlyAdministrators);
    return reply.send(optionsShown(door));
  });
}

function optionsShown(door: PlatformDoor): JsonObject {
  // The settings outlive the switch.
  const { hoursPerDay, daysPerWeek } = door.timeTracking() ?? { hoursPerDay: 8, daysPerWeek: 5 };
  return {
    workingHoursPerDay: hoursPerDay,
    workingDaysPerWeek: daysPerWeek,
    timeFormat: 'pretty',
    defaultUnit: 'minute',
  };
}

const onlyAdministrators = 'Only Jira administrators may see these settings.';
