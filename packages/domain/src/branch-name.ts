/** Makes a branch name from an issue and a template, and says what is wrong with a name that somebody typed. */

import { projectOf } from './ids.ts';
import type { IssueKey } from './ids.ts';

/** What branches are called until somebody sets another template. */
export const defaultBranchTemplate = '${issuekey}-${summary}';

/**
 * Bytes of a branch name. A name that git keeps as a file gets `.lock` behind it while it is written, and file names
 * have at most 255 bytes on the usual file systems.
 */
export const branchNameLimit = 250;

// Jira's summaries have at most 255 characters; nothing longer would fit anyway.
const textLimit = 255;

/** What stands where a value had blanks and other characters that do not belong into a branch name. */
export type BranchSeparator = '-' | '_' | '.';

/** What the template may say about the issue. */
export interface IssueToBranch {
  readonly key: IssueKey;
  /** As Jira names it: `Bug`, `Sub-task`. */
  readonly type: string;
  readonly summary: string;
}

/** What the template may say about the branch; what is left out is empty. */
export interface BranchNameOptions {
  readonly separator?: BranchSeparator;
  /** The branch to start from, without `refs/heads/`. */
  readonly sourceBranch?: string;
  /** The name of the person who makes the branch. */
  readonly displayName?: string;
}

/**
 * A name that git accepts and that is at most `branchNameLimit` bytes long. When it would be longer, the summary loses
 * words from its end, then the summary, the source branch and the person are left out; the issue key is never cut.
 *
 * Variables of the template: `${issuekey}`, `${projectkey}`, `${summary}`, `${sourcebranch}`, `${displayname}` and
 * `${issuetype}`, which may map types: `${issuetype:Bug,fix,Story,feature,task}` gives `fix` for a bug, `feature` for a
 * story and `task` for all others. A variable that does not exist is empty.
 */
export function branchNameFromTemplate(
  template: string,
  issue: IssueToBranch,
  options: BranchNameOptions = {},
): string {
  const separator = options.separator ?? '-';
  const values: ReadonlyMap<string, string> = new Map([
    ['issuekey', issue.key],
    ['projectkey', projectOf(issue.key)],
    ['sourcebranch', options.sourceBranch ?? ''],
    ['displayname', wordsOf(options.displayName ?? '').join(separator)],
  ]);
  const attempts = [...shorterAndShorter(wordsOf(issue.summary), separator)].map((summary) =>
    new Map(values).set('summary', summary),
  );
  attempts.push(new Map([...values].filter(([name]) => name.endsWith('key'))));
  for (const attempt of attempts) {
    const name = asBranchName(fillIn(template, attempt, issue.type), separator);
    if (branchNameProblem(name) === undefined) return name;
  }
  return issue.key;
}

/** All words, then fewer, then the beginning of the first: some scripts know no blanks. The last is empty. */
function* shorterAndShorter(words: readonly string[], separator: string): Generator<string> {
  for (let count = words.length; count > 1; count--) yield words.slice(0, count).join(separator);
  const first = Array.from(words[0] ?? '');
  for (let count = first.length; count >= 0; count--) yield first.slice(0, count).join('');
}

/** Why git, or we, would refuse the name, as a sentence for the person who typed it; undefined for a good name. */
export function branchNameProblem(name: string): string | undefined {
  return problems.find(({ isFoundIn }) => isFoundIn(name))?.sentence;
}

interface Problem {
  readonly sentence: string;
  readonly isFoundIn: (name: string) => boolean;
}

