/** Reads a service's own description (OpenAPI 3 or Swagger 2, JSON) and judges requests and answers by it. For tests only: it needs ajv. */

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Ajv, ValidateFunction } from 'ajv';
import { asJsonSchema, withoutNull } from './description-schema.ts';
import { describedOperations, type DescribedOperation } from './described-operations.ts';
import { schemaJudge } from './schema-judge.ts';
import { type Json, strangeFields } from './strange-fields.ts';

export interface DescribedRequest {
  readonly method: string;
  /** As the description counts paths, undecoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Parsed; undefined for none. */
  readonly body: unknown;
}

export interface DescribedAnswer {
  readonly status: number;
  /** Parsed JSON; undefined for an empty body. */
  readonly body: unknown;
}

export interface Description {
  /** `GET /user/{id}`; undefined when nothing like it is described. */
  operationOf(method: string, path: string): string | undefined;
  /** Problems in words; none means that all is well. What is not described at all has none. */
  problemsOfRequest(request: DescribedRequest): readonly string[];
  /** Refusals (400 and above) of a status that is not described are no problem: every service has more of them. */
  problemsOfAnswer(request: DescribedRequest, answer: DescribedAnswer): readonly string[];
}

export interface DescriptionOptions {
  /** It never says which fields may be null: null counts as absent. */
  readonly forgivesNull: boolean;
}

/** Schemas are compiled when they are first needed. @throws Error when the file is not there */
export function loadDescription(file: string, options: DescriptionOptions): Description {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const document = asJsonSchema(JSON.parse(text)) as Json;
  const operations = describedOperations(document);
  const exact = ajvFor(document, false);
  const coercing = ajvFor(document, true);
  const compiled = new Map<Json, ValidateFunction>();

  function problemsOf(judge: Ajv, schema: Json, value: unknown, where: string): readonly string[] {
    const validate = compiled.get(schema) ?? judge.compile(schema);
    compiled.set(schema, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => `${where}${error.instancePath}: ${error.message ?? 'is wrong'}`);
  }

  function problemsOfJson(schema: Json, value: unknown): readonly string[] {
    const judged = options.forgivesNull ? withoutNull(value) : value;
    return [...problemsOf(exact, schema, judged, 'body'), ...strangeFields(document, schema, judged, 'body')];
  }

  function problemsOfQuery({ parameters }: DescribedOperation, query: URLSearchParams): readonly string[] {
    const named = parameters.filter((one) => one.in === 'query');
    const missing = named
      .filter((one) => one.required && !query.has(one.name))
      .map(({ name }) => `query parameter ${name} is missing`);
    const wrong = [...query].flatMap(([name, value]) => {
      const parameter = named.find((one) => one.name === name || `${one.name}[]` === name || one.name === `${name}[]`);
      if (parameter === undefined) return [`query parameter ${name} is not described`];
      return parameter.wrapped === undefined
        ? []
        : problemsOf(coercing, parameter.wrapped, { value }, `query parameter ${name}`);
    });
    return [...missing, ...wrong];
  }

  return {
    operationOf: (method, path) => operations.find(method, path)?.name,
    problemsOfRequest(request) {
      const operation = operations.find(request.method, request.path);
      if (operation === undefined) return [];
      return [...problemsOfQuery(operation, request.query), ...problemsOfBody(operation, request.body)];
    },
    problemsOfAnswer(request, answer) {
      const operation = operations.find(request.method, request.path);
      if (operation === undefined) return [];
      const described = operation.answerTo(answer.status);
      if (described === undefined) return answer.status >= 400 ? [] : [`status ${answer.status} is not described`];
      if (described.schema !== undefined && answer.body === undefined) return ['the body is missing'];
      if (described.schema !== undefined) return problemsOfJson(described.schema, answer.body);
      return answer.body === undefined || answer.status >= 400 ? [] : ['a body is not described'];
    },
  };

  function problemsOfBody({ body: described }: DescribedOperation, body: unknown): readonly string[] {
    if (described === undefined) return body === undefined ? [] : ['a body is not described'];
    if (body === undefined) return described.required ? ['the body is missing'] : [];
    return problemsOfJson(described.schema, body);
  }
}

function ajvFor(document: Json, coerceTypes: boolean): Ajv {
  const ajv = schemaJudge(coerceTypes);
  const { components, definitions } = document;
  ajv.addSchema({ $id: 'description', components, definitions });
  return ajv;
}
