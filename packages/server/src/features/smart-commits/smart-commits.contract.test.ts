/** Every case of the smart-commit oracle goes through planning, running and the real adapter, and has its effect. */

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  linksOfCommit,
  matchTransition,
  parseWorklog,
  usualWorkingTime,
  type Commit,
  type IssueKey,
  type SmartCommitDialect,
} from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '../../test-support/example-rows.ts';
import {
  openSmartCommitStory,
  type IssueAtJira,
  type SmartCommitStory,
} from '../../test-support/smart-commit-story.ts';
import { planSmartCommit } from './plan-smart-commit.ts';

interface Command {
  readonly key: string;
  readonly command: string;
  readonly args: string;
}

interface TokenizerCase {
  readonly id: string;
  readonly input: string;
  readonly expected: {
    readonly commands: readonly {
      readonly kind: string;
      readonly name?: string;
      readonly text?: string;
      readonly seconds?: number;
      readonly issueKeys: readonly string[];
    }[];
  };
}

interface Documented {
  readonly id: string;
  readonly input: string;
  readonly expected: readonly Command[];
}

interface Oracle {
  readonly gfj_2019_cases: readonly TokenizerCase[];
  readonly dvcs_cases: {
    readonly cases: readonly { readonly id: string; readonly input: string; readonly dvcs: readonly Command[] }[];
  };
  readonly gij_cases: { readonly cases: readonly Documented[] };
  readonly atlassian_documented: readonly Omit<Documented, 'id'>[];
  readonly adversarial: readonly { readonly input: string; readonly recommended: readonly Command[] }[];
  readonly durations: { readonly cases: readonly { readonly input: string }[] };
  readonly transition_matching: {
    readonly cases: readonly {
      readonly command: string;
      readonly available: readonly string[];
      readonly expected: unknown;
    }[];
  };
}

const file = path.join(process.env['BRANCHLINE_CONTRACTS'] ?? '', 'oracles/smart-commits.json');
const isThere = process.env['BRANCHLINE_CONTRACTS'] !== undefined && existsSync(file);
const oracle = isThere ? (JSON.parse(readFileSync(file, 'utf8')) as Oracle) : undefined;

const steps = [
  { id: '1', name: 'Resolve Issue', to: 'Resolved', screen: [] },
  { id: '2', name: 'Close Issue', to: 'Closed' },
  { id: '3', name: 'Code Review', to: 'In Review' },
  { id: '4', name: 'In Progress', to: 'In Progress' },
  { id: '5', name: 'Done', to: 'Done' },
  { id: '6', name: 'Start development', to: 'In Progress' },
  { id: '7', name: 'Development', to: 'In Progress' },
];
const versions = [{ name: '2.9.6' }];
const projects = ['ABC', 'GIT', 'GITCL', 'JIRA', 'JRA', 'TES', 'TEST', 'TST', 'TIME'].map((key) => ({
  key,
  name: key,
  workflow: steps,
  versions,
}));

interface Case {
  readonly input: string;
  readonly dialect: SmartCommitDialect;
  readonly expected: readonly Command[];
}

/** Jira never numbers an issue with a leading zero, so nothing is commanded. */
const leadingZero = new Set(['d03', 's001', 's017']);

/** Issues of a case are its own. */
function numbered(text: string, index: number): string {
  return text.replaceAll(
    /\b([A-Z]{2,})-([1-9]\d*)\b/g,
    (_whole, project, number) => `${project}-${index + 1}${number}`,
  );
}

function casesOf({ dvcs_cases, gij_cases, atlassian_documented, adversarial, durations }: Oracle): readonly Case[] {
  const line = 'line' as const;
  const all: readonly Case[] = [
    ...dvcs_cases.cases.map(({ id, input, dvcs }) => ({
      input,
      dialect: line,
      expected: leadingZero.has(id) ? [] : dvcs,
    })),
    ...gij_cases.cases.map(({ input, expected }) => ({ input, dialect: 'multi-line' as const, expected })),
    ...atlassian_documented.map(({ input, expected }) => ({ input, dialect: line, expected })),
    ...adversarial.map(({ input, recommended }) => ({ input, dialect: line, expected: recommended })),
    ...durations.cases.map(({ input }) => ({
      input: `TIME-1 #time ${input}`,
      dialect: line,
      expected: [{ key: 'TIME-1', command: 'time', args: input.trim() }],
    })),
  ];
  return eachWithItsIssues(all, 0);
}

