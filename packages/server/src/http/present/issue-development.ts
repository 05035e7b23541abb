/** An issue's development → the contract's shape. */

import type {
  IssueBranchView,
  IssueCommitView,
  IssueDetails,
  IssueDevelopment,
  IssuePullRequestView,
  IssueSummary,
  RepositoryDevelopmentView,
} from '@branchline/contract';
import {
  pullRequestLabel,
  shownCloneUrl,
  shownName,
  type KeyLink,
  type PullRequest,
  type ServicePerson,
} from '@branchline/domain';
import type { ListedIssue } from '../../features/issue-panel/list-issues.ts';
import type { IssueDevelopmentView, RepositoryPart } from '../../features/issue-panel/show-issue-development.ts';
import type { IssueBranch, IssueCommit, IssuePullRequest } from '../../ports/store/issues.ts';
import { presentFileChange, titleOf } from './git-shapes.ts';
import { moment } from './repository.ts';

type OfView = Pick<IssueDevelopmentView, 'key' | 'presentOf' | 'authors'>;
type Part = RepositoryPart & { readonly of: OfView };

/**
 * Former keys of the issue by which it is named, unless it is named by the present one; and where it is named by none
 * of them, the children that it is here for.
 */
function namedBy(links: readonly KeyLink[], { of }: Part): { linkedAs: string[]; ofIssues: string[] } {
  const keys = [...new Set(links.map(({ key }) => key))];
  const own = keys.filter((key) => of.presentOf.get(key) === of.key);
  if (own.length === 0) {
    return { linkedAs: [], ofIssues: [...new Set(keys.map((key) => of.presentOf.get(key) ?? key))].toSorted() };
  }
  return { linkedAs: own.includes(of.key) ? [] : own.toSorted(), ofIssues: [] };
}

function filesStateOf(files: IssueCommit['files'], fromPayload: boolean): IssueCommitView['filesState'] {
  if (fromPayload) return 'untold';
  if (files === undefined) return 'reading';
  return files.unreadable ? 'unreadable' : 'read';
}

function presentCommit(
  { commit, files, fromPayload, links, onDefaultBranch, tags }: IssueCommit,
  part: Part,
): IssueCommitView {
  const filesState = filesStateOf(files, fromPayload);
  return {
    hash: commit.hash,
    title: titleOf(commit.message),
    message: commit.message,
    author: {
      name: commit.author.name,
      email: commit.author.email,
      person: part.of.authors.get(commit.author.email)?.name ?? null,
    },
    authoredAt: commit.author.at.toISOString(),
    files: files?.files.map(presentFileChange) ?? [],
    fileCount: files?.fileCount ?? 0,
    linesAdded: files?.linesAdded ?? 0,
    linesRemoved: files?.linesRemoved ?? 0,
    filesState,
    webUrl: part.links.commit(part.repository, commit.hash) ?? null,
    onDefaultBranch,
    tags: [...tags],
    foundIn: [...new Set(links.map(({ foundIn }) => foundIn))],
    smartCommands: part.commands
      .filter(({ hash }) => hash === commit.hash)
      .map(({ command, key, state, message }) => ({ command, issue: key, state, message })),
    canShowDiff: part.isMirrored && filesState !== 'untold' && filesState !== 'unreadable',
    ...namedBy(links, part),
  };
}

function presentBranch({ branch, links }: IssueBranch, part: Part): IssueBranchView {
  const { head } = branch;
  return {
    name: branch.name,
    webUrl: part.links.branch(part.repository, branch.name) ?? null,
    isDefault: branch.isDefault,
    ahead: branch.ahead ?? null,
    behind: branch.behind ?? null,
    merged: branch.merged,
    lastCommit: {
      hash: head.hash,
      title: titleOf(head.message),
      author: head.author.name,
      at: head.committer.at.toISOString(),
    },
    ...namedBy(links, part),
  };
}

function presentPerson({ name, login, webUrl }: ServicePerson) {
  return { name: name ?? login, login, webUrl: webUrl ?? null };
}

