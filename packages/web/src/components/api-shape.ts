/** JSON Schemas as people read them: a table of fields, each with its type in words. */

import type { ApiDescription, Shape } from '../queries/api-description.ts';
import * as texts from '../texts.ts';

/** One line of the table; how deep it is inside says how far it is set in. */
export interface ShapeLine {
  /** Where it is, which names it among all: `choice.include`. */
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly type: string;
  readonly isNeeded: boolean;
}

/** Deeper than that is left to the OpenAPI document. */
const deepest = 4;

const words = texts.apiDescription;

export function nameOfReference(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

/** What a reference stands for; the shape itself where there is none. */
export function resolved(shape: Shape, description: ApiDescription): Shape {
  if (shape.$ref === undefined) return shape;
  const target = description.components.schemas[nameOfReference(shape.$ref)];
  return target === undefined ? {} : resolved(target, description);
}

/** The fields of a shape and of what is inside it, in the order in which they are described. */
export function linesOfShape(shape: Shape, description: ApiDescription): readonly ShapeLine[] {
  return fieldsOf(shape, description, '', 0, new Set());
}

function fieldsOf(
  shape: Shape,
  description: ApiDescription,
  path: string,
  depth: number,
  within: ReadonlySet<string>,
): readonly ShapeLine[] {
  // Something may hold more of its own kind.
  if (depth > deepest || (shape.$ref !== undefined && within.has(shape.$ref))) return [];
  const now = shape.$ref === undefined ? within : new Set([...within, shape.$ref]);
  const { properties = {}, required = [], items, anyOf = [], oneOf = [], allOf = [] } = resolved(shape, description);
  const own = Object.entries(properties).flatMap(([name, field]) => {
    const place = path === '' ? name : `${path}.${name}`;
    const line = { path: place, name, depth, type: typeOf(field, description), isNeeded: required.includes(name) };
    return [line, ...fieldsOf(field, description, place, depth + 1, now)];
  });
  const inside = [...(items === undefined ? [] : [items]), ...anyOf, ...oneOf, ...allOf];
  const lines = [...own, ...inside.flatMap((each) => fieldsOf(each, description, path, depth, now))];
  return lines.filter((line, place) => lines.findIndex((other) => other.path === line.path) === place);
}

/** In words: `list of text`, `"all" or list of text`, `number, usually 50`. */
export function typeOf(shape: Shape, description: ApiDescription): string {
  const said = resolved(shape, description);
  const limits = limitsOf(said);
  const usual = shape.default ?? said.default;
  return [
    kindOf(said, description),
    ...limits,
    ...(usual === undefined ? [] : [words.usually(JSON.stringify(usual))]),
  ].join(', ');
}

function kindOf(shape: Shape, description: ApiDescription): string {
  const { type, items, enum: values, anyOf, oneOf, format } = shape;
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (values !== undefined) return words.either(values.map((value) => JSON.stringify(value)));
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) {
    return words.either([...new Set(choices.map((each) => kindOf(resolved(each, description), description)))]);
  }
  if (items !== undefined) return words.list(kindOf(resolved(items, description), description));
  if (Array.isArray(type)) return words.either(type);
  return format ?? (typeof type === 'string' ? type : words.anything);
}

function limitsOf({ minimum, maximum, maxLength, maxItems }: Shape): readonly string[] {
  return [
    ...(minimum === undefined ? [] : [words.from(minimum)]),
    ...(maximum === undefined ? [] : [words.to(maximum)]),
    ...(maxLength === undefined ? [] : [words.upTo(maxLength, words.characters)]),
    ...(maxItems === undefined ? [] : [words.upTo(maxItems, words.entries)]),
  ];
}
