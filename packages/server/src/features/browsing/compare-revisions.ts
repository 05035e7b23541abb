/** Holds two revisions against each other: what the second has and the first has not, by commit, issue and person. */

import {
  authorShares,
  type AuthorShare,
  type CommitHash,
  type Comparison,
  type IssueKey,
  type RepositoryId,
} from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { WalkedCommit } from '../../ports/git-browser.ts';
import type { ShownIssue } from '../../ports/read-known-issues.ts';
import { hashPattern, openPlace, resolveNames, type HistoryDeps, type PageAsked } from './history-deps.ts';
import type { Missing } from './browse-repository.ts';
import { shownCommits } from './list-commits.ts';
import type { RepositoryPlace } from './open-repository.ts';
import type { CommitToShow } from './shown-commits.ts';
import { visibleLinks } from './visible-links.ts';

/** Commits of a comparison that are looked at for issues and people; the newest. */
export const comparedCommits = 10_000;
/** People that are named. */
export const comparedPeople = 500;
/** Issues of which Jira is asked what they are about; the first. */
const describedIssues = 200;

/** Two revisions as they were written. */
export interface ComparisonAsked extends PageAsked {
  readonly base: string;
  readonly revision: string;
}

/** An issue that commits of a comparison are linked with. */
export interface ComparedIssue {
  readonly key: IssueKey;
  readonly commitCount: number;
  /** What Jira says of it; undefined when nobody knows, or it is far down the list. */
  readonly issue: ShownIssue | undefined;
}

/** What the second has and the first has not. */
export interface RevisionsCompared {
  readonly place: RepositoryPlace;
  readonly base: CommitHash;
  readonly commit: CommitHash;
  readonly standing: Comparison;
  readonly commits: readonly CommitToShow[];
  readonly next: string | undefined;
  /** In order of their keys. */
  readonly issues: readonly ComparedIssue[];
  readonly people: readonly AuthorShare[];
  readonly unlinkedCount: number;
  readonly isCut: boolean;
}

interface Ends {
  readonly base: CommitHash;
  readonly commit: CommitHash;
  readonly skip: number;
}

/** @throws Failure when nobody could tell what they may see, and whatever git says */
export async function compareRevisions(
  deps: HistoryDeps,
  caller: Caller,
  asked: ComparisonAsked,
): Promise<RevisionsCompared | Missing> {
  const place = await openPlace(deps, caller, asked.repositoryId);
  if ('missing' in place) return place;
  const ends = await endsOf(deps, place, asked);
  if ('missing' in ends) return ends;
  const { base, commit, skip } = ends;
  const { repository } = place;
  const standing = await deps.browser.compare(repository, base, commit, asked.stopping);
  const walk = (from: number) => deps.browser.walk(repository, { from: [commit], not: base }, from, asked.stopping);
  const looked = await firstOf(walk(0), comparedCommits);
  const page = await firstOf(walk(skip), asked.limit);
  return {
    place,
    base,
    commit,
    standing,
    commits: await shownCommits(deps, caller, place, hashesOf(page)),
    next:
      page.length > 0 && skip + page.length < standing.ahead ? `${base}/${commit}/${skip + page.length}` : undefined,
    ...(await issuesOf(deps, caller, place, looked)),
    people: await sharesOf(deps, repository.id, looked),
    isCut: standing.ahead > looked.length,
  };
}

/** Pages of one comparison are of the commits that it began with, whatever the names stand for meanwhile. */
async function endsOf(
  deps: HistoryDeps,
  place: RepositoryPlace,
  { base, revision, cursor, stopping }: ComparisonAsked,
): Promise<Ends | Missing> {
  const pattern = new RegExp(`^(${hashPattern})/(${hashPattern})/(\\d{1,9})$`, 'u');
  const [, one, other, walked] = pattern.exec(cursor ?? '') ?? [];
  if (one !== undefined) return { base: one as CommitHash, commit: other as CommitHash, skip: Number(walked) };
  const names = await resolveNames(deps, place, { base, commit: revision }, stopping);
  return 'missing' in names ? names : { ...names, skip: 0 };
}

async function firstOf(walk: AsyncIterable<readonly WalkedCommit[]>, limit: number): Promise<readonly WalkedCommit[]> {
  const found: WalkedCommit[] = [];
  for await (const commits of walk) {
    found.push(...commits);
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
}

function hashesOf(commits: readonly WalkedCommit[]): readonly CommitHash[] {
  return commits.map(({ hash }) => hash);
}

async function issuesOf(
  deps: HistoryDeps,
  caller: Caller,
  { repository: { id } }: RepositoryPlace,
  commits: readonly WalkedCommit[],
): Promise<Pick<RevisionsCompared, 'issues' | 'unlinkedCount'>> {
  const found = await deps.store.linkedHistory.linksOf(id, hashesOf(commits));
  const linked = [...found.values()].map((links) => ({ repositoryId: id, links }));
  const counts = new Map<IssueKey, number>();
  let linkedCount = 0;
  for (const links of await visibleLinks(deps, caller, linked)) {
    linkedCount += links.length === 0 ? 0 : 1;
    for (const key of new Set(links.map((link) => link.key))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const keys = [...counts.keys()].toSorted(inOrder.compare);
  const shown = await deps.readKnownIssues(await deps.issueGate.sitesOf(caller), keys.slice(0, describedIssues));
  return {
    issues: keys.map((key) => ({ key, commitCount: counts.get(key) ?? 0, issue: shown.get(key) })),
    unlinkedCount: commits.length - linkedCount,
  };
}

/** Most commits first; lines are known of commits whose files were read. */
async function sharesOf(
  { store }: HistoryDeps,
  repository: RepositoryId,
  commits: readonly WalkedCommit[],
): Promise<readonly AuthorShare[]> {
  const people = await store.people.behind([...new Set(commits.map(({ authorEmail }) => authorEmail))]);
  const lines = await store.linkedHistory.linesOf(repository, hashesOf(commits));
  const authored = commits.map(({ hash, authorName, authorEmail }) => ({
    name: authorName,
    email: authorEmail,
    linesAdded: lines.get(hash)?.added ?? 0,
    linesRemoved: lines.get(hash)?.removed ?? 0,
  }));
  return [...authorShares(authored, people).values()].slice(0, comparedPeople);
}

/** As people count: ABC-9 before ABC-10. One for all: to make it for each of thousands of keys took two seconds. */
const inOrder = new Intl.Collator('en', { numeric: true });
