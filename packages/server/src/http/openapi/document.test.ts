import { Ajv2020 } from 'ajv/dist/2020.js';
import { eventsPath, routeSummaries, routes, type Route, type RouteName } from '@branchline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../test-support/test-server.ts';
import { openApiDocument } from './document.ts';
import { routeExamples } from './examples.ts';
import type { Operation } from './operation.ts';
import { subjectOf } from './subjects.ts';

const document = openApiDocument('https://branchline.example');
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);
const named = Object.entries(routes) as readonly (readonly [RouteName, Route])[];

function operationOf(name: RouteName): Operation {
  const found = operations.find(({ operation }) => operation.operationId === name);
  if (found === undefined) throw new Error(`${name} is not described`);
  return found.operation;
}

/** Every value under a key, wherever it is. */
function valuesOf(key: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => valuesOf(key, each));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => [...(name === key ? [each] : []), ...valuesOf(key, each)]);
}

/** What a reference within the document leads to. */
function at(reference: string): unknown {
  let place: unknown = document;
  for (const word of reference.replace('#/', '').split('/')) place = (place as Record<string, unknown>)[word];
  return place;
}

describe('the description of the API', () => {
  it('has one operation for each route, under its name, and the events', () => {
    const described = operations.map(({ path, method, operation }) => `${operation.operationId} ${method} ${path}`);
    const expected = named.map(
      ([name, { method, path }]) => `${name} ${method} ${path.replaceAll(/:(\w+)/gu, '{$1}')}`,
    );
    expect(described.sort()).toEqual([...expected, `streamEvents GET ${eventsPath}`].sort());
  });

  it('leads nowhere in vain', () => {
    const references = valuesOf('$ref', document) as readonly string[];
    expect(references.length).toBeGreaterThan(500);
    expect([...new Set(references)].filter((reference) => at(reference) === undefined)).toEqual([]);
    const used = new Set(references);
    const schemas = Object.keys(document.components.schemas);
    expect(schemas.filter((name) => !used.has(`#/components/schemas/${name}`) && !name.endsWith('Query'))).toEqual([]);
  });

  it.each(Object.entries(document.components.schemas))('%s is a JSON Schema', (_name, schema) => {
    const judge = new Ajv2020({ strict: false });
    expect(judge.validateSchema(schema)).toBe(true);
  });

  it.each(operations)('$method $path is complete', ({ path, method, operation }) => {
    const inPath = operation.parameters.filter((each) => each.in === 'path').map(({ name }) => name);
    expect(inPath.sort()).toEqual([...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name ?? '').sort());
    const names = operation.parameters.map((each) => `${each.in} ${each.name}`);
    expect(new Set(names).size).toBe(names.length);
    expect(operation.summary).toMatch(/^[A-Z].{8,118}\.$/u);
    expect(operation.tags).toEqual([subjectOf(path)?.name]);
    expect(document.tags.map(({ name }) => name)).toContain(operation.tags[0]);
    expect(Object.keys(operation.responses)).toContain('500');
    expect(method === 'GET' ? operation.requestBody : undefined).toBeUndefined();
  });

  it('says who may ask', () => {
    expect(operationOf('showOpenApi').security).toEqual([]);
    expect(operationOf('listIntegrations').security).toEqual([{ bearerToken: ['read'] }, { sessionCookie: [] }]);
    expect(operationOf('pauseIntegration').security).toEqual([{ bearerToken: ['write'] }, { sessionCookie: [] }]);
    expect(operationOf('listAccounts').security).toEqual([{ bearerToken: ['administer'] }, { sessionCookie: [] }]);
    expect(operationOf('triggerIndexing').security).toEqual([{ triggerSecret: [] }]);
  });

  it('says what an edit takes and a version is', () => {
    const headers = (name: RouteName) =>
      operationOf(name)
        .parameters.filter((each) => each.in === 'header')
        .map((each) => each.name);
    expect(headers('editIntegration')).toEqual(['If-Match']);
    expect(headers('addIntegration')).toEqual(['Idempotency-Key']);
    expect(headers('triggerIndexing')).toEqual([]);
    expect(Object.keys(operationOf('editIntegration').responses)).toContain('412');
    expect(operationOf('showIntegration').responses['200']).toMatchObject({
      headers: { ETag: { $ref: '#/components/headers/ETag' } },
    });
    const integration = document.components.schemas['VersionedIntegration'] as { readonly required: readonly string[] };
    expect(integration.required).toContain('version');
  });

  it('tells what is sent from what is answered', () => {
    const sent = document.components.schemas['RepositoryChoiceSent'] as { readonly required?: readonly string[] };
    const answered = document.components.schemas['RepositoryChoice'] as { readonly required?: readonly string[] };
    const [some, all] = [sent.required ?? [], answered.required ?? []].sort((a, b) => a.length - b.length);
    expect(some).toEqual([]);
    expect(all).toContain('include');
  });

  it('shows no field that is only for the library', () => {
    expect(valuesOf('default', document.components.schemas)).not.toContain('');
    expect(valuesOf('maximum', document.components.schemas)).not.toContain(Number.MAX_SAFE_INTEGER);
  });

  it.each(Object.entries(routeExamples))('the example of %s fits', (name, example) => {
    const route: Route = routes[name as RouteName];
    expect(route.request?.safeParse(example).error?.message).toBeUndefined();
    expect(JSON.stringify(operationOf(name as RouteName).requestBody)).toContain(JSON.stringify(example));
  });

  it('has a sentence for each route, each its own', () => {
    const sentences = Object.values(routeSummaries);
    expect(sentences.filter((each, place) => sentences.indexOf(each) !== place)).toEqual([]);
  });
});

describe('the server', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer();
  });
  afterAll(() => test.stop());

  it('opens exactly the doors that are described', async () => {
    await test.server.ready();
    const described = operations.map(({ path, method }) => ({ method, url: path.replaceAll(/\{(\w+)\}/gu, ':$1') }));
    expect(described.filter((door) => !test.server.hasRoute(door as { method: 'GET'; url: string }))).toEqual([]);
    // The tree names each word of a path in a line of its own, with what is asked there.
    const words: string[] = [];
    const mounted = test.server
      .printRoutes({ commonPrefix: false })
      .split('\n')
      .flatMap((line) => {
        const [, indent = '', word = '', methods] = /^([│ ]*)[├└]── (\S*?)(?: \(([A-Z, ]+)\))?$/u.exec(line) ?? [];
        words.length = indent.length / 4;
        words.push(word);
        const path = words.join('');
        return (methods ?? '').split(', ').flatMap((method) => (method === '' ? [] : [`${method} ${path}`]));
      });
    const ofApi = mounted.filter((door) => / \/api(\/|$)/u.test(door) && !/^(?:HEAD|OPTIONS) /u.test(door));
    expect(ofApi.length).toBeGreaterThan(100);
    expect(ofApi.filter((door) => !described.some(({ method, url }) => door === `${method} ${url}`))).toEqual([]);
  });

  it('gives the description to anybody', async () => {
    const answer = await test.server.inject({ method: 'GET', url: '/api/v1/openapi.json' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ openapi: '3.1.0', servers: [{ url: test.deps.publicUrl }] });
  });
});
