/** An issue's commits looked at together → the contract's shapes. */

import type { IssueRollUp, IssueShipping, MissingCommit } from '@branchline/contract';
import { shownName } from '@branchline/domain';
import type { IssueRollUpView } from '../../features/issue-panel/show-issue-roll-up.ts';
import type { Holder, IssueShippingView, ShippedRepository } from '../../features/issue-panel/show-issue-shipping.ts';
import type { PlacedIssueCommit } from '../../ports/store/issue-commits.ts';
import { titleOf } from './git-shapes.ts';
import { moment } from './repository.ts';

/** Commits named as missing; more would be a list nobody reads. */
const missingLimit = 50;

function issuesOf({ key, children }: Pick<IssueRollUpView, 'key' | 'children'>): string[] {
  return [key, ...(children?.keys ?? [])];
}

export function presentIssueRollUp(view: IssueRollUpView): IssueRollUp {
  const { key, commitCount, fileCount, linesAdded, linesRemoved, unreadCommits } = view;
  return {
    key,
    commitCount,
    fileCount,
    linesAdded,
    linesRemoved,
    unreadCommits,
    issues: issuesOf(view),
    because: view.children?.because ?? null,
    repositories: view.repositories.map(({ repository, links, commitCount }) => ({
      id: repository.id,
      name: shownName(repository),
      webUrl: links.repository(repository) ?? null,
      commitCount,
    })),
    people: view.people.map(({ emails, ...share }) => ({ ...share, emails: [...emails] })),
    files: view.files.map(({ commits, people, previousPath, lastChangedAt, ...file }) => ({
      ...file,
      previousPath: previousPath ?? null,
      commits: [...commits],
      people: [...people],
      lastChangedAt: lastChangedAt.toISOString(),
    })),
    withheld: [...view.withheld],
  };
}

function presentHolder({ name, held }: Holder, { commits, ...part }: ShippedRepository, webUrl: string | undefined) {
  const missing = held.size === 0 ? [] : commits.filter(({ hash }) => !held.has(hash));
  return {
    name,
    holds: held.size === 0 ? ('none' as const) : missing.length === 0 ? ('all' as const) : ('some' as const),
    count: held.size,
    missing: missing.slice(0, missingLimit).map((commit) => presentMissing(commit, part)),
    webUrl: webUrl ?? null,
  };
}

function presentMissing(
  { hash, message }: PlacedIssueCommit,
  { links, repository }: Pick<ShippedRepository, 'links' | 'repository'>,
): MissingCommit {
  return { hash, title: titleOf(message), webUrl: links.commit(repository, hash) ?? null };
}

function presentShipped(part: ShippedRepository): IssueShipping['repositories'][number] {
  const { repository, links, commits, branches, tags, nowhere } = part;
  return {
    id: repository.id,
    name: shownName(repository),
    commitCount: commits.length,
    releasedCount: part.releasedCount,
    branches: branches.map(({ isDefault, ...holder }) => ({
      ...presentHolder(holder, part, links.branch(repository, holder.name)),
      isDefault,
    })),
    tags: tags.map(({ at, ...holder }) => ({
      ...presentHolder(holder, part, links.tag(repository, holder.name)),
      at: at.toISOString(),
    })),
    shippedIn: part.shippedIn ?? null,
    nowhere: nowhere.slice(0, missingLimit).map((commit) => presentMissing(commit, part)),
    nowhereCount: nowhere.length,
    knownAt: moment(part.knownAt),
  };
}

export function presentIssueShipping(view: IssueShippingView): IssueShipping {
  return {
    key: view.key,
    issues: issuesOf(view),
    because: view.children?.because ?? null,
    repositories: view.repositories.map(presentShipped),
    verdict: view.verdict,
    withheld: [...view.withheld],
  };
}
