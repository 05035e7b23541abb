/** Which issue keys a commit or branch carries, and where each was found. */

import type { KeyLink } from './development.ts';
import type { Commit } from './git-history.ts';
import { findIssueKeys } from './issue-key.ts';
import type { KeyRule } from './issue-key.ts';
import { linksOfPlaces } from './links-of-places.ts';

/** A commit message as people read it. Each part may be empty; line ends between the parts are dropped. */
export interface MessageParts {
  /** The first line that is not blank. */
  readonly title: string;
  readonly body: string;
  /** The last paragraph, when it is not the title's and all its lines are `Token: value` or continue one. */
  readonly trailer: string;
}

// Git's own trailer tokens are letters and dashes; without digits, `ABC-1: text` stays what it is, a sentence.
const trailerLine = /^[A-Za-z][A-Za-z-]*[ \t]*:[ \t]|^[ \t]+\S/;

/** The keys of a commit with every place they stand in, in order: title, body, trailer, notes; at most `keyLimit` keys. */
export function linksOfCommit(commit: Pick<Commit, 'message' | 'notes'>, rule: KeyRule): readonly KeyLink[] {
  const { title, body, trailer } = partsOfMessage(commit.message);
  return linksOfPlaces(
    [
      ['title', title, 'text'],
      ['body', body, 'text'],
      ['trailer', trailer, 'text'],
      ['notes', commit.notes, 'text'],
    ],
    rule,
  );
}

/** The keys of a branch name, given without `refs/heads/`. */
export function linksOfBranch(name: string, rule: KeyRule): readonly KeyLink[] {
  return findIssueKeys(name, rule, 'branch-name').map((key) => ({ key, foundIn: 'branch-name' }));
}

/** Takes a commit message apart. Any kind of line end is understood. */
export function partsOfMessage(message: string): MessageParts {
  const lines = message.split(/\r\n|\n|\r/);
  const first = Math.max(0, lines.findIndex(isNotBlank));
  const last = lines.findLastIndex(isNotBlank);
  const beforeTrailer = lines.findLastIndex((line, index) => index <= last && !isNotBlank(line));
  const trailerStart = beforeTrailer > first ? beforeTrailer + 1 : last + 1;
  const trailer = lines.slice(trailerStart, last + 1);
  const isTrailer = trailer.length > 0 && trailer.every((line) => trailerLine.test(line));
  const bodyEnd = isTrailer ? trailerStart : last + 1;
  return {
    title: lines[first] ?? '',
    body: lines
      .slice(first + 1, bodyEnd)
      .join('\n')
      .trim(),
    trailer: isTrailer ? trailer.join('\n') : '',
  };
}

function isNotBlank(line: string): boolean {
  return /\S/.test(line);
}
