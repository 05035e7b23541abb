/** Lists a repository's commits for somebody: all, those linked with issues they see, or those with none, page by page. */

import { mayAdminister, type CommitHash, type KeyLink } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { HistoryStart, WalkedCommit } from '../../ports/git-browser.ts';
import type { CommitPlace, PlacedCommit } from '../../ports/store/linked-history.ts';
import { hashPattern, openPlace, resolveNames, type HistoryDeps, type PageAsked } from './history-deps.ts';
import type { Missing } from './browse-repository.ts';
import { placeOf, type RepositoryPlace } from './open-repository.ts';
import { commitsToShow, type CommitToShow } from './shown-commits.ts';
import { takeCommits } from './take-commits.ts';
import { visibleLinks } from './visible-links.ts';

/** Which commits. */
export interface CommitsAsked extends PageAsked {
  /** What contains them; undefined: every branch and tag. */
  readonly revision: string | undefined;
  readonly links: 'all' | 'linked' | 'unlinked';
  /** Part of an author's name or address, in any case. */
  readonly author: string | undefined;
}

/** A page of commits. */
export interface CommitsShown {
  readonly place: RepositoryPlace;
  readonly commits: readonly CommitToShow[];
  /** Undefined at the end. */
  readonly next: string | undefined;
}

/**
 * Linked with an issue that they do not see is for them as unlinked: neither list tells that there is such an issue.
 * @throws Failure when nobody could tell what they may see, and whatever git says
 */
export async function listCommits(
  deps: HistoryDeps,
  caller: Caller,
  asked: CommitsAsked,
): Promise<CommitsShown | Missing> {
  if (asked.links === 'linked' && asked.revision === undefined) return linkedCommits(deps, caller, asked);
  const place = await openPlace(deps, caller, asked.repositoryId);
  if ('missing' in place) return place;
  const start = await startOf(deps, place, asked);
  if ('missing' in start) return start;
  const { hashes, last, walked, hasMore } = await takeCommits(
    deps.browser.walk(place.repository, start, start.skip, asked.stopping),
    {
      limit: asked.limit,
      choose: (commits) => wanted(deps, caller, asked, commits),
      choices: asked.links === 'all' || mayAdminister(caller.principal) ? undefined : questionsAtOnce,
    },
  );
  return {
    place,
    commits: await shownCommits(deps, caller, place, hashes),
    next: hasMore && last !== undefined ? cursorAfter(start, start.skip + walked, last) : undefined,
  };
}

/** Times that Jira is asked for one answer where commits are chosen by the issues that somebody may see. */
const questionsAtOnce = 8;

/** Commits as they are shown, in their order. */
export async function shownCommits(
  deps: HistoryDeps,
  caller: Caller,
  { repository }: RepositoryPlace,
  hashes: readonly CommitHash[],
): Promise<readonly CommitToShow[]> {
  const commits = new Map((await deps.mirror.commitsByHash(repository, hashes)).map((each) => [each.hash, each]));
  const inOrder = hashes.flatMap((hash) => {
    const found = commits.get(hash);
    return found === undefined ? [] : [found];
  });
  return commitsToShow(deps, caller, repository.id, inOrder);
}

async function wanted(
  deps: HistoryDeps,
  caller: Caller,
  { repositoryId, links, author }: CommitsAsked,
  commits: readonly WalkedCommit[],
): Promise<readonly WalkedCommit[]> {
  const theirs = commits.filter((commit) => isBy(author, { name: commit.authorName, email: commit.authorEmail }));
  if (links === 'all') return theirs;
  const found = await deps.store.linkedHistory.linksOf(
    repositoryId,
    theirs.map(({ hash }) => hash),
  );
  const linked = [...found].map(([hash, each]) => ({ hash, repositoryId, links: each }));
  const visible = await visibleLinks(deps, caller, linked);
  const isLinked = new Set(linked.filter((_each, index) => hasAny(visible[index])).map(({ hash }) => hash));
  return theirs.filter(({ hash }) => isLinked.has(hash) === (links === 'linked'));
}

function hasAny(links: readonly KeyLink[] | undefined): boolean {
  return links !== undefined && links.length > 0;
}

/** As people look for somebody: by part of a name or address. */
export function isBy(
  search: string | undefined,
  { name, email }: { readonly name: string; readonly email: string },
): boolean {
  return search === undefined || `${name} <${email}>`.toLowerCase().includes(search.toLowerCase());
}

interface PagedStart extends HistoryStart {
  readonly skip: number;
}