// The rules of git-check-ref-format(1) for a branch, and our limit.
const problems: readonly Problem[] = [
  { sentence: 'A branch needs a name.', isFoundIn: (name) => name === '' },
  {
    sentence: `A branch name may have at most ${branchNameLimit} bytes; letters beyond A to Z take two or more.`,
    isFoundIn: (name) => bytesOf(name) > branchNameLimit,
  },
  { sentence: 'A branch name must not contain a blank.', isFoundIn: (name) => name.includes(' ') },
  {
    sentence: 'A branch name must not contain any of ~ ^ : ? * [ \\.',
    isFoundIn: (name) => /[~^:?*[\\]/.test(name),
  },
  {
    sentence: 'A branch name must not contain invisible control characters or broken letters.',
    isFoundIn: (name) => /[\0-\x1F\x7F]/.test(name) || !name.isWellFormed(),
  },
  { sentence: 'A branch name must not begin with a dash.', isFoundIn: (name) => name.startsWith('-') },
  {
    sentence: 'A branch name must not begin or end with a slash, nor contain two in a row.',
    isFoundIn: (name) => /^\/|\/$|\/\//.test(name),
  },
  {
    sentence: 'A branch name must not contain two dots in a row, end with a dot, or have a dot after a slash or first.',
    isFoundIn: (name) => /\.\.|\.$|(?:^|\/)\./.test(name),
  },
  {
    sentence: 'No part of a branch name may end with .lock.',
    isFoundIn: (name) => /\.lock(?:\/|$)/.test(name),
  },
  { sentence: 'A branch name must not contain @{.', isFoundIn: (name) => name.includes('@{') },
  { sentence: 'A branch must not be called @ or HEAD.', isFoundIn: (name) => name === '@' || name === 'HEAD' },
];

function fillIn(template: string, values: ReadonlyMap<string, string>, type: string): string {
  return template.replaceAll(/\$\{([a-z]+)(?::([^{}]*))?\}/gi, (_, name: string, mapping: string | undefined) => {
    const variable = name.toLowerCase();
    return variable === 'issuetype' ? typeName(type, mapping) : (values.get(variable) ?? '');
  });
}

/** `Type,name,Type,name,default`, compared without case; without a mapping the type itself. */
function typeName(type: string, mapping: string | undefined): string {
  const own = wordsOf(type.replaceAll(/\s/g, '')).join('-');
  if (mapping === undefined) return own;
  const entries = mapping.split(',').map((entry) => entry.trim());
  for (let index = 0; index + 1 < entries.length; index += 2) {
    if (entries[index]?.toLowerCase() === type.trim().toLowerCase()) return entries[index + 1] ?? own;
  }
  return entries.length % 2 === 1 ? (entries.at(-1) ?? own) : own;
}

// Latin letters that Unicode does not take apart into a plain letter and a mark.
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
};

/** Words in lower case. Latin letters lose their accents; other scripts stay, since git and every service take them. */
function wordsOf(text: string): readonly string[] {
  const plain = text
    .slice(0, textLimit)
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/([a-z])\p{M}+/gu, '$1')
    .replaceAll(/[ßæœøđðłþı]/g, (letter) => plainLetters[letter] ?? letter)
    .replaceAll(/['’]/g, '')
    .normalize('NFC');
  return plain.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');
}

/** Repairs what a template or a value brought along that git refuses. May be empty. */
function asBranchName(text: string, separator: BranchSeparator): string {
  const parts = text
    .toWellFormed()
    .replaceAll(/[\0-\x20\x7F~^:?*[\\]+/g, separator)
    .replaceAll(/@\{+/g, '@')
    .replaceAll(/\.{2,}/g, '.')
    .split('/');
  return parts
    .map(withoutLooseEnds)
    .filter((part) => part !== '')
    .join('/');
}

/** Takes off the punctuation that an empty variable leaves at the ends, and the ending git keeps for itself. */
function withoutLooseEnds(part: string): string {
  let end = part.length;
  let previous = -1;
  while (end !== previous) {
    previous = end;
    while (end > 0 && '-_.'.includes(part.charAt(end - 1))) end--;
    if (part.endsWith('.lock', end)) end -= '.lock'.length;
  }
  return part.slice(0, end).replace(/^[-_.]+/, '');
}

function bytesOf(name: string): number {
  let bytes = 0;
  for (const character of name) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
