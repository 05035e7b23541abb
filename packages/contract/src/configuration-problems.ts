/** Says what is wrong with a configuration file: where, what, and what was probably meant. */

import type { z } from 'zod';
import { ConfigurationFile } from './configuration.ts';
import { configurationSchema } from './configuration-schema.ts';

/** One thing that is wrong. */
export interface FileProblem {
  /** `integrations[0].settings`; empty: the whole document. */
  readonly path: string;
  /** Of the file, from 1; undefined where nobody knows. */
  readonly line: number | undefined;
  readonly message: string;
}

export type CheckedFile =
  | { readonly isGood: true; readonly file: ConfigurationFile }
  | { readonly isGood: false; readonly problems: readonly FileProblem[] };

/** Problems that are told at once. */
const problemsShown = 50;

/** @param lineOf the line of what a path leads to */
export function checkConfigurationFile(
  value: unknown,
  lineOf: (path: readonly PropertyKey[]) => number | undefined,
): CheckedFile {
  const checked = ConfigurationFile.safeParse(value);
  // As it was written: what is left out stays left out.
  if (checked.success) return { isGood: true, file: value as ConfigurationFile };
  const problems = checked.error.issues.flatMap((issue) => problemsOf(issue, lineOf));
  return { isGood: false, problems: problems.slice(0, problemsShown) };
}

function problemsOf(
  issue: z.core.$ZodIssue,
  lineOf: (path: readonly PropertyKey[]) => number | undefined,
): readonly FileProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      const meant = closestName(key);
      const question = meant === undefined ? '' : ` Did you mean "${meant}"?`;
      return { path: textOf(path), line: lineOf(path), message: `There is no such field.${question}` };
    });
  }
  return [{ path: textOf(issue.path), line: lineOf(issue.path), message: issue.message }];
}

function textOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

/** The field that is a few letters away, two or a third of them; undefined where none is. */
function closestName(wrong: string): string | undefined {
  // The very word is a field somewhere else.
  const [closest] = [...fieldNames(configurationSchema())]
    .filter((name) => name !== wrong)
    .map((name) => ({ name, distance: distanceBetween(wrong.toLowerCase(), name.toLowerCase()) }))
    .toSorted((one, other) => one.distance - other.distance || one.name.length - other.name.length);
  const most = Math.min(wrong.length - 1, Math.max(2, Math.floor(wrong.length / 3)));
  return closest !== undefined && closest.distance <= most ? closest.name : undefined;
}

/** Of every object in the schema. */
function fieldNames(schema: unknown, names: Set<string> = new Set()): ReadonlySet<string> {
  if (Array.isArray(schema)) for (const each of schema) fieldNames(each, names);
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return names;
  for (const [name, each] of Object.entries(schema)) {
    if (name === 'properties') for (const field of Object.keys(each as object)) names.add(field);
    fieldNames(each, names);
  }
  return names;
}

/** Letters to be changed, added or left out (Levenshtein). */
function distanceBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(one).entries()) {
    const next = [index + 1];
    for (const [place, otherLetter] of Array.from(other).entries()) {
      const replaced = (row[place] ?? 0) + (letter === otherLetter ? 0 : 1);
      next.push(Math.min(replaced, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