function pullRequestUrl({ remoteId, webUrl }: PullRequest, { links, repository }: Part): string | null {
  return links.pullRequest?.(repository, remoteId) ?? (webUrl === '' ? null : webUrl);
}

function presentChecks(checks: IssuePullRequest['checks']): IssuePullRequestView['checks'] {
  if (checks === undefined) return null;
  const { state, passed, failed, running, webUrl } = checks;
  return { state, passed, failed, running, webUrl: webUrl ?? null };
}

function presentPullRequest({ pullRequest, links, checks }: IssuePullRequest, part: Part): IssuePullRequestView {
  const { author, source, reviewers, createdAt, updatedAt, closedAt } = pullRequest;
  return {
    id: pullRequest.remoteId,
    label: pullRequestLabel(pullRequest),
    title: pullRequest.title,
    state: pullRequest.state,
    isDraft: pullRequest.isDraft,
    author: author === undefined ? null : presentPerson(author),
    sourceBranch: source.branch,
    headHash: source.head ?? null,
    fork: source.isFork ? (source.repositoryName ?? '') : null,
    targetBranch: pullRequest.targetBranch,
    reviewers: reviewers.map(({ person, verdict }) => ({ ...presentPerson(person), verdict })),
    checks: presentChecks(checks),
    commentCount: pullRequest.commentCount,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    webUrl: pullRequestUrl(pullRequest, part),
    isComplete: pullRequest.isComplete,
    foundIn: [...new Set(links.map(({ foundIn }) => foundIn))],
    ...namedBy(links, part),
  };
}

function presentPart(part: Part): RepositoryDevelopmentView {
  const { repository, links } = part;
  return {
    id: repository.id,
    name: shownName(repository),
    webUrl: links.repository(repository) ?? null,
    cloneUrl: shownCloneUrl(repository.cloneUrl) ?? null,
    defaultBranch: repository.defaultBranch ?? null,
    serviceTitle: part.serviceTitle,
    may: part.may,
    requiresPersonalToken: part.requiresPersonalToken,
    commits: part.commits.map((commit) => presentCommit(commit, part)),
    commitCount: part.commitCount,
    branches: part.branches.map((branch) => presentBranch(branch, part)),
    pullRequests: part.pullRequests.map((pullRequest) => presentPullRequest(pullRequest, part)),
    pullRequestCount: part.pullRequestCount,
    pullRequestWord: part.pullRequestWord,
    tags: part.tags.map(({ name, at, annotated }) => ({
      name,
      at: at.toISOString(),
      annotated,
      webUrl: links.tag(repository, name) ?? null,
    })),
  };
}

export function presentIssueDevelopment(view: IssueDevelopmentView): IssueDevelopment {
  const { key, formerKeys, issue, children, repositories, coverage, withheld } = view;
  return {
    key,
    formerKeys: [...formerKeys],
    issue: issue ?? null,
    children: children === undefined ? null : { keys: [...children.keys], because: children.because ?? null },
    repositories: repositories.map((each) => presentPart({ ...each, of: view })),
    coverage,
    withheld: [...withheld],
  };
}

/** The same in short. */
export function presentIssueDetails(view: IssueDevelopmentView): IssueDetails {
  const { key, formerKeys, issue, repositories, withheld } = view;
  return {
    key,
    formerKeys: [...formerKeys],
    issue: issue ?? null,
    repositories: repositories.map(({ repository: { id, name }, commitCount, branches, pullRequestCount }) => ({
      id,
      name,
      commitCount,
      branchCount: branches.length,
      pullRequestCount,
    })),
    withheld: [...withheld],
  };
}

/** A line of the list. */
export function presentIssueLine(listed: ListedIssue): IssueSummary {
  const { latestTitle, latestAuthor, latestAt, movedTo, issue } = listed;
  return {
    ...listed,
    latestTitle: latestTitle ?? null,
    latestAuthor: latestAuthor ?? null,
    latestAt: moment(latestAt),
    movedTo: movedTo ?? null,
    issue: issue ?? null,
  };
}
