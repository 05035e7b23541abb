import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSmartCommit } from './smart-commit.ts';
import type { SmartCommand, SmartCommitDialect } from './smart-commit.ts';
import { matchTransition } from './transition-match.ts';
import { parseWorklog, usualWorkingTime } from './worklog.ts';

interface OracleCommand {
  readonly key: string;
  readonly command: string;
  readonly args: string;
}

interface TokenizerCase {
  readonly id: string;
  readonly input: string;
  readonly expected: {
    readonly commands: readonly {
      readonly kind: 'comment' | 'worklog' | 'transition';
      readonly name?: string;
      readonly text?: string;
      readonly seconds?: number;
      readonly issueKeys: readonly string[];
    }[];
  };
}

interface ReadDuration {
  readonly duration: string;
  readonly comment: string;
  readonly seconds_at_5d_8h: number;
}

interface Oracle {
  readonly dvcs_cases: {
    readonly cases: readonly { readonly id: string; readonly input: string; readonly dvcs: readonly OracleCommand[] }[];
  };
  readonly gij_cases: {
    readonly cases: readonly { readonly input: string; readonly expected: readonly OracleCommand[] }[];
  };
  readonly gfj_2019_cases: readonly TokenizerCase[];
  readonly gfj_2019_observed_bug: readonly { readonly input: string }[];
  readonly atlassian_documented: readonly { readonly input: string; readonly expected: readonly OracleCommand[] }[];
  readonly adversarial: readonly { readonly input: string; readonly recommended: readonly OracleCommand[] }[];
  readonly must_not_crash: readonly string[];
  readonly durations: {
    readonly cases: readonly { readonly input: string; readonly recommended: string | ReadDuration }[];
  };
  readonly transition_matching: {
    readonly cases: readonly {
      readonly command: string;
      readonly available: readonly string[];
      readonly expected: string | object;
    }[];
  };
}

const file = path.join(process.env['BRANCHLINE_CONTRACTS'] ?? '', 'oracles/smart-commits.json');
const isThere = process.env['BRANCHLINE_CONTRACTS'] !== undefined && existsSync(file);

const dialects: readonly SmartCommitDialect[] = ['line', 'multi-line'];
// The 2019 tokenizer counted calendar time, Jira counts working time.
const calendarTime = { hoursPerDay: 24, daysPerWeek: 7 };

const leadingZero = 'Jira never numbers an issue with a leading zero';
const noDuration = 'a work log without a duration is an error, not zero seconds of work';

/** Where we mean to differ from a peer, and why. */
const intendedDifferences: Readonly<Record<string, string>> = {
  s001: leadingZero,
  s008: noDuration,
  s017: leadingZero,
  s023: noDuration,
  d03: leadingZero,
};

function plain(commands: readonly SmartCommand[]): readonly OracleCommand[] {
  return commands.map(({ key, command, arguments: args }) => ({ key, command, args }));
}

function lowerCase(commands: readonly OracleCommand[]): readonly OracleCommand[] {
  return commands.map((one) => ({ ...one, command: one.command.toLowerCase() }));
}

/** One line per command and key, so that both sides can be compared. */
function linesOfOurs(input: string): string {
  const lines = parseSmartCommit(input, 'line').map(({ key, command, arguments: args }) => {
    if (command !== 'time') return `${key} ${command} ${args}`;
    const worklog = parseWorklog(args);
    if ('error' in worklog) return `${key} ${worklog.error}`;
    return `${key} time ${worklog.seconds(calendarTime)} ${worklog.comment}`;
  });
  return lines.join('\n');
}

function linesOfTokenizer({ expected }: TokenizerCase): string {
  const lines = expected.commands.flatMap(({ kind, name, text = '', seconds, issueKeys }) =>
    issueKeys.map((key) => {
      if (kind === 'worklog') return `${key} time ${seconds} ${text.trim()}`;
      return `${key} ${name ?? kind} ${text.trim()}`;
    }),
  );
  return lines.join('\n');
}

/** The duration in the oracle's words. */
function durationOf(input: string): string | ReadDuration {
  const worklog = parseWorklog(input);
  if ('error' in worklog) return `error: ${worklog.error.replace('-', ' ')}`;
  const { duration, comment } = worklog;
  return { duration, comment, seconds_at_5d_8h: worklog.seconds(usualWorkingTime) };
}

function readOracle(): Oracle {
  if (isThere) return JSON.parse(readFileSync(file, 'utf8')) as Oracle;
  const none = { cases: [] };
  return {
    dvcs_cases: none,
    gij_cases: none,
    gfj_2019_cases: [],
    gfj_2019_observed_bug: [],
    atlassian_documented: [],
    adversarial: [],
    must_not_crash: [],
    durations: none,
    transition_matching: none,
  };
}

describe.skipIf(!isThere)('smart commits against the oracle (set BRANCHLINE_CONTRACTS to run)', () => {
  const oracle = readOracle();

  it.each(oracle.gij_cases.cases)('reads the several lines of $input', ({ input, expected }) => {
    expect(plain(parseSmartCommit(input, 'multi-line'))).toEqual(lowerCase(expected));
  });

  it.each(oracle.atlassian_documented)('reads the lines of $input', ({ input, expected }) => {
    expect(plain(parseSmartCommit(input, 'line'))).toEqual(expected);
  });

  it.each(oracle.adversarial)('is not misled by $input', ({ input, recommended }) => {
    for (const dialect of dialects) expect(plain(parseSmartCommit(input, dialect))).toEqual(recommended);
  });

  it.each(oracle.must_not_crash)('survives %j', (input) => {
    for (const dialect of dialects) expect(() => parseSmartCommit(input, dialect)).not.toThrow();
  });

  it('differs from the peers exactly where it is meant to', () => {
    const tokenizer = oracle.gfj_2019_cases.filter((one) => linesOfOurs(one.input) !== linesOfTokenizer(one));
    const dvcs = oracle.dvcs_cases.cases.filter(
      ({ input, dvcs: expected }) =>
        JSON.stringify(plain(parseSmartCommit(input, 'line'))) !== JSON.stringify(lowerCase(expected)),
    );
    expect([...tokenizer, ...dvcs].map(({ id }) => id)).toEqual(Object.keys(intendedDifferences));
  });

  it.each(oracle.gfj_2019_observed_bug)('gives each issue its own line of $input', ({ input }) => {
    for (const dialect of dialects) {
      const commands = parseSmartCommit(input, dialect);
      expect(commands.map(({ key, command }) => `${key} ${command}`)).toEqual(['WS-2 time', 'WS-3 reopen']);
    }
  });

  it.each(oracle.durations.cases)('reads the duration of $input', ({ input, recommended }) => {
    expect(durationOf(input)).toEqual(recommended);
  });

  it.each(oracle.transition_matching.cases)('matches $command among $available', ({ command, available, expected }) => {
    const match = typeof expected === 'string' ? { transition: expected } : expected;
    expect(matchTransition(command, available)).toEqual(match);
  });
});
