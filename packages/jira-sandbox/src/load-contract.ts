/** Reads Atlassian's OpenAPI files and judges requests and answers by them. Needs ajv, so only tests import it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ajv, ValidateFunction } from 'ajv';
import type { Contract, ContractAnswer, ContractRequest } from './contract.ts';
import { schemaJudge } from './schema-judge.ts';

type Json = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema?: Json;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema?: Json }>> }>>;
}

interface Described {
  readonly description: Description;
  readonly template: string;
  readonly operation: Operation;
  readonly pathValues: Readonly<Record<string, string>>;
}

interface Place {
  readonly template: string;
  readonly names: readonly string[];
  readonly operations: Readonly<Record<string, Operation>>;
}

interface Description {
  readonly name: string;
  /** Statuses that every operation may answer with, though it does not list them. */
  readonly always: ReadonlySet<number>;
  /** By the number of their words. */
  readonly placesByLength: ReadonlyMap<number, readonly Place[]>;
}

// "Rate limiting" and "Authentication" describe them for the whole platform API, and few operations repeat them.
const alwaysPossible: ReadonlySet<number> = new Set([401, 429, 503]);

// Here any query parameter may be a property; the description says so in prose only.
const freeQuery = /ByProperties$/;

// What `expand=projectKeys` brings is named by that parameter's prose, and left out of the schema.
const fieldsInProse: Readonly<Record<string, Json>> = {
  Project: { projectKeys: { type: 'array', items: { type: 'string' } } },
};

/**
 * @param folder the folder that holds `specs/atlassian` with both OpenAPI files
 * @throws Error when the files are not there
 */
export function loadContract(folder: string): Contract {
  const ajv = schemaJudge(false);
  const coercing = schemaJudge(true);
  const descriptions = [
    readDescription(ajv, folder, 'jira-software-cloud.openapi.json', { strict: true }),
    readDescription(ajv, folder, 'jira-cloud-platform.v3.openapi.json', { strict: false }),
  ];
  const compiled = new Map<Json, ValidateFunction>();

  function problemsOf(judge: Ajv, schema: Json, value: unknown, where: string): readonly string[] {
    const validate = compiled.get(schema) ?? judge.compile(schema);
    compiled.set(schema, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => `${where}${error.instancePath}: ${error.message ?? 'is wrong'}`);
  }

  function problemsOfRequest(request: ContractRequest): readonly string[] {
    const path = describedPath(request.path);
    if (path === undefined) return [];
    const described = find(descriptions, request.method, path);
    if (described === undefined) return [`${request.method} ${path} is not described`];
    const { operation } = described;
    const parameters = (operation.parameters ?? []).flatMap((parameter) => {
      const value = valueOf(parameter, described, request);
      if (value === undefined) return parameter.required === true ? [`${parameter.name} is missing`] : [];
      // An array parameter may be given once.
      const schema = parameter.schema?.['type'] === 'array' ? undefined : parameter.schema;
      if (schema === undefined) return [];
      return problemsOf(coercing, wrapped(schema), { value }, parameter.name);
    });
    return [...parameters, ...strangeQuery(described, request), ...problemsOfBody(operation, request)];
  }

  function problemsOfBody(operation: Operation, request: ContractRequest): readonly string[] {
    const schema = operation.requestBody?.content['application/json']?.schema;
    if (schema === undefined) return request.body === undefined ? [] : ['a body is not described'];
    if (request.body === undefined) return ['the body is missing'];
    const type = request.headers['content-type'] ?? '';
    const problems = problemsOf(ajv, schema, request.body, 'body');
    return type.startsWith('application/json') ? problems : [`content-type is ${type}`, ...problems];
  }

  function problemsOfAnswer(request: ContractRequest, answer: ContractAnswer): readonly string[] {
    const path = describedPath(request.path);
    const described = path === undefined ? undefined : find(descriptions, request.method, path);
    if (described === undefined) return [];
    const response = described.operation.responses[String(answer.status)];
    if (response === undefined && described.description.always.has(answer.status)) return [];
    if (response === undefined) return [`status ${answer.status} is not described`];
    const schema = response.content?.['application/json']?.schema;
    return schema === undefined ? [] : problemsOf(ajv, schema, answer.body, 'body');
  }

  return { problemsOfRequest, problemsOfAnswer };
}

function readDescription(ajv: Ajv, folder: string, file: string, how: { readonly strict: boolean }): Description {
  const text = readFileSync(join(folder, 'specs', 'atlassian', file), 'utf8');
  const document = adapt(JSON.parse(text), file, how.strict) as Json;
  for (const [schema, fields] of Object.entries(fieldsInProse)) addFields(document, schema, fields);
  ajv.addSchema({ $id: file, components: document['components'] });
  return {
    name: file,
    placesByLength: Map.groupBy(placesOf(document), ({ names }) => names.length),
    always: how.strict ? new Set() : alwaysPossible,
  };
}

