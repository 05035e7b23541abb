/** Fills in the versions of what is answered: digests of the fields that an edit replaces. */

import { createHash } from 'node:crypto';
import { editedFields } from '@branchline/contract';
import { z } from 'zod';

type Stamp = (answer: unknown) => unknown;

type Fields = Readonly<Record<string, unknown>>;

/** The same text for the same content, whatever the order of the keys. */
export function canonical(value: unknown): string {
  const sorted = (_key: string, each: unknown) =>
    isFields(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each;
  return JSON.stringify(value ?? null, sorted);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** 22 characters of base64url: 132 bits of a SHA-256. */
function versionFrom(answer: Fields, fields: readonly string[]): string {
  const content = canonical(fields.map((name) => answer[name] ?? null));
  return createHash('sha256').update(content).digest('base64url').slice(0, 22);
}

/**
 * What puts versions into answers of a shape, wherever the shape has them: at its top, in its fields, in lists.
 * Undefined when there are none, so that nothing is walked over in vain.
 */
export function versionStamp(shape: z.ZodType): Stamp | undefined {
  if (shape instanceof z.ZodArray) {
    const stamp = versionStamp(shape.element as z.ZodType);
    return stamp && ((answer) => (answer as readonly unknown[]).map(stamp));
  }
  if (shape instanceof z.ZodNullable) {
    const stamp = versionStamp(shape.unwrap() as z.ZodType);
    return stamp && ((answer) => (answer === null ? null : stamp(answer)));
  }
  return shape instanceof z.ZodObject ? stampOfObject(shape) : undefined;
}

function stampOfObject(shape: z.ZodObject): Stamp | undefined {
  const within = Object.entries(shape.shape).flatMap(([name, field]) => {
    const stamp = versionStamp(field as z.ZodType);
    return stamp === undefined ? [] : [[name, stamp] as const];
  });
  const fields = editedFields(shape);
  if (within.length === 0 && fields === undefined) return undefined;
  return (answer) => {
    const given = answer as Fields;
    const stamped = { ...given, ...Object.fromEntries(within.map(([name, stamp]) => [name, stamp(given[name])])) };
    return fields === undefined ? stamped : { ...stamped, version: versionFrom(given, fields) };
  };
}

/** The version of an answer as a whole; undefined when it has none. */
export function versionOf(answer: unknown): string | undefined {
  const version = isFields(answer) ? answer['version'] : undefined;
  return typeof version === 'string' ? version : undefined;
}

/**
 * Whether an `If-Match` names the version, alone or in a list; `*` names any. A weak mark counts as well: proxies that
 * compress make marks weak, although the thing is the same.
 */
export function namesVersion(ifMatch: string, version: string | undefined): boolean {
  if (ifMatch.trim() === '*') return true;
  if (version === undefined) return false;
  return ifMatch.split(',').some((each) => each.trim().replace(/^W\//u, '') === `"${version}"`);
}
