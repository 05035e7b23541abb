/** Finds operations in a description, and says in one way what OpenAPI 3 and Swagger 2 say in two. */

import { type Json, resolved } from './strange-fields.ts';

export interface DescribedParameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  /** The schema inside an object: coercion needs something to hold the coerced value. Undefined: anything. */
  readonly wrapped: Json | undefined;
}

export interface DescribedOperation {
  /** `GET /user/{id}` */
  readonly name: string;
  readonly parameters: readonly DescribedParameter[];
  readonly body: { readonly required: boolean; readonly schema: Json } | undefined;
  answerTo(status: number): { readonly schema: Json | undefined } | undefined;
}

interface Place {
  readonly template: string;
  readonly segments: readonly string[];
  readonly item: Json;
}

export interface DescribedOperations {
  find(method: string, path: string): DescribedOperation | undefined;
}

export function describedOperations(document: Json): DescribedOperations {
  const places = Object.entries(document['paths'] as Json).map(([template, item]) => ({
    template,
    segments: template.split('/'),
    item: item as Json,
  }));
  const read = new Map<string, DescribedOperation>();
  return {
    find(method, path) {
      const place = bestPlace(places, method.toLowerCase(), path.split('/'));
      if (place === undefined) return undefined;
      const name = `${method} ${place.template}`;
      const operation = read.get(name) ?? operationAt(document, place, method.toLowerCase(), name);
      read.set(name, operation);
      return operation;
    },
  };
}

/** Variables that take several segments; the descriptions do not say so, but for GitHub's. */
const longVariable = /^\{(?:path|filepath|file_path|ref|branch|basehead)\}$/;

/** The one with the most fixed words; one whose last variable takes several segments only when there is no other. */
function bestPlace(places: readonly Place[], method: string, path: readonly string[]): Place | undefined {
  const able = places.filter(({ item }) => item[method] !== undefined);
  const exact = able.filter(({ segments }) => segments.length === path.length && fits(segments, path));
  const long = able.filter(
    ({ segments }) =>
      segments.length < path.length &&
      longVariable.test(segments.at(-1) ?? '') &&
      fits(segments, path.slice(0, segments.length)),
  );
  return best(exact) ?? best(long);
}

function best(places: readonly Place[]): Place | undefined {
  const fixed = ({ segments }: Place): number => segments.filter((segment) => !isVariable(segment)).length;
  return places.toSorted((a, b) => fixed(b) - fixed(a))[0];
}

function isVariable(segment: string | undefined): boolean {
  return segment !== undefined && /\{.+\}/.test(segment);
}

function fits(segments: readonly string[], path: readonly string[]): boolean {
  return segments.every((segment, at) => {
    if (!isVariable(segment)) return segment === path[at];
    // `{id}.diff` and `{basehead}` alike.
    const [before = '', after = ''] = segment.split(/\{.+\}/);
    const value = path[at] ?? '';
    // The top folder is a path without a name.
    if (value === '' && longVariable.test(segment)) return true;
    return value.length > before.length + after.length && value.startsWith(before) && value.endsWith(after);
  });
}

function operationAt(document: Json, { item }: Place, method: string, name: string): DescribedOperation {
  const operation = item[method] as Json;
  const all = [...listIn(item['parameters']), ...listIn(operation['parameters'])].map((one) => resolved(document, one));
  const answers = operation['responses'] as Json;
  return {
    name,
    parameters: all.filter((one) => one['in'] === 'query').map((one) => parameterFrom(one)),
    body: bodyOf(document, operation, all),
    answerTo(status) {
      const found = answers[String(status)] ?? answers[`${String(status)[0]}XX`] ?? answers['default'];
      return found === undefined ? undefined : { schema: answerSchema(resolved(document, found)) };
    },
  };
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function parameterFrom(parameter: Json): DescribedParameter {
  // Swagger 2 writes the schema's words beside the name; a list may be given item by item or in one word.
  const schema = (parameter['schema'] as Json | undefined) ?? swaggerSchema(parameter);
  const isList = schema?.['type'] === 'array';
  return {
    name: String(parameter['name']),
    in: 'query',
    required: parameter['required'] === true,
    wrapped: schema === undefined || isList ? undefined : { type: 'object', properties: { value: schema } },
  };
}

function swaggerSchema({ type, format, enum: choices, minimum, maximum }: Json): Json | undefined {
  if (type === undefined || type === 'file') return undefined;
  return withoutUndefined({ type, format, enum: choices, minimum, maximum });
}

function withoutUndefined(value: Json): Json {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));
}

function bodyOf(document: Json, operation: Json, parameters: readonly Json[]): DescribedOperation['body'] {
  if (operation['requestBody'] !== undefined) {
    const body = resolved(document, operation['requestBody']);
    return { required: body['required'] === true, schema: schemaIn(body['content'] as Json | undefined) ?? {} };
  }
  const inBody = parameters.find((one) => one['in'] === 'body');
  if (inBody !== undefined) return { required: inBody['required'] === true, schema: inBody['schema'] as Json };
  const fields = parameters.filter((one) => one['in'] === 'formData');
  if (fields.length === 0) return undefined;
  const properties = Object.fromEntries(fields.map((one) => [String(one['name']), swaggerSchema(one) ?? {}]));
  const required = fields.filter((one) => one['required'] === true).map((one) => String(one['name']));
  return { required: required.length > 0, schema: { type: 'object', properties, required } };
}

function answerSchema(answer: Json): Json | undefined {
  return (answer['schema'] as Json | undefined) ?? schemaIn(answer['content'] as Json | undefined);
}

/** Of JSON where it is described, else of the first kind there is. */
function schemaIn(content: Json | undefined): Json | undefined {
  if (content === undefined) return undefined;
  const kinds = Object.keys(content);
  const kind = kinds.find((one) => /^application\/(.+\+)?json/.test(one)) ?? kinds[0];
  return kind === undefined ? undefined : ((content[kind] as Json)['schema'] as Json | undefined);
}
