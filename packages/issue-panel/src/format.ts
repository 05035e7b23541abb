/** Numbers, sizes and times as people read them, in the language of their browser's English. */

const locale = 'en';
const numbers = new Intl.NumberFormat(locale);
const plurals = new Intl.PluralRules(locale);
// British: no comma before the last.
const lists = new Intl.ListFormat('en-GB');
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `1,234`. */
export function numbered(count: number): string {
  return numbers.format(count);
}

/** `1 commit`, `1,234 commits`. */
export function counted(count: number, one: string, many: string): string {
  return `${numbers.format(count)} ${plurals.select(count) === 'one' ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(things: readonly string[]): string {
  return lists.format(things);
}

/** `3 minutes ago`, `yesterday`, `in 2 hours`; under a minute it is `just now`. */
export function relativeTime(at: Date, now: Date): string {
  const distance = at.getTime() - now.getTime();
  const size = Math.abs(distance);
  if (size < minute) return distance > second ? 'in under a minute' : 'just now';
  if (size < hour) return relative.format(Math.trunc(distance / minute), 'minute');
  if (size < day) return relative.format(Math.trunc(distance / hour), 'hour');
  if (size < 30 * day) return relative.format(Math.trunc(distance / day), 'day');
  if (size < 365 * day) return relative.format(Math.trunc(distance / (30 * day)), 'month');
  return relative.format(Math.trunc(distance / (365 * day)), 'year');
}

/** The exact moment in the viewer's zone: `Sunday 22 November 2026 at 20:55:01 UTC`. */
export function exactTime(at: Date): string {
  return at.toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'long' });
}

/** A heading for everything of one day in the viewer's zone: `22 November 2026`. */
export function dayOf(at: Date): string {
  return at.toLocaleDateString('en-GB', { dateStyle: 'long' });
}

/** `45 s`, `3 min`, `2 h 10 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = `${numbered(Math.floor(minutes / 60))} h`;
  return minutes % 60 === 0 ? hours : `${hours} ${minutes % 60} min`;
}

/** `340 MB`, in powers of ten as disks are sold. */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${value.toLocaleString(locale, { maximumFractionDigits: digits })} ${units[unit] ?? ''}`;
}
