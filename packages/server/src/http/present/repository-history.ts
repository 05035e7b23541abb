/** Branches, tags, comparisons and a project's commits as pages show them → the contract's shapes. */

import type { BranchPage, ProjectCommitPage, RevisionComparison, TagPage } from '@branchline/contract';
import { shownName, type Tag } from '@branchline/domain';
import type { RevisionsCompared } from '../../features/browsing/compare-revisions.ts';
import type { BranchShown } from '../../features/browsing/list-branches.ts';
import type { ProjectCommitsShown } from '../../features/browsing/list-project-commits.ts';
import type { RepositoryPlace } from '../../features/browsing/open-repository.ts';
import { presentShownCommit, presentShownRepository } from './git-shapes.ts';

export function presentBranch({ branch, head, keys }: BranchShown, place: RepositoryPlace): BranchPage['branches'][0] {
  return {
    name: branch.name,
    isDefault: branch.isDefault,
    head: presentShownCommit(head, place),
    ahead: branch.ahead ?? null,
    behind: branch.behind ?? null,
    isMerged: branch.merged,
    keys: [...keys],
    webUrl: place.links.branch(place.repository, branch.name) ?? null,
  };
}

export function presentTag({ name, commit, at, annotated }: Tag, place: RepositoryPlace): TagPage['tags'][0] {
  const webUrl = place.links.tag(place.repository, name) ?? null;
  return { name, commit, at: at.toISOString(), isAnnotated: annotated, webUrl };
}

export function presentComparison(compared: RevisionsCompared): RevisionComparison {
  const { place, base, commit, standing, commits, next, issues, people, unlinkedCount, isCut } = compared;
  return {
    repository: presentShownRepository(place),
    base,
    commit,
    standing: { ...standing, mergeBase: standing.mergeBase ?? null },
    commits: commits.map((each) => presentShownCommit(each, place)),
    next: next ?? null,
    issues: issues.map((each) => ({ ...each, issue: each.issue ?? null })),
    people: people.map((each) => ({ ...each, emails: [...each.emails] })),
    unlinkedCount,
    isCut,
  };
}

/** @param next as it goes out */
export function presentProjectCommits(shown: ProjectCommitsShown, next: string | null): ProjectCommitPage {
  const { project, commits, repositories, withheld } = shown;
  return {
    project,
    commits: commits.map((commit) => ({
      ...presentShownCommit(commit, commit.place),
      repository: { id: commit.place.repository.id, name: shownName(commit.place.repository) },
    })),
    next,
    repositories: [...repositories],
    withheld: [...withheld],
  };
}
