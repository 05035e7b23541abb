/** What apps keep with comments and work logs, as it comes with them and as it is asked for alone. */

import type { FastifyReply } from 'fastify';
import type { StoredProperty } from '../issue-records.ts';
import { objectIn, refuse } from './platform-tools.ts';

/** "The maximum length of the property key is 255 characters." */
export const propertyKeyMaximum = 255;
/** "The maximum length is 32768 characters." */
export const propertyValueMaximum = 32_768;

/** What is wrong with one; undefined when nothing is. */
export function problemOfProperty(key: string, value: unknown): string | undefined {
  if (key === '' || key.length > propertyKeyMaximum) return `The key must have 1 to ${propertyKeyMaximum} characters.`;
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return 'The value is missing.';
  return text.length > propertyValueMaximum
    ? `The value is longer than ${propertyValueMaximum} characters.`
    : undefined;
}

/** The list that came with a comment or a work log, or why it cannot be kept. */
export function propertiesIn(value: unknown): readonly StoredProperty[] | string {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return 'properties is not a list.';
  const read = value.map((one) => {
    const property = objectIn(one);
    return { key: typeof property?.['key'] === 'string' ? property['key'] : '', value: property?.['value'] };
  });
  return read.map((one) => problemOfProperty(one.key, one.value)).find((problem) => problem !== undefined) ?? read;
}

/** One of them, alone. */
export function sendProperty(reply: FastifyReply, kept: readonly StoredProperty[], key: string): FastifyReply {
  const property = kept.find((one) => one.key === key);
  return property === undefined ? refuse(reply, 404, `There is no property ${key}.`) : reply.send(property);
}
