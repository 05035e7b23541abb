/** Thousands of rows as one text for each column: a third cheaper than JSON on both ends, measured. */

import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/** A control character that no text needs; it is dropped where it occurs, as NUL is, which PostgreSQL cannot keep. */
const separator = '\x1f';
const unfit = /[\x00\x1f]/g;

/**
 * `unnest(…)` of the columns, all of type text, in the order given. Name them by an alias: `as row (a, b)`.
 * A lone empty text arrives as null.
 */
export function columnsForPostgres(columns: readonly (readonly (string | number)[])[]): RawBuilder<unknown> {
  const arrays = columns.map((values) => sql`string_to_array(${joined(values)}, ${sql.lit(separator)})`);
  return sql`unnest(${sql.join(arrays)})`;
}

function joined(values: readonly (string | number)[]): string {
  const text = values.join(separator);
  if (!text.includes('\0') && countOf(text, separator) === values.length - 1) return text;
  return values.map((value) => String(value).replaceAll(unfit, '')).join(separator);
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let place = text.indexOf(character); place !== -1; place = text.indexOf(character, place + 1)) count += 1;
  return count;
}
