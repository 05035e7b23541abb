/** Reads the commands for Jira that people write into commit messages: `ABC-1 #time 2h #comment done`. */

import { partsOfMessage } from './commit-links.ts';
import type { IssueKey } from './ids.ts';
import { locateIssueKeys } from './issue-key.ts';
import type { KeyRule, LocatedKey } from './issue-key.ts';

/** One command for one issue. A command for several issues is given once for each. */
export interface SmartCommand {
  readonly key: IssueKey;
  /** In lower case, without the number sign: `comment`, `time`, or the name of a transition. */
  readonly command: string;
  /** What follows the command, trimmed; empty when nothing does. */
  readonly arguments: string;
}

/**
 * `line` is Jira's own: keys in upper case, every line on its own. In `multi-line` keys may be in any case, arguments
 * run over line ends, and a command without a key belongs to the last keys above it.
 */
export type SmartCommitDialect = 'line' | 'multi-line';

/** Commands read from one message; nobody means more, and every one becomes a request to Jira. */
export const commandLimit = 500;

/** What may be set about reading smart commits. */
export interface SmartCommitOptions {
  /** Also read the messages git writes for merges. They repeat the commits they merge, so they are left out. */
  readonly includeMerges?: boolean;
}

/**
 * The commands of a commit message, in order. Never throws; linear in the length of the message.
 *
 * Keys separated by blanks or a comma share the commands that follow them, whatever text stands between. A command
 * begins after white space or directly after a key and consists of letters and dashes. Its arguments end at the next
 * command, or at a key when a command follows that key; other keys belong to the text. Reverts never command anything,
 * since they quote the message they revert. At most `commandLimit` commands are read.
 * @param rule which projects exist; without it everything shaped like a key is one
 */
export function parseSmartCommit(
  message: string,
  dialect: SmartCommitDialect,
  rule: KeyRule = { projects: undefined },
  options: SmartCommitOptions = {},
): readonly SmartCommand[] {
  if (!message.includes('#') || isRevertMessage(message)) return [];
  if (isMergeMessage(message) && options.includeMerges !== true) return [];
  const found = regionsOf(message, dialect).flatMap((region) => commandsOf(region, keysOf(region, dialect, rule)));
  return found.slice(0, commandLimit);
}

const mergeTitle =
  /^(?:Merge (?:"|(?:branch|branches|remote-tracking|tag|tags|commit|commits|pull request|changes) )|Merged in )/;

/** Whether git, or a Git service, wrote the message for a merge. */
export function isMergeMessage(message: string): boolean {
  return mergeTitle.test(message.trimStart());
}

/** Whether git, or a Git service, wrote the message for undoing a commit, or for undoing that. */
export function isRevertMessage(message: string): boolean {
  return /^(?:Revert|Reapply) "/.test(message.trimStart()) || /\nThis reverts commit [\da-f]{7,64}\b/.test(message);
}

/** The stretches of a message that do not know of each other. */
function regionsOf(message: string, dialect: SmartCommitDialect): readonly string[] {
  const text = message.replaceAll(/\r\n?/g, '\n').trimEnd();
  if (dialect === 'line') return text.split('\n');
  // Otherwise `Signed-off-by:` would become the end of a comment.
  const trailer = partsOfMessage(text).trailer;
  return [text.slice(0, text.length - trailer.length), trailer];
}

function keysOf(region: string, dialect: SmartCommitDialect, rule: KeyRule): readonly LocatedKey[] {
  if (!region.includes('#')) return [];
  const located = locateIssueKeys(region, rule, dialect === 'line' ? 'text' : 'branch-name');
  return located.filter(({ key, start, end }) => {
    const isAsWritten = dialect === 'multi-line' || region.slice(start, end) === key;
    // In a path, a query or a comparison a key is a link and no address for commands.
    return isAsWritten && !/[&=?>^!~/-]/.test(region.charAt(start - 1));
  });
}

interface CommandWord {
  readonly command: string;
  readonly start: number;
  readonly end: number;
}

/** White space or a key must stand before a command, so that the fragment of an address is none. */
function commandWords(region: string, keys: readonly LocatedKey[]): readonly CommandWord[] {
  const keyEnds = new Set(keys.map(({ end }) => end));
  // A digit after the letters makes it something else: `#ABC-1`, `#v2`.
  const words = region.matchAll(/#(\p{L}[\p{L}\p{M}-]*)(?![\p{L}\p{M}\p{N}-])/gu);
  return [...words]
    .map((word) => ({ command: word[1] ?? '', start: word.index, end: word.index + word[0].length }))
    .filter(({ start }) => start === 0 || keyEnds.has(start) || /\s/.test(region.charAt(start - 1)));
}

function commandsOf(region: string, keys: readonly LocatedKey[]): readonly SmartCommand[] {
  const words = commandWords(region, keys);
  const found: SmartCommand[] = [];
  let targets: readonly IssueKey[] = [];
  let keysRead = 0;
  let following = keysBetween(keys, keysRead, words[0]?.start ?? 0);
  for (const [index, word] of words.entries()) {
    keysRead += following.length;
    if (following.length > 0) targets = lastList(region, following);
    const next = words[index + 1];
    following = next === undefined ? [] : keysBetween(keys, keysRead, next.start);
    const end = following[0]?.start ?? next?.start ?? region.length;
    const text = region.slice(word.end, end).trim();
    found.push(...targets.map((key) => ({ key, command: word.command.toLowerCase(), arguments: text })));
    if (found.length >= commandLimit) return found.slice(0, commandLimit);
  }
  return found;
}

function keysBetween(keys: readonly LocatedKey[], first: number, before: number): readonly LocatedKey[] {
  let end = first;
  while ((keys[end]?.start ?? before) < before) end++;
  return keys.slice(first, end);
}

/** The last of the keys, with those that only blanks or one comma part from it. Text between keys ends a list. */
function lastList(region: string, keys: readonly LocatedKey[]): readonly IssueKey[] {
  const start = keys.findLastIndex(({ start: keyStart }, index) => {
    const previous = keys[index - 1];
    return previous === undefined || !/^[ \t]*(?:,[ \t]*)?$/.test(region.slice(previous.end, keyStart));
  });
  return [...new Set(keys.slice(start).map(({ key }) => key))].slice(0, commandLimit);
}
