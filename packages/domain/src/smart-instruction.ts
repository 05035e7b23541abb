/** Says what a smart command asks for, or what is missing to it. */

import type { SmartCommand } from './smart-commit.ts';
import { parseWorklog, type Worklog } from './worklog.ts';

/** What Jira is asked to do to one issue. */
export type SmartInstruction =
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'time'; readonly worklog: Worklog }
  | { readonly kind: 'assign'; readonly whom: string }
  | { readonly kind: 'label'; readonly labels: readonly string[] }
  | { readonly kind: 'fix-version' | 'affected-version'; readonly version: string }
  | { readonly kind: 'transition'; readonly name: string; readonly text: string };

/** Why a command cannot be understood: whole sentences for its author. */
export interface UnreadableInstruction {
  readonly kind: 'unreadable';
  readonly because: string;
}

/** Jira's limit of a label, in characters: https://support.atlassian.com/jira-software-cloud/docs/what-are-the-limits-for-labels/ */
const labelLimit = 255;

function unreadable(because: string): UnreadableInstruction {
  return { kind: 'unreadable', because };
}

type Reader = (text: string) => SmartInstruction | UnreadableInstruction;

/** Commands that are no transitions. */
const readers: Readonly<Record<string, Reader>> = {
  comment: (text) =>
    text === ''
      ? unreadable('The comment is empty. Write it as: #comment what you want to say.')
      : { kind: 'comment', text },
  time: readTime,
  assign: (text) =>
    text === ''
      ? unreadable('It does not say to whom. Write: #assign me, #assign name@example.com, or a whole name.')
      : { kind: 'assign', whom: text.replace(/^@/, '') },
  label: readLabels,
  fixversion: (text) => readVersion('fix-version', 'fixversion', text),
  affectsversion: (text) => readVersion('affected-version', 'affectsversion', text),
};

/** Reads one command. Whatever is none of our own words is the name of a transition. Never throws. */
export function readInstruction({
  command,
  arguments: text,
}: Pick<SmartCommand, 'command' | 'arguments'>): SmartInstruction | UnreadableInstruction {
  const read = Object.hasOwn(readers, command) ? readers[command] : undefined;
  return read === undefined ? { kind: 'transition', name: command, text } : read(text);
}

function readTime(text: string): SmartInstruction | UnreadableInstruction {
  const worklog = parseWorklog(text);
  if (!('error' in worklog)) return { kind: 'time', worklog };
  return worklog.error === 'no-unit'
    ? unreadable('The time has no unit. Write w, d, h or m behind each number: #time 1h 30m.')
    : unreadable('It does not say how long. Write: #time 1h 30m what was done.');
}

function readLabels(text: string): SmartInstruction | UnreadableInstruction {
  const labels = [...new Set(text.split(/[\s,;]+/u).filter((label) => label !== ''))];
  if (labels.length === 0) return unreadable('It names no label. Write: #label one two.');
  const long = labels.find((label) => label.length > labelLimit);
  if (long !== undefined)
    return unreadable(`A label has at most ${labelLimit} characters; "${long.slice(0, 40)}…" has more.`);
  return { kind: 'label', labels };
}

function readVersion(
  kind: 'fix-version' | 'affected-version',
  command: string,
  text: string,
): SmartInstruction | UnreadableInstruction {
  return text === '' ? unreadable(`It names no version. Write: #${command} 1.2.`) : { kind, version: text };
}

/** The version that is meant, or the names to choose from. */
export type VersionMatch =
  | { readonly version: string }
  | { readonly error: 'ambiguous' | 'none'; readonly candidates: readonly string[] };

/** The exact name wins, then the only one that differs in case alone. @param available names of the project's versions */
export function matchVersion(wanted: string, available: readonly string[]): VersionMatch {
  if (available.includes(wanted)) return { version: wanted };
  const candidates = available.filter((name) => name.toLowerCase() === wanted.toLowerCase());
  const [version] = candidates;
  if (version === undefined) return { error: 'none', candidates: available };
  return candidates.length === 1 ? { version } : { error: 'ambiguous', candidates };
}

/** Seconds as Jira takes them: whole minutes, rounded up, at least one. */
export function wholeMinutes(seconds: number): number {
  return Math.max(60, Math.ceil(seconds / 60) * 60);
}