function placesOf(document: Json): readonly Place[] {
  const paths = document['paths'] as Readonly<Record<string, Place['operations']>>;
  return Object.entries(paths).map(([template, operations]) => ({ template, names: template.split('/'), operations }));
}

function addFields(document: Json, schema: string, fields: Json): void {
  const schemas = (document['components'] as Json)['schemas'] as Readonly<Record<string, Json | undefined>>;
  const properties = schemas[schema]?.['properties'] as Json | undefined;
  if (properties !== undefined) Object.assign(properties, fields);
}

/**
 * OpenAPI as JSON Schema: references lead into the registered document, Java's regular expressions become
 * JavaScript's, a pattern on an array means its items, and (strict) a field nobody described is a mistake.
 */
function adapt(value: unknown, file: string, strict: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => adapt(item, file, strict));
  if (typeof value !== 'object' || value === null) return value;
  const adapted: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    if (name === 'example' || name === 'examples') continue;
    adapted[name] = adapt(field, file, strict);
  }
  if (typeof adapted['$ref'] === 'string') adapted['$ref'] = `${file}${adapted['$ref']}`;
  if (typeof adapted['pattern'] === 'string') {
    adapted['pattern'] = adapted['pattern'].replaceAll(String.raw`\p{Digit}`, String.raw`\p{Nd}`);
    if (adapted['type'] === 'array') {
      adapted['items'] = { ...(adapted['items'] as Json), pattern: adapted['pattern'] };
      delete adapted['pattern'];
    }
  }
  const closes = strict && adapted['type'] === 'object' && typeof adapted['properties'] === 'object';
  if (closes && adapted['additionalProperties'] === undefined) adapted['additionalProperties'] = false;
  return adapted;
}

/** The path as Atlassian's files name it, for every door; undefined for what is no described API. */
function describedPath(path: string): string | undefined {
  const door = /^\/jira\/devinfo\/0\.1\/cloud\/[^/]+(\/.*)$/.exec(path);
  if (door !== null) return `/rest/devinfo/0.10${door[1] ?? ''}`;
  // Jira Data Center's version 2 has no description among the files.
  if (path.startsWith('/rest/api/2/')) return undefined;
  const api = /^(?:\/ex\/jira\/[^/]+)?(\/rest\/.*)$/.exec(path);
  return api?.[1];
}

/** The one with the most fixed words: `/user/search` before `/user/{id}`. */
function find(descriptions: readonly Description[], method: string, path: string): Described | undefined {
  const values = path.split('/');
  const found = descriptions.flatMap((description) =>
    (description.placesByLength.get(values.length) ?? []).flatMap(({ template, names, operations }) => {
      const operation = operations[method.toLowerCase()];
      const pathValues = operation === undefined ? undefined : match(names, values);
      return operation === undefined || pathValues === undefined
        ? []
        : [{ description, template, operation, pathValues }];
    }),
  );
  const variables = ({ pathValues }: Described): number => Object.keys(pathValues).length;
  return found.toSorted((a, b) => variables(a) - variables(b))[0];
}

function match(names: readonly string[], values: readonly string[]): Readonly<Record<string, string>> | undefined {
  const found: Record<string, string> = {};
  for (const [at, name] of names.entries()) {
    const value = values[at] ?? '';
    const variable = name.startsWith('{') ? name.slice(1, -1) : undefined;
    if (variable !== undefined && value !== '') found[variable] = decodeURIComponent(value);
    else if (name !== value) return undefined;
  }
  return found;
}

function valueOf(parameter: Parameter, described: Described, request: ContractRequest): string | undefined {
  if (parameter.in === 'path') return described.pathValues[parameter.name];
  if (parameter.in === 'query') return request.query[parameter.name];
  return request.headers[parameter.name.toLowerCase()];
}

const wrappedBySchema = new WeakMap<Json, Json>();

/** Coercion needs something to hold the coerced value. */
function wrapped(schema: Json): Json {
  const wrapper = wrappedBySchema.get(schema) ?? { type: 'object', properties: { value: schema } };
  wrappedBySchema.set(schema, wrapper);
  return wrapper;
}

function strangeQuery({ template, operation }: Described, request: ContractRequest): readonly string[] {
  if (freeQuery.test(template)) return [];
  const named = new Set((operation.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name));
  return Object.keys(request.query)
    .filter((name) => !named.has(name))
    .map((name) => `query parameter ${name} is not described`);
}
