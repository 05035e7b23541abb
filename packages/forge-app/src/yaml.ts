/** Writes plain values as YAML: blocks of two blanks, and every text in quotes, so that none is taken for something else. */

import type { ManifestValue } from './manifest.ts';

/** Lines of YAML for the value, without a line end at the end. What is undefined is left out. */
export function yamlOf(value: ManifestValue): string {
  return linesOf(value).join('\n');
}

function linesOf(value: ManifestValue): readonly string[] {
  if (typeof value !== 'object') return [JSON.stringify(value)];
  if (isList(value)) return value.length === 0 ? ['[]'] : value.flatMap(itemOf);
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return entries.length === 0 ? ['{}'] : entries.flatMap(([name, part]) => entryOf(name, part));
}

function itemOf(value: ManifestValue): readonly string[] {
  const [first = '', ...others] = linesOf(value);
  return [`- ${first}`, ...others.map((line) => `  ${line}`)];
}

function entryOf(name: string, value: ManifestValue): readonly string[] {
  const key = /^[A-Za-z][\w:-]*$/u.test(name) && !name.endsWith(':') ? name : JSON.stringify(name);
  const lines = linesOf(value);
  const isShort = lines.length === 1 && (typeof value !== 'object' || /^[[{]/u.test(lines[0] ?? ''));
  return isShort ? [`${key}: ${lines[0]}`] : [`${key}:`, ...lines.map((line) => `  ${line}`)];
}

function isList(value: object): value is readonly ManifestValue[] {
  return Array.isArray(value);
}
