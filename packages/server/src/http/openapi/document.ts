/** The description of the API: an OpenAPI document made from the contract, so that it cannot say anything else. */

import { ChangeMessage, Problem, eventsPath, routeSummaries, routes } from '@branchline/contract';
import type { Route, RouteName } from '@branchline/contract';
import { routeExamples } from './examples.ts';
import { operationOf, problemResponses, type Operation } from './operation.ts';
import { gatherShapes, type JsonSchema, type Shapes } from './shapes.ts';
import { subjectOf } from './subjects.ts';

/** An OpenAPI document, as far as anybody looks into it. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> } & Readonly<Record<string, unknown>>;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly [other: string]: unknown;
}

const description = `Everything that the pages and the command line do. Errors are problem details (RFC 9457) with a
remedy. Lists come in pages: pass \`next\` of one as the cursor of the following. See docs/rest-api.md.`;

/** @param publicUrl where people reach this installation */
export function openApiDocument(publicUrl: string): OpenApiDocument {
  const shapes = gatherShapes();
  const schema = shapes.answered(Problem);
  const paths: Record<string, Record<string, Operation>> = {};
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const path = route.path.replaceAll(/:(\w+)/gu, '{$1}');
    const summary = routeSummaries[name];
    const operation = operationOf({ name, route, summary, example: routeExamples[name] }, shapes);
    (paths[path] ??= {})[route.method.toLowerCase()] = operation;
  }
  paths[eventsPath] = { get: eventsOperation(shapes) };
  return {
    openapi: '3.1.0',
    info: { title: 'Branchline', version: '1', description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    servers: [{ url: publicUrl }],
    tags: tagsOf(Object.keys(paths)),
    paths,
    components: {
      securitySchemes,
      headers,
      responses: problemResponses,
      schemas: { ...shapes.named, ...(shapes.named['Problem'] === undefined ? { Problem: schema } : {}) },
    },
  };
}

/** In the order in which paths speak of them. */
function tagsOf(paths: readonly string[]): OpenApiDocument['tags'] {
  const tags = new Map<string, { readonly name: string; readonly description: string }>();
  for (const path of paths) {
    const subject = subjectOf(path);
    if (subject !== undefined) tags.set(subject.name, { name: subject.name, description: subject.description });
  }
  return [...tags.values()];
}

function eventsOperation(shapes: Shapes): Operation {
  const message = shapes.answered(ChangeMessage);
  return {
    operationId: 'streamEvents',
    summary: 'Tells what changed as it changes; does not end.',
    description:
      'Server-sent events: the data of each is JSON in the shape below. For everybody who is known; each hears of the ' +
      'topics that they may ask about. A stream ends after a few minutes, and clients come again.',
    tags: [subjectOf(eventsPath)?.name ?? 'Other'],
    security: [{ bearerToken: ['read'] }, { sessionCookie: [] }],
    parameters: [],
    responses: {
      200: { description: 'The stream.', content: { 'text/event-stream': { schema: message } } },
      401: { $ref: '#/components/responses/Problem401' },
      429: { $ref: '#/components/responses/Problem429' },
      500: { $ref: '#/components/responses/Problem500' },
    },
  };
}

const securitySchemes = {
  bearerToken: {
    type: 'http',
    scheme: 'bearer',
    description:
      'The access token of the installation, or an API token of an account. The scope of a token must include the one ' +
      'that an operation names: read, write (which includes read), administer (which includes both).',
  },
  sessionCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'branchline_session',
    description: 'What browsers get by signing in. Over https its name begins with __Host-.',
  },
  triggerSecret: {
    type: 'http',
    scheme: 'bearer',
    description: 'The secret of the generic trigger, which opens nothing else.',
  },
};

const text = { type: 'string' };
const number = { type: 'integer' };
const headers = {
  ETag: { description: 'The version of what is shown, for If-Match of an edit.', schema: text },
  'Retry-After': { description: 'Seconds after which trying again makes sense.', schema: number },
  'RateLimit-Limit': { description: 'Requests that whoever asks may make in a minute.', schema: number },
  'RateLimit-Remaining': { description: 'Requests that are left of them.', schema: number },
  'RateLimit-Reset': { description: 'Seconds until the minute is over.', schema: number },
};
