/** Reads the arguments of `#time`: how long somebody worked, and what they say about it. */

/** How long a day and a week of work are; Jira's administrators set it for their site. */
export interface WorkingTime {
  readonly hoursPerDay: number;
  readonly daysPerWeek: number;
}

/** What Jira is set to until somebody changes it. */
export const usualWorkingTime: WorkingTime = { hoursPerDay: 8, daysPerWeek: 5 };

/** Time spent on an issue, as a smart commit states it. */
export interface Worklog {
  /** In Jira's notation, each unit once and the longest first: `1w 2d 4h 30m`. */
  readonly duration: string;
  /** What stands after the duration, trimmed. */
  readonly comment: string;
  /** The duration in whole seconds. */
  seconds(workingTime: WorkingTime): number;
}

/** `no-unit`: a number whose unit is missing. `no-duration`: none at the beginning, or one of no length. */
export interface UnreadableWorklog {
  readonly error: 'no-duration' | 'no-unit';
}

const units = ['w', 'd', 'h', 'm'] as const;
type Unit = (typeof units)[number];

// Far beyond any working life, and small enough that seconds stay whole numbers in every unit.
const largestAmount = 1_000_000;

/** Reads `1w 2d 4h 30m fixed the roof`: numbers may be decimal, units in any case, the same unit twice adds up. */
export function parseWorklog(text: string): Worklog | UnreadableWorklog {
  const amounts = new Map<Unit, number>();
  const word = /\s*((?:\d+(?:\.\d+)?[wdhm])+)[.,;:]?(?=\s|$)/iy;
  let commentStart = 0;
  for (let match = word.exec(text); match !== null; match = word.exec(text)) {
    addAmounts(amounts, match[1] ?? '');
    commentStart = word.lastIndex;
  }
  if (commentStart === 0) return { error: /^\s*\d+(?:\.\d+)?(?:\s|$)/.test(text) ? 'no-unit' : 'no-duration' };
  const isSensible = [...amounts.values()].every((amount) => amount <= largestAmount);
  const used = units.filter((unit) => (amounts.get(unit) ?? 0) > 0);
  if (!isSensible || used.length === 0) return { error: 'no-duration' };
  return {
    duration: used.map((unit) => `${amounts.get(unit)}${unit}`).join(' '),
    comment: text.slice(commentStart).trim(),
    seconds: (workingTime) => secondsOf(amounts, workingTime),
  };
}

function addAmounts(amounts: Map<Unit, number>, word: string): void {
  for (const [, amount, unitAsWritten = ''] of word.matchAll(/([\d.]+)(\D)/g)) {
    const unit = unitAsWritten.toLowerCase() as Unit;
    // Decimal fractions do not add up exactly in binary; nobody logs less than a thousandth.
    amounts.set(unit, Math.round(((amounts.get(unit) ?? 0) + Number(amount)) * 1000) / 1000);
  }
}

function secondsOf(amounts: ReadonlyMap<Unit, number>, { hoursPerDay, daysPerWeek }: WorkingTime): number {
  const hour = 3600;
  const day = hoursPerDay * hour;
  const secondsPer: Readonly<Record<Unit, number>> = { w: daysPerWeek * day, d: day, h: hour, m: 60 };
  let seconds = 0;
  for (const [unit, amount] of amounts) seconds += amount * secondsPer[unit];
  return Math.round(seconds);
}