/**
 * From a revision, a page goes on by the commit that it was and how many were walked: git walks it the same way for
 * ever. From every branch and tag, of which there may be thousands, it goes on after the commit that came last: what is
 * pushed later comes before it. Where that one was lost by a forced push, it is walked from as well.
 */
async function startOf(
  deps: HistoryDeps,
  place: RepositoryPlace,
  { revision, cursor, stopping }: CommitsAsked,
): Promise<PagedStart | Missing> {
  if (revision !== undefined) {
    const [, tip, walked] = new RegExp(`^r/(${hashPattern})/(\\d{1,9})$`, 'u').exec(cursor ?? '') ?? [];
    if (tip !== undefined) return { from: [tip as CommitHash], skip: Number(walked) };
    const names = await resolveNames(deps, place, { revision }, stopping);
    return 'missing' in names ? names : { from: [names.revision], skip: 0 };
  }
  const [, last] = new RegExp(`^e/(${hashPattern})$`, 'u').exec(cursor ?? '') ?? [];
  if (last === undefined) return { from: [], everywhere: true, skip: 0 };
  for (const from of [[], [last as CommitHash]]) {
    const start = { from, everywhere: true };
    const before = await deps.browser.placeOf(place.repository, start, last as CommitHash, stopping);
    if (before !== undefined) return { ...start, skip: before + 1 };
  }
  return { from: [], everywhere: true, skip: 0 };
}

function cursorAfter({ from, everywhere }: HistoryStart, walked: number, last: CommitHash): string {
  return everywhere === true ? `e/${last}` : `r/${from[0]}/${walked}`;
}

/** Rows that are looked through at once for one answer. */
const rowsAtOnce = 500;
/** Times that this is done. */
const rowReads = 5;

/** From the database, which knows the few linked ones among a million; also what only a webhook or a pull request brought. */
async function linkedCommits(
  deps: HistoryDeps,
  caller: Caller,
  { repositoryId, author, cursor, limit }: CommitsAsked,
): Promise<CommitsShown | Missing> {
  const repository = await deps.openToBrowse(caller, repositoryId);
  if (repository === undefined) return { missing: 'repository' };
  const place = await placeOf(deps, repository);
  const found = await takeRows(
    { limit, after: placeFrom(cursor), rows: author === undefined ? limit + 1 : rowsAtOnce },
    (stretch) => deps.store.linkedHistory.ofRepository(repository.id, stretch),
    async (rows) => {
      const theirs = rows.filter(({ commit }) => isBy(author, commit.author));
      const visible = await visibleLinks(deps, caller, theirs);
      return theirs.filter((_row, index) => hasAny(visible[index]));
    },
  );
  const commits = found.rows.map(({ commit }) => commit);
  return { place, commits: await commitsToShow(deps, caller, repository.id, commits), next: found.next };
}

/** How rows are taken. */
export interface RowsAsked {
  readonly limit: number;
  readonly after: CommitPlace | undefined;
  /** Read at once. */
  readonly rows: number;
}

/** Reads on until there are enough that are wanted, or enough was looked through. */
export async function takeRows<Row extends PlacedCommit>(
  { limit, after, rows }: RowsAsked,
  read: (stretch: {
    readonly after: CommitPlace | undefined;
    readonly limit: number;
  }) => Promise<readonly PlacedCommit[]>,
  choose: (rows: readonly PlacedCommit[]) => Promise<readonly Row[]>,
): Promise<{ readonly rows: readonly Row[]; readonly next: string | undefined }> {
  const found: Row[] = [];
  let last = after;
  for (let times = 0; times < rowReads; times += 1) {
    const some = await read({ after: last, limit: rows });
    const chosen = await choose(some);
    const taken = chosen.slice(0, limit - found.length);
    found.push(...taken);
    if (taken.length < chosen.length) return { rows: found, next: rowCursor(taken.at(-1)?.place ?? last) };
    last = some.at(-1)?.place ?? last;
    if (some.length < rows) return { rows: found, next: undefined };
  }
  return { rows: found, next: rowCursor(last) };
}

function rowCursor(place: CommitPlace | undefined): string | undefined {
  return place && `l/${place.at.getTime()}/${place.id}`;
}

/** Undefined for a cursor that is not ours. */
export function placeFrom(cursor: string | undefined): CommitPlace | undefined {
  const [, at, id] = /^l\/(-?\d{1,15})\/(\d{1,15})$/u.exec(cursor ?? '') ?? [];
  return at === undefined ? undefined : { at: new Date(Number(at)), id: Number(id) };
}
