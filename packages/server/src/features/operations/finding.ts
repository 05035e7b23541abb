/** What a check of the installation found: one sentence, what to do, and details to copy. */

/** `look`: it works, and somebody should look at it. */
export type FindingState = 'well' | 'look' | 'broken';

/** One thing that was checked. */
export interface Finding {
  /** A word for what was checked: `database`, `jira-site`. */
  readonly check: string;
  /** Which of several; undefined where there is one. */
  readonly subject: string | undefined;
  readonly state: FindingState;
  /** A whole sentence; nothing in it is secret. */
  readonly words: string;
  /** What to do; undefined where nothing needs to be done. */
  readonly remedy: string | undefined;
  /** More of the same, for those who want to know. */
  readonly details: readonly string[];
}

interface More {
  readonly subject?: string | undefined;
  readonly details?: readonly string[];
}

function finding(check: string, state: FindingState, words: string, remedy: string | undefined, more: More): Finding {
  return { check, state, words, remedy, subject: more.subject, details: more.details ?? [] };
}

export function well(check: string, words: string, more: More = {}): Finding {
  return finding(check, 'well', words, undefined, more);
}

export function look(check: string, words: string, remedy: string, more: More = {}): Finding {
  return finding(check, 'look', words, remedy, more);
}

export function broken(check: string, words: string, remedy: string | undefined, more: More = {}): Finding {
  return finding(check, 'broken', words, remedy, more);
}

/** What went wrong while checking, as a finding. */
export function brokenBy(check: string, error: unknown, remedy: string | undefined, more: More = {}): Finding {
  return broken(check, error instanceof Error ? error.message : String(error), remedy, more);
}

/** `3 days`, `1 minute`: one unit, rounded down, without saying "about". */
export function spanInWords(milliseconds: number): string {
  const units: readonly (readonly [number, string])[] = [
    [86_400_000, 'day'],
    [3_600_000, 'hour'],
    [60_000, 'minute'],
    [1000, 'second'],
  ];
  const size = Math.abs(milliseconds);
  const [unit, name] = units.find(([each]) => size >= each) ?? [1, 'millisecond'];
  const count = Math.floor(size / unit);
  return counted(count, name);
}

/** `1 job`, `1,204 jobs`; the plural is made with an s unless given. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** `1.5 GB`. */
export function sizeInWords(bytes: number): string {
  const units: readonly (readonly [number, string])[] = [
    [1024 ** 3, 'GB'],
    [1024 ** 2, 'MB'],
    [1024, 'kB'],
  ];
  const [unit, name] = units.find(([each]) => bytes >= each) ?? [1, 'bytes'];
  return `${(bytes / unit).toLocaleString('en', { maximumFractionDigits: 1 })} ${name}`;
}