/** They count calendar time, in minutes here. */
function tokenizerCases({ gfj_2019_cases }: Oracle): readonly Case[] {
  const all = gfj_2019_cases.map(({ id, input, expected }): Case => {
    const commands = expected.commands.flatMap(({ kind, name, text = '', seconds = 0, issueKeys }) => {
      const args = kind === 'worklog' ? `${seconds / 60}m ${text}` : text;
      return issueKeys.map((key) => ({ key, command: name ?? kind.replace('worklog', 'time'), args: args.trim() }));
    });
    return { input, dialect: 'line', expected: leadingZero.has(id) ? [] : commands };
  });
  return eachWithItsIssues(all, 500);
}

function eachWithItsIssues(all: readonly Case[], first: number): readonly Case[] {
  return all.map(({ input, dialect, expected }, place) => {
    const index = first + place;
    return {
      input: numbered(input, index),
      dialect,
      expected: expected.map((each) => ({ ...each, key: numbered(each.key, index), args: numbered(each.args, index) })),
    };
  });
}

type Effect = Omit<IssueAtJira, 'status'> & { readonly status: string; readonly failed: number };

const nothing: Effect = {
  status: 'To Do',
  assignee: undefined,
  labels: [],
  fixVersions: [],
  affectedVersions: [],
  comments: [],
  workLogs: [],
  failed: 0,
};

/** What the oracle's command does, by Jira's rules. */
function after(issue: Effect, { command, args }: Command): Effect {
  const failed = { ...issue, failed: issue.failed + 1 };
  const commented = { ...issue, comments: args === '' ? issue.comments : [...issue.comments, args] };
  switch (command.toLowerCase()) {
    case 'comment':
      return args === '' ? failed : commented;
    case 'time': {
      const worklog = parseWorklog(args);
      if ('error' in worklog) return failed;
      const entry = { seconds: worklog.seconds(usualWorkingTime), text: worklog.comment };
      return { ...issue, workLogs: [...issue.workLogs, entry] };
    }
    case 'assign':
      return { ...issue, assignee: 'john' };
    case 'label':
      return { ...issue, labels: args.split(' ') };
    case 'fixversion':
      return { ...issue, fixVersions: [args] };
    case 'affectsversion':
      return { ...issue, affectedVersions: [args] };
    default: {
      const match = matchTransition(
        command,
        steps.map(({ name }) => name),
      );
      if ('error' in match) return failed;
      return { ...commented, status: steps.find(({ name }) => name === match.transition)?.to ?? '' };
    }
  }
}

/** Without our own last line. */
function withoutOrigin(text: string): string {
  return text.replace(/\n?In the name of [^\n]*$/, '');
}

