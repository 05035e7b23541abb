/** `branchline index`: the issues a repository speaks of, as a table or as JSON lines; no server, no accounts. */

import Table from 'cli-table3';
import { projectOf, type IssueKey, type KeyRule, type ProjectKey } from '@branchline/domain';
import { collectIssues, type FoundIssue } from './collect-issues.ts';
import { printable } from './printable.ts';
import { stopSignalOfTerminal } from './stop-signal.ts';
import { temporaryMirror } from './temporary-mirror.ts';
import { terminalProgress } from './terminal-progress.ts';

export interface IndexOptions {
  /** Show only this issue. */
  readonly key?: string;
  readonly projects?: readonly string[];
  readonly json?: boolean;
}

/** Names shown in a table's cell; more are counted. */
const namesShown = 3;
const shortHash = 10;

/** Known projects as a rule; without any, upper case in text and any case in branch names. */
export function ruleFor(projects: readonly string[] | undefined): KeyRule {
  return {
    projects: projects === undefined ? undefined : new Set(projects.map((key) => key.toUpperCase() as ProjectKey)),
  };
}

/** People count: ABC-2 comes before ABC-12. */
function inReadingOrder(a: FoundIssue, b: FoundIssue): number {
  const [projectA, projectB] = [projectOf(a.key), projectOf(b.key)];
  if (projectA !== projectB) return projectA < projectB ? -1 : 1;
  return Number(a.key.slice(projectA.length + 1)) - Number(b.key.slice(projectB.length + 1));
}

function someOf(names: readonly string[]): string {
  const shown = names.slice(0, namesShown).map(printable).join(', ');
  return names.length <= namesShown ? shown : `${shown} and ${(names.length - namesShown).toLocaleString('en')} more`;
}

function firstAndCount(tags: readonly string[]): string {
  const [first] = tags;
  if (first === undefined) return '';
  return tags.length === 1
    ? printable(first)
    : `${printable(first)} and ${(tags.length - 1).toLocaleString('en')} later`;
}

function tableOf(issues: readonly FoundIssue[], whole: boolean): string {
  const table = new Table({ head: ['Issue', 'Commits', 'Branches', 'Tags'], style: { head: [], border: [] } });
  for (const { key, commits, branches, tags } of issues) {
    const hashes = commits.map((hash) => hash.slice(0, shortHash));
    const row = whole
      ? [hashes.join('\n'), branches.map(printable).join('\n'), tags.map(printable).join('\n')]
      : [`${commits.length.toLocaleString('en')}: ${someOf(hashes)}`, someOf(branches), firstAndCount(tags)];
    table.push([key, ...row]);
  }
  return table.toString();
}

/** Waits until standard output has taken it: the reader may be slower than we are. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) => {
      if (error === undefined || error === null) resolve();
      else reject(error);
    });
  });
}

function jsonLine({ key, commits, branches, tags }: FoundIssue): string {
  return JSON.stringify({ key, commits, branches, tags });
}

async function show(found: readonly FoundIssue[], options: IndexOptions): Promise<number> {
  const wanted = options.key?.toUpperCase() as IssueKey | undefined;
  const issues = wanted === undefined ? found : found.filter(({ key }) => key === wanted);
  if (options.json === true) {
    if (issues.length > 0) await print(issues.map(jsonLine).join('\n'));
  } else if (issues.length > 0) {
    await print(tableOf([...issues].sort(inReadingOrder), wanted !== undefined));
  }
  const [first] = issues;
  if (wanted !== undefined && first === undefined) {
    process.stderr.write(`Nothing in this repository speaks of ${wanted}.\n`);
    return 1;
  }
  if (options.json !== true) {
    const count = issues.length === 1 ? '1 issue' : `${issues.length.toLocaleString('en')} issues`;
    process.stderr.write(issues.length === 0 ? 'No issue keys were found.\n' : `${count}.\n`);
  }
  return 0;
}

/**
 * Prints the issues; the exit code is 1 when `--key` names one that nothing speaks of, and the signal's when one ended it.
 * @throws Failure from git
 */
export async function index(address: string, options: IndexOptions): Promise<number> {
  const stopping = stopSignalOfTerminal();
  const source = await temporaryMirror(address);
  const progress = terminalProgress();
  try {
    const found = await collectIssues(source, ruleFor(options.projects), progress, stopping);
    progress.stop();
    return await show(found, options);
  } catch (error) {
    if (stopping.reason !== undefined) return stopping.reason;
    throw error;
  } finally {
    progress.stop();
    await source.remove();
  }
}
