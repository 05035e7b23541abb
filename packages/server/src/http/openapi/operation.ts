/** One route as an operation of an OpenAPI document. */

import {
  editedFields,
  problemMediaType,
  takesIdempotencyKey,
  type Route,
  type RouteAccess,
} from '@branchline/contract';
import { z } from 'zod';
import type { JsonSchema, Shapes } from './shapes.ts';
import { subjectOf } from './subjects.ts';

/** An operation, as far as anybody looks into it. */
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, unknown>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

export interface NamedRoute {
  readonly name: string;
  readonly route: Route;
  readonly summary: string;
  /** A request body to start from. */
  readonly example?: unknown;
}

/** Who may ask, in words. */
const accessWords: Readonly<Record<RouteAccess, string>> = {
  open: 'Anybody may ask.',
  'trigger-secret': "With the trigger's own secret.",
  'signed-in': 'For managers and administrators.',
  administrator: 'For administrators.',
  viewer: 'For everybody who is known, each seeing what they may.',
};

export function operationOf({ name, route, summary, example }: NamedRoute, shapes: Shapes): Operation {
  return {
    operationId: name,
    summary,
    description: accessWords[route.access],
    tags: [subjectOf(route.path)?.name ?? 'Other'],
    security: securityOf(route),
    parameters: [
      ...parametersOf(route.params, 'path', shapes),
      ...parametersOf(route.query, 'query', shapes),
      ...headersOf(route),
    ],
    ...(route.request === undefined ? {} : { requestBody: bodyOf(route.request, example, shapes) }),
    responses: { ...answerOf(route, shapes), ...problemsOf(route) },
  };
}

/** Scopes stand beside the bearer: what a token must be for at least. */
function securityOf({ access, method }: Route): Operation['security'] {
  if (access === 'open') return [];
  if (access === 'trigger-secret') return [{ triggerSecret: [] }];
  const scope = access === 'administrator' ? 'administer' : method === 'GET' ? 'read' : 'write';
  return [{ bearerToken: [scope] }, { sessionCookie: [] }];
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

function parametersOf(shape: z.ZodType | undefined, place: 'path' | 'query', shapes: Shapes): readonly Parameter[] {
  if (shape === undefined) return [];
  const schema = shapes.sent(shape);
  const named = typeof schema['$ref'] === 'string' ? shapes.named[lastWord(schema['$ref'])] : schema;
  const { properties = {}, required = [] } = (named ?? {}) as ObjectSchema;
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: each,
  }));
}

function lastWord(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

function headersOf(route: Route): readonly Parameter[] {
  const { edits } = route;
  const header = { in: 'header', required: false, schema: { type: 'string' } } as const;
  const ifMatch = { ...header, name: 'If-Match', description: `The version of what ${edits ?? ''} showed.` };
  const key = {
    ...header,
    name: 'Idempotency-Key',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    description: 'Up to 255 printable characters of your own: the same request with the same key is done once.',
  };
  return [...(edits === undefined ? [] : [ifMatch]), ...(takesIdempotencyKey(route) ? [key] : [])];
}

function bodyOf(shape: z.ZodType, example: unknown, shapes: Shapes): unknown {
  const content = { schema: shapes.sent(shape), ...(example === undefined ? {} : { example }) };
  return { required: true, content: { 'application/json': content } };
}

const limitHeaders = {
  'RateLimit-Limit': { $ref: '#/components/headers/RateLimit-Limit' },
  'RateLimit-Remaining': { $ref: '#/components/headers/RateLimit-Remaining' },
  'RateLimit-Reset': { $ref: '#/components/headers/RateLimit-Reset' },
};

function answerOf(route: Route, shapes: Shapes): Readonly<Record<string, unknown>> {
  const { status, response, media = ['application/json'] } = route;
  const etag = editedFields(response) === undefined ? {} : { ETag: { $ref: '#/components/headers/ETag' } };
  const headers = { ...etag, ...limitHeaders };
  if (status === 204 || response instanceof z.ZodUndefined) {
    return { [status]: { description: 'Done; there is nothing to say.', headers } };
  }
  const schema = shapes.answered(response);
  const content = Object.fromEntries(media.map((each) => [each, { schema }]));
  return { [status]: { description: status === 202 ? 'It was put in the queue.' : 'Done.', headers, content } };
}

/** What each kind of route may answer besides. */
function problemsOf(route: Route): Readonly<Record<string, unknown>> {
  const { access, params, query, request, edits, method } = route;
  const takesSomething = params !== undefined || query !== undefined || request !== undefined;
  const isKnown = access !== 'open';
  const problems: readonly (readonly [number, boolean])[] = [
    [400, takesSomething],
    [401, isKnown || method === 'POST'],
    [403, true],
    [404, params !== undefined],
    [409, method !== 'GET'],
    [412, edits !== undefined],
    [413, request !== undefined],
    [415, request !== undefined],
    [422, method !== 'GET'],
    [428, access === 'viewer' && method !== 'GET'],
    [429, true],
    [500, true],
    [502, method !== 'GET'],
    [503, true],
  ];
  return Object.fromEntries(
    problems.filter(([, may]) => may).map(([status]) => [status, { $ref: `#/components/responses/Problem${status}` }]),
  );
}

/** The problems that operations refer to, by status. */
export const problemResponses: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.entries({
    400: 'The request does not fit.',
    401: 'Nobody is signed in, or the token is wrong.',
    403: 'Whoever asks may not do this.',
    404: 'There is no such thing, or whoever asks may not see it.',
    409: 'It is there already, or a request with the same Idempotency-Key is under way.',
    412: 'It is not what it was: somebody else changed it meanwhile. Nothing was done.',
    413: 'The request is too large.',
    415: 'The request is not JSON.',
    422: 'This cannot be accepted, or the Idempotency-Key belongs to another request.',
    428: 'A token of one’s own is needed for this.',
    429: 'Too many requests; the header Retry-After says when to go on.',
    500: 'Branchline made a mistake.',
    502: 'A service refused our account, or answered something unexpected.',
    503: 'A service, or the database, cannot be reached at the moment.',
  }).map(([status, description]) => [
    `Problem${status}`,
    {
      description,
      content: { [problemMediaType]: { schema: { $ref: '#/components/schemas/Problem' } } },
      ...(status === '429' || status === '503'
        ? { headers: { 'Retry-After': { $ref: '#/components/headers/Retry-After' } } }
        : {}),
    },
  ]),
);