describe.skipIf(oracle === undefined)('the oracle, run (set BRANCHLINE_CONTRACTS to run)', { timeout: 120_000 }, () => {
  let story: SmartCommitStory;
  let commits = 0;
  const missing = 'JIRA-48700000';

  beforeAll(async () => {
    const people = [
      { accountId: 'service', name: 'Branchline Service', email: 'service@example.org' },
      { accountId: 'ada', name: 'Ada Lovelace', email: 'ada@example.org' },
      { accountId: 'john', name: 'johnsmith', email: 'john@example.org' },
    ];
    story = await openSmartCommitStory({ people, projects });
  });
  afterAll(() => story.close());

  /** As indexing keeps a commit and queues it; only git has never seen it. */
  async function commit(message: string, dialect: SmartCommitDialect): Promise<void> {
    const { house, connected } = story;
    await story.set({ dialect, believes: 'author' });
    commits += 1;
    const ada = { name: 'Ada Lovelace', email: 'ada@example.org', at: house.clock.now() };
    const hash = hashOf(commits);
    const made: Commit = { hash, parents: [hashOf(0)], author: ada, committer: ada, message, notes: '' };
    const links = linksOfCommit(made, { projects: undefined });
    await house.store.development.saveCommits(connected.repositoryId, [{ commit: made, links }], true);
    const mirror = { ...house.mirror, patchIdentity: async () => hash };
    await planSmartCommit({ ...house, mirror }, { repositoryId: connected.repositoryId, commit: hash });
  }

  /** What the case did to each issue that it names. */
  async function effectsOf({ input }: Case): Promise<Readonly<Record<string, Effect>>> {
    const seen: Record<string, Effect> = {};
    for (const key of new Set(input.match(/\b[A-Z]{2,}-[1-9]\d*\b/g))) {
      const runs = await story.house.store.smartCommits.list({ key: key as IssueKey }, 50);
      if (runs.length === 0) continue;
      const issue = await story.issueAtJira(key);
      const workLogs = issue.workLogs.map(({ seconds, text }) => ({ seconds, text: withoutOrigin(text) }));
      const failed = runs.filter(({ state }) => state !== 'done').length;
      seen[key] = { ...issue, comments: issue.comments.map(withoutOrigin), workLogs, failed };
    }
    return seen;
  }

  async function expectEffects(cases: readonly Case[]): Promise<void> {
    for (const { input, dialect } of cases) await commit(input, dialect);
    await story.finishJobs();
    for (const each of cases) {
      const byKey = Map.groupBy(each.expected, ({ key }) => key);
      const wanted = Object.fromEntries([...byKey].map(([key, commands]) => [key, commands.reduce(after, nothing)]));
      expect({ input: each.input, effects: await effectsOf(each) }).toEqual({ input: each.input, effects: wanted });
    }
  }

  it('every command has its effect, and nothing else happens', async () => {
    const cases = casesOf(oracle!).filter(({ input }) => !/JIRA-\d*700000/.test(input));
    expect(cases.length).toBeGreaterThan(60);
    await expectEffects(cases);
  });

  it('where calendar time is counted, too', async () => {
    story.house.jira.sandbox.setTimeTracking({ hoursPerDay: 24, daysPerWeek: 7 });
    const cases = tokenizerCases(oracle!);
    expect(cases.length).toBeGreaterThan(15);
    await expectEffects(cases);
  });

  it('a command for an issue that is not there fails', async () => {
    story.house.jira.sandbox.addIssue({ key: missing, summary: 'Gone soon' });
    story.house.jira.sandbox.deleteIssue(missing);
    await story.begin();
    await commit(`${missing} #time 4h 30m`, 'multi-line');
    await story.finishJobs();
    expect(await story.ends()).toEqual(['failed no-permission']);
  });

  it('a transition is matched among those that the issue has', async () => {
    const { cases } = oracle!.transition_matching;
    await story.begin();
    for (const [index, { available }] of cases.entries()) {
      const workflow = available.map((name, place) => ({ id: String(place + 1), name, to: name }));
      story.house.jira.sandbox.addProject({ key: `MATCH${String.fromCodePoint(65 + index)}`, name: 'Match', workflow });
    }
    for (const [index, { command }] of cases.entries()) {
      await commit(`MATCH${String.fromCodePoint(65 + index)}-1 #${command}`, 'line');
    }
    await story.finishJobs();
    for (const [index, { available, expected }] of cases.entries()) {
      const key = `MATCH${String.fromCodePoint(65 + index)}-1` as IssueKey;
      const [run] = await story.house.store.smartCommits.list({ key }, 1);
      const { status } = await story.issueAtJira(key);
      const isMeant = typeof expected === 'string';
      const end = isMeant ? { state: 'done', status: expected } : { state: 'failed', status: 'To Do' };
      expect({ state: run?.state, status }).toEqual(end);
      const words = isMeant ? [expected] : available.map((name) => `"${name}"`);
      expect(words.filter((word) => !run!.message.includes(word))).toEqual([]);
    }
  });
});
