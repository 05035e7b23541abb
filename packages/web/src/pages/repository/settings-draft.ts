/** Settings of a repository while they are typed: everything is text, and what is wrong with it is known. */

import type { RepositorySettings } from '@branchline/contract';
import {
  displayNameLimit,
  lookMinutes,
  problemOfLookBounds,
  problemOfPage,
  problemOfRefPattern,
  problemOfTagPattern,
  problemOfTemplate,
} from '@branchline/domain';

export const linkKinds = ['repository', 'commit', 'file', 'branch', 'tag', 'pullRequest'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** As it stands in the fields; lists one pattern a line. */
export interface SettingsDraft {
  readonly displayName: string;
  readonly include: string;
  readonly exclude: string;
  readonly also: string;
  readonly not: string;
  readonly runsSmartCommits: boolean;
  readonly leastMinutes: string;
  readonly mostMinutes: string;
  readonly links: Readonly<Record<LinkKind, string>>;
}

/** What is wrong, by field, in words. */
export type DraftMistakes = Readonly<Record<string, string | undefined>>;

export function draftOf(settings: RepositorySettings): SettingsDraft {
  const { displayName, tags, refs, runsSmartCommits, schedule, webLinks } = settings;
  return {
    displayName: displayName ?? '',
    include: tags.include.join('\n'),
    exclude: tags.exclude.join('\n'),
    also: refs.also.join('\n'),
    not: refs.not.join('\n'),
    runsSmartCommits,
    leastMinutes: schedule.leastMinutes?.toString() ?? '',
    mostMinutes: schedule.mostMinutes?.toString() ?? '',
    links: {
      repository: webLinks.repository ?? '',
      commit: webLinks.commit ?? '',
      file: webLinks.file ?? '',
      branch: webLinks.branch ?? '',
      tag: webLinks.tag ?? '',
      pullRequest: webLinks.pullRequest ?? '',
    },
  };
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

function minutesOrNull(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

export function settingsOf(draft: SettingsDraft): RepositorySettings {
  const { links } = draft;
  return {
    displayName: textOrNull(draft.displayName),
    tags: { include: linesOf(draft.include), exclude: linesOf(draft.exclude) },
    refs: { also: linesOf(draft.also), not: linesOf(draft.not) },
    runsSmartCommits: draft.runsSmartCommits,
    schedule: { leastMinutes: minutesOrNull(draft.leastMinutes), mostMinutes: minutesOrNull(draft.mostMinutes) },
    webLinks: {
      repository: textOrNull(links.repository),
      commit: textOrNull(links.commit),
      file: textOrNull(links.file),
      branch: textOrNull(links.branch),
      tag: textOrNull(links.tag),
      pullRequest: textOrNull(links.pullRequest),
    },
  };
}

function firstOf(lines: readonly string[], problemOf: (line: string) => string | undefined): string | undefined {
  return lines.map(problemOf).find((problem) => problem !== undefined);
}

function problemOfMinutes(text: string): string | undefined {
  const minutes = minutesOrNull(text);
  if (minutes === null) return undefined;
  const { least, most } = lookMinutes;
  const isGood = Number.isInteger(minutes) && minutes >= least && minutes <= most;
  return isGood ? undefined : `Write a whole number from ${least} to ${most}, or nothing.`;
}

function problemOfLink(kind: LinkKind, text: string): string | undefined {
  const link = textOrNull(text);
  if (link === null) return undefined;
  const problem = kind === 'repository' ? problemOfPage(link) : problemOfTemplate(link);
  return problem === undefined
    ? undefined
    : `It ${problem.startsWith('there') ? `cannot be read: ${problem}` : problem}`;
}

/** The same rules by which the server reads them, so that nobody has to send to learn. */
export function mistakesIn(draft: SettingsDraft): DraftMistakes {
  const { tags, refs, schedule } = settingsOf(draft);
  const isLong = draft.displayName.trim().length > displayNameLimit;
  const least = problemOfMinutes(draft.leastMinutes);
  const most = problemOfMinutes(draft.mostMinutes);
  const { leastMinutes, mostMinutes } = schedule;
  const bounds = { leastMinutes: leastMinutes ?? undefined, mostMinutes: mostMinutes ?? undefined };
  return {
    displayName: isLong ? `A name has at most ${displayNameLimit} characters.` : undefined,
    include: firstOf(tags.include, problemOfTagPattern),
    exclude: firstOf(tags.exclude, problemOfTagPattern),
    also: firstOf(refs.also, problemOfRefPattern),
    not: firstOf(refs.not, problemOfRefPattern),
    leastMinutes: least,
    mostMinutes: most ?? (least === undefined ? problemOfLookBounds(bounds) : undefined),
    ...Object.fromEntries(linkKinds.map((kind) => [kind, problemOfLink(kind, draft.links[kind])])),
  };
}
