/** Holds two revisions against each other: what the second has and the first has not, by commit, issue and person. */

import { authorShares, type AuthorShare, type CommitHash, type Comparison, type IssueKey } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { WalkedCommit } from '../../ports/git-browser.ts';
import type { ShownIssue } from '../../ports/read-known-issues.ts';
import type { HeldComparison } from './held-comparison.ts';
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
  const held = await holdComparison(deps, place, ends, asked.stopping);
  const { standing, looked } = held;
  const page = await pageOf(deps, place, ends, looked, asked);
  const [commits, issues, people] = await Promise.all([
    shownCommits(deps, caller, place, hashesOf(page)),
    issuesOf(deps, caller, place, held),
    sharesOf(deps, held),
  ]);
  return {
    place,
    base,
    commit,
    standing,
    commits,
    next:
      page.length > 0 && skip + page.length < standing.ahead ? `${base}/${commit}/${skip + page.length}` : undefined,
    ...issues,
    people,
    isCut: standing.ahead > looked.length,
  };
}

/**
 * What git says of two commits stays true for ever; what is linked with them is asked anew for each first page, and
 * the pages behind it tell of the same moment.
 */
async function holdComparison(
  { store, browser, comparisons }: HistoryDeps,
  { repository }: RepositoryPlace,
  { base, commit, skip }: Ends,
  stopping: AbortSignal | undefined,
): Promise<HeldComparison> {
  const name = `${repository.id} ${base} ${commit}`;
  const known = comparisons.recall(name);
  if (known !== undefined && skip > 0) return known;
  const [standing, looked] = await Promise.all([
    known?.standing ?? browser.compare(repository, base, commit, stopping),
    known?.looked ?? firstOf(browser.walk(repository, { from: [commit], not: base }, 0, stopping), comparedCommits),
  ]);
  const hashes = hashesOf(looked);
  const [links, lines] = await Promise.all([
    store.linkedHistory.linksOf(repository.id, hashes),
    store.linkedHistory.linesOf(repository.id, hashes),
  ]);
  const held = { standing, looked, links, lines };
  comparisons.keep(name, held);
  return held;
}

async function pageOf(
  { browser }: HistoryDeps,
  { repository }: RepositoryPlace,
  { base, commit, skip }: Ends,
  looked: readonly WalkedCommit[],
  { limit, stopping }: ComparisonAsked,
): Promise<readonly WalkedCommit[]> {
  const isAll = looked.length < comparedCommits;
  if (isAll || skip + limit <= looked.length) return looked.slice(skip, skip + limit);
  return firstOf(browser.walk(repository, { from: [commit], not: base }, skip, stopping), limit);
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
  { looked, links: found }: HeldComparison,
): Promise<Pick<RevisionsCompared, 'issues' | 'unlinkedCount'>> {
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
    unlinkedCount: looked.length - linkedCount,
  };
}

/** Most commits first; lines are known of commits whose files were read. */
async function sharesOf({ store }: HistoryDeps, { looked, lines }: HeldComparison): Promise<readonly AuthorShare[]> {
  const people = await store.people.behind([...new Set(looked.map(({ authorEmail }) => authorEmail))]);
  const authored = looked.map(({ hash, authorName, authorEmail }) => ({
    name: authorName,
    email: authorEmail,
    linesAdded: lines.get(hash)?.added ?? 0,
    linesRemoved: lines.get(hash)?.removed ?? 0,
  }));
  return [...authorShares(authored, people).values()].slice(0, comparedPeople);
}

/** As people count: ABC-9 before ABC-10. One for all: to make it for each of thousands of keys took two seconds. */
const inOrder = new Intl.Collator('en', { numeric: true });
