/** How the issue keys of a commit or branch are kept in its row: `ABC-1/title ABC-2/body`. */

import type { FoundIn, IssueKey, KeyLink } from '@branchline/domain';

const byHand = '/by-hand';

/** The text for the row. */
export function textFromLinks(links: readonly KeyLink[]): string {
  return [...new Set(links.map(({ key, foundIn }) => `${key}/${foundIn}`))].join(' ');
}

/** Links found in text, followed by those made by hand before that are not among them. */
export function mergeLinks(found: string, before: string): string {
  const kept = split(before).filter((link) => link.endsWith(byHand));
  return [...new Set([...split(found), ...kept])].join(' ');
}

export function linksFromText(text: string): readonly KeyLink[] {
  return split(text).map((link) => {
    const slash = link.indexOf('/');
    return { key: link.slice(0, slash) as IssueKey, foundIn: link.slice(slash + 1) as FoundIn };
  });
}

/** Without repetitions, in order of appearance. */
export function keysFromText(text: string): readonly IssueKey[] {
  return [...new Set(linksFromText(text).map((link) => link.key))];
}

function split(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}
