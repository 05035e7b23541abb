/** How soon a credential ends, in the steps at which people are told. */

/** `notice`: 30 days before; `warning`: 14; `urgent`: 3, and when it is over. */
export type CareLevel = 'notice' | 'warning' | 'urgent';

/** The last days before the end at which each level begins, the most urgent first. */
const steps: readonly { readonly days: number; readonly level: CareLevel }[] = [
  { days: 3, level: 'urgent' },
  { days: 14, level: 'warning' },
  { days: 30, level: 'notice' },
];

const day = 24 * 60 * 60 * 1000;

/** What there is to say of a credential's end; undefined while it is far away or unknown. */
export interface ExpiryCare {
  readonly level: CareLevel;
  /** Begun days count; 0 when it is over. */
  readonly daysLeft: number;
}

/** How urgent a credential's end is. */
export function expiryCare(expiresAt: Date | undefined, now: Date): ExpiryCare | undefined {
  if (expiresAt === undefined) return undefined;
  const left = expiresAt.getTime() - now.getTime();
  const step = steps.find(({ days }) => left <= days * day);
  return step && { level: step.level, daysLeft: Math.max(0, Math.ceil(left / day)) };
}
