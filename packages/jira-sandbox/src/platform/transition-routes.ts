/** Transitions: those that can be run, and running one. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxField, SandboxTransition } from '../project-options.ts';
import { applyEdit } from './apply-edit.ts';
import { operationsIn, readEdit } from './read-edit.ts';
import { statusShown } from './shown.ts';
import {
  isExpanded,
  objectIn,
  refuse,
  refuseFields,
  withIssue,
  type IssueVisit,
  type JsonObject,
  type PlatformDoor,
} from './platform-tools.ts';

/** Adds the routes of transitions. */
export function addTransitionRoutes(app: FastifyInstance, door: PlatformDoor): void {
  app.get(
    `${door.api}/issue/:issue/transitions`,
    withIssue(door, (visit, reply) => {
      const wanted = visit.query['transitionId'];
      const withFields = isExpanded(visit.query, 'transitions.fields');
      const shown = availableTo(door, visit).filter(({ id }) => wanted === undefined || id === wanted);
      const transitions = shown.map((one) => transitionShown(door, one, withFields));
      return reply.send({ expand: 'transitions', transitions });
    }),
  );
  app.post(
    `${door.api}/issue/:issue/transitions`,
    withIssue(door, (visit, reply, request) => run(door, visit, request, reply)),
  );
}

function availableTo(door: PlatformDoor, visit: IssueVisit): readonly SandboxTransition[] {
  const { seen, person } = visit;
  return visit.may('TRANSITION_ISSUES', { issue: seen }) ? door.workflows.available(seen, person) : [];
}

function run(door: PlatformDoor, visit: IssueVisit, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const sent = objectIn(request.body) ?? {};
  const id = objectIn(sent['transition'])?.['id'];
  if (id === undefined) return refuse(reply, 400, "Missing 'transition' identifier");
  const transition = availableTo(door, visit).find((one) => one.id === id);
  if (transition === undefined) {
    return refuse(reply, 400, 'You cannot run this transition on the issue in its present state.');
  }
  const { operations, errors: misread } = operationsIn(sent);
  if (Object.keys(misread).length > 0) return refuseFields(reply, misread);
  const strange = [...operations.keys()].filter((field) => !isOnScreen(transition, field));
  if (strange.length > 0)
    return refuseFields(reply, Object.fromEntries(strange.map((field) => [field, notThere(field)])));
  if (operations.has('comment') && !visit.may('ADD_COMMENTS', { issue: visit.seen })) {
    return refuseFields(reply, { comment: 'You do not have the permission to comment on this issue.' });
  }
  const { chosen, errors } = chosenOn(transition.screen ?? [], operations, visit.record.chosen);
  const rest = new Map([...operations].filter(([field]) => field === 'comment'));
  const read = readEdit(door, visit, rest);
  const wrong = { ...errors, ...read.errors };
  if (Object.keys(wrong).length > 0) return refuseFields(reply, wrong);
  applyEdit(door, visit, read.edit, { status: transition.to, chosen, historyMetadata: sent['historyMetadata'] });
  return reply.code(204).send();
}

function isOnScreen({ screen }: SandboxTransition, field: string): boolean {
  return screen !== undefined && (field === 'comment' || screen.some(({ id }) => id === field));
}

function notThere(field: string): string {
  return `Field '${field}' cannot be set. It is not on the appropriate screen, or unknown.`;
}

/** What the fields of a screen get: what is given, else what the issue has, else the default. */
function chosenOn(
  screen: readonly SandboxField[],
  operations: ReadonlyMap<string, readonly (readonly [string, unknown])[]>,
  before: ReadonlyMap<string, string>,
) {
  const chosen = new Map<string, string>();
  const errors: Record<string, string> = {};
  for (const { id, name, required, default: ordinary, choices } of screen) {
    const value = operations.get(id)?.at(-1)?.[1];
    const given = objectIn(value)?.['name'] ?? value ?? before.get(id) ?? ordinary;
    if (given === undefined && required) errors[id] = `${name} is required.`;
    else if (given !== undefined && (typeof given !== 'string' || choices?.includes(given) === false)) {
      errors[id] = `${name} cannot be set to what was given.`;
    } else if (given !== undefined) chosen.set(id, given);
  }
  return { chosen, errors };
}

function transitionShown(door: PlatformDoor, transition: SandboxTransition, withFields: boolean): JsonObject {
  const { id, name, to, from, screen, onlyFor } = transition;
  return {
    id,
    name,
    to: statusShown(door, to),
    // Data Center tells of none of these.
    ...(door.isDataCenter
      ? {}
      : {
          hasScreen: screen !== undefined,
          isGlobal: from === undefined,
          isInitial: false,
          isAvailable: true,
          isConditional: onlyFor !== undefined,
          looped: false,
        }),
    ...(withFields ? { fields: Object.fromEntries((screen ?? []).map((field) => [field.id, fieldShown(field)])) } : {}),
  };
}

function fieldShown({ id, name, required, default: ordinary, choices }: SandboxField): JsonObject {
  return {
    required,
    schema: { type: choices === undefined ? 'string' : 'option', system: id },
    name,
    key: id,
    operations: ['set'],
    hasDefaultValue: ordinary !== undefined,
    ...(ordinary === undefined ? {} : { defaultValue: choices === undefined ? ordinary : { name: ordinary } }),
    ...(choices === undefined ? {} : { allowedValues: choices.map((choice) => ({ name: choice })) }),
  };
}
