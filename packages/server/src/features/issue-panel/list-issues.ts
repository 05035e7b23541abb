/** The list of issues for somebody: only those they may see, counted from the repositories in their sight. */

import { mayAdminister, presentKey, projectOf, type IssueKey, type JiraSiteId } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { IssueGate, RepositoriesInSight } from '../../ports/issue-gate.ts';
import type { ReadKnownIssues, ShownIssue } from '../../ports/read-known-issues.ts';
import type { Store } from '../../ports/store.ts';
import type { IssuePage, IssueSummary } from '../../ports/store/issues.ts';

export interface ListIssuesDeps {
  readonly store: Store;
  readonly issueGate: IssueGate;
  readonly readKnownIssues: ReadKnownIssues;
}

/** Which part of the list. */
export interface IssueListQuery {
  /** The beginning of a key in any case; undefined for all. */
  readonly search: string | undefined;
  /** `next` of the page before. */
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** A line of the list. */
export interface ListedIssue extends IssueSummary {
  /** The key it has today; undefined when it is this one. */
  readonly movedTo: IssueKey | undefined;
  /** What Jira says of it; undefined when nobody knows. */
  readonly issue: ShownIssue | undefined;
}

/** A page of the list. */
export interface IssueList {
  readonly issues: readonly ListedIssue[];
  /** Undefined at the end. A page may hold fewer than asked for, even none, and others follow all the same. */
  readonly next: string | undefined;
}

/** Pages that are looked through for one answer; somebody who may see little asks again. */
const pagesAtOnce = 5;

/** @throws Failure when nobody could tell what they may see */
export async function listIssues(deps: ListIssuesDeps, caller: Caller, query: IssueListQuery): Promise<IssueList> {
  const sites = await deps.issueGate.sitesOf(caller);
  const { issues, next } = mayAdminister(caller.principal)
    ? await wholePage(deps, caller, query)
    : await seenPage(deps, caller, sites, query);
  return { issues: await described(deps, sites, issues), next };
}

async function wholePage(
  { store, issueGate }: ListIssuesDeps,
  caller: Caller,
  query: IssueListQuery,
): Promise<IssuePage> {
  const { any } = await issueGate.repositoriesInSight(caller);
  return store.issues.page(any, query.search, query.cursor, query.limit);
}

/** Goes on until the page is full, or enough was looked through. */
async function seenPage(
  deps: ListIssuesDeps,
  caller: Caller,
  sites: readonly JiraSiteId[],
  { search, cursor, limit }: IssueListQuery,
): Promise<IssuePage> {
  const { store, issueGate } = deps;
  const sight = await issueGate.repositoriesInSight(caller);
  const issues: IssueSummary[] = [];
  let next = cursor;
  for (let pages = 0; pages < pagesAtOnce && issues.length < limit; pages++) {
    const page = await store.issues.page(sight.any, search, next, limit - issues.length);
    const keys = page.issues.map(({ key }) => key);
    const seen = await issueGate.seenAmong(caller, keys);
    issues.push(
      ...(await counted(
        deps,
        caller,
        { sites, sight },
        keys.filter((key) => seen.has(key)),
      )),
    );
    next = page.next;
    if (next === undefined) break;
  }
  return { issues, next };
}

/** Each counted from the repositories that its own project may see, and that they can read. */
async function counted(
  { store, issueGate }: ListIssuesDeps,
  caller: Caller,
  { sites, sight }: { readonly sites: readonly JiraSiteId[]; readonly sight: RepositoriesInSight },
  keys: readonly IssueKey[],
): Promise<readonly IssueSummary[]> {
  const { ids: readable } = await issueGate.readableAmong(caller, await store.issues.naming(sight.any, keys));
  const isReadable = new Set(readable);
  const today = await presentOnes(store, sites, keys);
  const byProject = Map.groupBy(keys, (key) => projectOf(today(key)));
  const found = new Map<IssueKey, IssueSummary>();
  for (const [project, own] of byProject) {
    const visible = sight.of(project).filter((id) => isReadable.has(id));
    for (const summary of await store.issues.summaries(visible, own)) found.set(summary.key, summary);
  }
  return keys.flatMap((key) => found.get(key) ?? []);
}

async function described(
  { store, readKnownIssues }: ListIssuesDeps,
  sites: readonly JiraSiteId[],
  issues: readonly IssueSummary[],
): Promise<readonly ListedIssue[]> {
  const keys = issues.map(({ key }) => key);
  const shown = await readKnownIssues(sites, keys);
  const today = await presentOnes(store, sites, keys);
  return issues.map((summary) => {
    const present = today(summary.key);
    return { ...summary, movedTo: present === summary.key ? undefined : present, issue: shown.get(summary.key) };
  });
}

/** What each key is today, at the first site that knows it under another. */
async function presentOnes(
  { issueAliases }: Store,
  sites: readonly JiraSiteId[],
  keys: readonly IssueKey[],
): Promise<(key: IssueKey) => IssueKey> {
  const near = await Promise.all(sites.map((site) => issueAliases.near(site, keys)));
  return (key) => near.map((former) => presentKey(key, former)).find((present) => present !== key) ?? key;
}
