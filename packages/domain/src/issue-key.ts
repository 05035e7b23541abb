/** Finds issue keys in text: one pure rule for commits, branches, pull requests and pasted text. */

import type { IssueKey, ProjectKey } from './ids.ts';
import { isLetter, nextKeyCandidate } from './key-candidate.ts';
import type { KeyCandidate } from './key-candidate.ts';
import { lookAround } from './key-surroundings.ts';
import type { Surroundings } from './key-surroundings.ts';

/** Where on a commit, branch or pull request a key was found. */
export type FoundIn = 'title' | 'body' | 'trailer' | 'notes' | 'branch-name' | 'description' | 'by-hand';

/** What decides whether something that looks like a key is one. */
export interface KeyRule {
  /** Keys of the projects that exist, former ones too, in upper case; undefined when Jira could not be asked. */
  readonly projects: ReadonlySet<ProjectKey> | undefined;
}

/** Something that looks like a key and is none, and why. */
export interface RefusedKey {
  /** As it stands in the text. */
  readonly text: string;
  readonly why: RefusalReason;
}

export type RefusalReason =
  | 'unknown-project'
  | 'lower-case'
  | 'leading-zero'
  | 'number-too-large'
  | 'project-key-too-long'
  | 'version-string'
  | 'email-address'
  | 'change-id'
  | 'beyond-limit';

/** What a text holds: keys, and what only looked like keys. */
export interface KeyScan {
  /** Upper case, without repetitions, in order of first appearance, at most `keyLimit`. */
  readonly keys: readonly IssueKey[];
  readonly refused: readonly RefusedKey[];
}

/** The rule depends on where the text comes from: people type branch names in lower case. */
export type KeyField = 'text' | 'branch-name';

/** Keys kept of one commit, branch or pull request: Jira's development information takes no more for one entity. */
export const keyLimit = 500;

// Jira keeps project keys in a database column of 255 characters.
const projectKeyLimit = 255;
// Jira numbers issues with a signed 64-bit integer.
const largestNumber = '9223372036854775807';

/** A key and where it stands: from `start` up to, but without, `end`. */
export interface LocatedKey {
  readonly key: IssueKey;
  readonly start: number;
  readonly end: number;
}

/** A candidate after the rule has spoken: a key, or why it is none. */
type Judgement = LocatedKey | RefusedKey;

/**
 * All issue keys in a text, and what looks like a key but is none. Never throws; linear in the length of the text.
 * Known projects are found in any case; without them the field decides: upper case in text, any case in branch names.
 */
export function scanForIssueKeys(text: string, rule: KeyRule, field: KeyField): KeyScan {
  const keys = new Set<IssueKey>();
  const refused = new Map<string, RefusedKey>();
  judgeCandidates(text, projectRule(rule, field), (judgement) => {
    const refusal = 'why' in judgement ? judgement : keepKey(keys, judgement.key);
    if (refusal !== undefined && !refused.has(refusal.text)) refused.set(refusal.text, refusal);
    return true;
  });
  return { keys: [...keys], refused: [...refused.values()] };
}

/** The issue keys in a text: upper case, without repetitions, in order of first appearance, at most `keyLimit`. */
export function findIssueKeys(text: string, rule: KeyRule, field: KeyField): readonly IssueKey[] {
  return scanForIssueKeys(text, rule, field).keys;
}

/** Every place of every issue key in a text, repetitions too, without a limit. */
export function locateIssueKeys(text: string, rule: KeyRule, field: KeyField): readonly LocatedKey[] {
  const located: LocatedKey[] = [];
  judgeCandidates(text, projectRule(rule, field), (judgement) => {
    if ('key' in judgement) located.push(judgement);
    return true;
  });
  return located;
}

/**
 * A quick test that is true exactly for the texts in which `findIssueKeys` finds something. The text may be given with
 * every UTF-8 byte as one character: keys are ASCII and everything else is a boundary, so the answer is the same.
 */
