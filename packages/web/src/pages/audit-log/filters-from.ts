/** The filters of an address as the server takes them. */

import type { AuditFilters } from '../../queries/audit-log.ts';

type Words = Readonly<
  Partial<Record<'who' | 'what' | 'about' | 'result' | 'since' | 'until' | 'search', string | undefined>>
>;

const results = ['done', 'refused', 'failed'] as const;

/** Days are those of the browser: `until` takes its whole day in. What is no day, or no result, does not count. */
export function filtersFrom({ who, what, about, result, since, until, search }: Words): AuditFilters {
  const known = results.find((each) => each === result);
  const [first, last] = [startOf(since, 0), startOf(until, 1)];
  return {
    ...(who === undefined ? {} : { who }),
    ...(what === undefined ? {} : { what }),
    ...(about === undefined ? {} : { about }),
    ...(known === undefined ? {} : { result: known }),
    ...(first === undefined ? {} : { since: first }),
    ...(last === undefined ? {} : { until: last }),
    ...(search === undefined ? {} : { text: search }),
  };
}

/** @param days after the one that is named */
function startOf(day: string | undefined, days: number): string | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(day ?? '');
  if (parts === null) return undefined;
  const start = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + days);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}
