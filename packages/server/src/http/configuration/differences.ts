/** Compares two values of a document, leaf by leaf. */

/** One leaf that differs. */
export interface Difference {
  /** `retention.auditLog`, `grants.see`. */
  readonly path: string;
  /** Null: nothing. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Lists are one leaf, compared in their order; what is undefined is not there. */
export function differencesBetween(before: unknown, after: unknown, path = ''): readonly Difference[] {
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) =>
      differencesBetween(before[name], after[name], path === '' ? name : `${path}.${name}`),
    );
  }
  if (isSame(before, after)) return [];
  return [{ path, before: before ?? null, after: after ?? null }];
}

/** Whether two values say the same; the order of names does not matter, and what is undefined is not there. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, sorted(each)]),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