export function keyDetector(rule: KeyRule, field: KeyField): (text: string) => boolean {
  const projects = projectRule(rule, field);
  return (text) => {
    let found = false;
    judgeCandidates(text, projects, (judgement) => {
      found = 'key' in judgement;
      return !found;
    });
    return found;
  };
}

function keepKey(keys: Set<IssueKey>, key: IssueKey): RefusedKey | undefined {
  if (keys.size >= keyLimit && !keys.has(key)) return { text: key, why: 'beyond-limit' };
  keys.add(key);
  return undefined;
}

/** Shows what became of every candidate to `visit`, in order, until it answers false. */
function judgeCandidates(text: string, rule: ProjectRule, visit: (judgement: Judgement) => boolean): void {
  let candidate = nextKeyCandidate(text, 0);
  // Most messages of a history end here, so nothing is prepared for them.
  if (candidate === undefined) return;
  const surroundingsOf = lookAround(text);
  while (candidate !== undefined) {
    const start = startOfProject(text, candidate);
    const goOn = start === undefined || visit(judge(text, start, candidate, surroundingsOf(candidate), rule));
    if (!goOn) return;
    candidate = nextKeyCandidate(text, candidate.end);
  }
}

/** Where a project key can begin: the first letter of a part that leaves room for a second character. */
function startOfProject(text: string, candidate: KeyCandidate): number | undefined {
  for (let start = candidate.start; start < candidate.dash - 1; start++) {
    const isPartStart = start === candidate.start || text[start - 1] === '_';
    if (isPartStart && isLetter(text.charCodeAt(start))) return start;
  }
  return undefined;
}

function judge(
  text: string,
  start: number,
  candidate: KeyCandidate,
  surroundings: Surroundings,
  rule: ProjectRule,
): Judgement {
  const number = text.slice(candidate.dash + 1, candidate.end);
  const verdict = surroundings ?? whyNotNumbered(number) ?? rule(text.slice(start, candidate.dash));
  if (typeof verdict === 'string') return { text: text.slice(start, candidate.end), why: verdict };
  const { project } = verdict;
  return { key: `${project}-${number}` as IssueKey, start: candidate.dash - project.length, end: candidate.end };
}

function whyNotNumbered(number: string): RefusalReason | undefined {
  if (number.startsWith('0')) return 'leading-zero';
  if (number.length < largestNumber.length) return undefined;
  return number.length > largestNumber.length || number > largestNumber ? 'number-too-large' : undefined;
}

/** Finds the project in what stands before the dash: its key in upper case, or why there is none. */
type ProjectRule = (word: string) => { readonly project: string } | RefusalReason;

function projectRule(rule: KeyRule, field: KeyField): ProjectRule {
  const { projects } = rule;
  if (projects !== undefined) return (word) => knownProject(word, projects);
  return (word) => {
    if (word.length > projectKeyLimit) return 'project-key-too-long';
    const project = word.toUpperCase();
    return field === 'branch-name' || project === word ? { project } : 'lower-case';
  };
}

// An underscore is a boundary and may also belong to a project key, so the longest known ending wins.
function knownProject(word: string, projects: ReadonlySet<ProjectKey>): { readonly project: string } | RefusalReason {
  const isTooLong = word.length > projectKeyLimit;
  let start = isTooLong ? nextPart(word, word.length - projectKeyLimit - 1) : 0;
  while (start !== undefined) {
    const project = word.slice(start).toUpperCase();
    if (projects.has(project as ProjectKey)) return { project };
    start = nextPart(word, start);
  }
  return isTooLong ? 'project-key-too-long' : 'unknown-project';
}

/** Where the part after the next underscore begins. */
function nextPart(word: string, from: number): number | undefined {
  const underscore = word.indexOf('_', from);
  return underscore === -1 ? undefined : underscore + 1;
}
