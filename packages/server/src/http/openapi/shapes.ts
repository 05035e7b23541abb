/** The contract's shapes as JSON Schema: named ones once, under their names, and referred to from everywhere else. */

import * as contract from '@branchline/contract';
import { z } from 'zod';

/** A JSON Schema, as far as anybody looks into it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Shapes {
  /** As clients send it: what has a default may be left out. */
  sent(shape: z.ZodType): JsonSchema;
  /** As the server answers. */
  answered(shape: z.ZodType): JsonSchema;
  /** Everything that was referred to, by name. */
  readonly named: Readonly<Record<string, JsonSchema>>;
}

const names = z.registry<{ readonly id: string }>();
for (const [name, shape] of Object.entries(contract)) {
  if (shape instanceof z.ZodType && !names.has(shape)) names.add(shape, { id: name });
}

type Definitions = Readonly<Record<string, JsonSchema>>;

/** Makes schemas and gathers what they refer to. */
export function gatherShapes(): Shapes {
  const named: Record<string, JsonSchema> = {};
  function convert(shape: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const {
      $schema: _,
      $defs = {},
      ...schema
    } = z.toJSONSchema(shape, {
      metadata: names,
      io,
      // Secrets and branded ids are text and numbers for whoever asks.
      unrepresentable: 'any',
      override: ({ jsonSchema }) => withoutFillers(jsonSchema, io),
    });
    const definitions = $defs as Definitions;
    const newNames = new Map(Object.entries(definitions).map(([name, each]) => [name, nameFor(name, each)]));
    for (const [name, each] of Object.entries(definitions)) {
      named[newNames.get(name) ?? name] = referring(each, newNames) as JsonSchema;
    }
    return referring(schema, newNames) as JsonSchema;
  }
  /** What is sent may differ from what is answered: then it has a name of its own. */
  function nameFor(name: string, schema: JsonSchema): string {
    const known = plain[name];
    const text = JSON.stringify(schema);
    if (known !== undefined && known !== text) return `${name}Sent`;
    plain[name] = text;
    return name;
  }
  const plain: Record<string, string> = {};
  return {
    named,
    sent: (shape) => convert(shape, 'input'),
    answered: (shape) => convert(shape, 'output'),
  };
}

/** What our schemas say for the library only. */
function withoutFillers(schema: Record<string, unknown>, io: 'input' | 'output'): void {
  delete schema['id'];
  // A newer server may answer more; clients let that pass.
  if (io === 'output' && schema['additionalProperties'] === false) delete schema['additionalProperties'];
  // A version is always there; its empty default is for servers of earlier releases.
  if (schema['default'] === '') delete schema['default'];
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum'];
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum'];
}

/** The same, with references to where an OpenAPI document has its schemas. */
function referring(value: unknown, newNames: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => referring(each, newNames));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      if (name !== '$ref' || typeof each !== 'string') return [name, referring(each, newNames)];
      const target = each.replace('#/$defs/', '');
      return [name, `#/components/schemas/${newNames.get(target) ?? target}`];
    }),
  );
}
