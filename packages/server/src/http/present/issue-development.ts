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
  shownName,
  type FileChange,
  type IssueKey,
  type KeyLink,
  type PullRequest,
  type ServicePerson,
} from '@branchline/domain';
import type { ListedIssue } from '../../features/issue-panel/list-issues.ts';
import type { IssueDevelopmentView } from '../../features/issue-panel/show-issue-development.ts';
import type { IssueBranch, IssueCommit, IssuePullRequest } from '../../ports/store/issues.ts';
import { moment } from './repository.ts';

type RepositoryPart = IssueDevelopmentView['repositories'][number] & { readonly issueKey: IssueKey };

/** Former keys by which it is named, unless it is named by the present one. */
function linkedAs(links: readonly KeyLink[], { issueKey }: RepositoryPart): string[] {
  const keys = new Set(links.map(({ key }) => key));
  return keys.has(issueKey) ? [] : [...keys].toSorted();
}

function titleOf(message: string): string {
  return message.trimStart().split('\n', 1)[0]?.trimEnd() ?? '';
}

function presentFile(file: FileChange): IssueCommitView['files'][number] {
  return {
    path: file.path,
    previousPath: file.previousPath ?? null,
    change: file.change,
    linesAdded: file.linesAdded ?? null,
    linesRemoved: file.linesRemoved ?? null,
  };
}

function filesStateOf(files: IssueCommit['files'], fromPayload: boolean): IssueCommitView['filesState'] {
  if (fromPayload) return 'untold';
  if (files === undefined) return 'reading';
  return files.unreadable ? 'unreadable' : 'read';
}

function presentCommit(
  { commit, files, fromPayload, links, onDefaultBranch, tags }: IssueCommit,
  part: RepositoryPart,
): IssueCommitView {
  return {
    hash: commit.hash,
    title: titleOf(commit.message),
    message: commit.message,
    author: { name: commit.author.name, email: commit.author.email },
    authoredAt: commit.author.at.toISOString(),
    files: files?.files.map(presentFile) ?? [],
    fileCount: files?.fileCount ?? 0,
    linesAdded: files?.linesAdded ?? 0,
    linesRemoved: files?.linesRemoved ?? 0,
    filesState: filesStateOf(files, fromPayload),
    webUrl: part.links.commit(part.repository, commit.hash) ?? null,
    onDefaultBranch,
    tags: [...tags],
    foundIn: [...new Set(links.map(({ foundIn }) => foundIn))],
    smartCommands: part.commands
      .filter(({ hash }) => hash === commit.hash)
      .map(({ command, key, state, message }) => ({ command, issue: key, state, message })),
    linkedAs: linkedAs(links, part),
  };
}

function presentBranch({ branch, links }: IssueBranch, part: RepositoryPart): IssueBranchView {
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
    linkedAs: linkedAs(links, part),
  };
}

function presentPerson({ name, login, webUrl }: ServicePerson) {
  return { name: name ?? login, login, webUrl: webUrl ?? null };
}

function pullRequestUrl({ remoteId, webUrl }: PullRequest, { links, repository }: RepositoryPart): string | null {
  return links.pullRequest?.(repository, remoteId) ?? (webUrl === '' ? null : webUrl);
}

function presentPullRequest({ pullRequest, links }: IssuePullRequest, part: RepositoryPart): IssuePullRequestView {
  const { author, source, reviewers, createdAt, updatedAt, closedAt } = pullRequest;
  return {
    id: pullRequest.remoteId,
    label: pullRequestLabel(pullRequest),
    title: pullRequest.title,
    state: pullRequest.state,
    isDraft: pullRequest.isDraft,
    author: author === undefined ? null : presentPerson(author),
    sourceBranch: source.branch,
    fork: source.isFork ? (source.repositoryName ?? '') : null,
    targetBranch: pullRequest.targetBranch,
    reviewers: reviewers.map(({ person, verdict }) => ({ ...presentPerson(person), verdict })),
    commentCount: pullRequest.commentCount,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    webUrl: pullRequestUrl(pullRequest, part),
    isComplete: pullRequest.isComplete,
    foundIn: [...new Set(links.map(({ foundIn }) => foundIn))],
    linkedAs: linkedAs(links, part),
  };
}

function presentPart(part: RepositoryPart): RepositoryDevelopmentView {
  const { repository, links } = part;
  return {
    id: repository.id,
    name: shownName(repository),
    webUrl: links.repository(repository) ?? null,
    defaultBranch: repository.defaultBranch ?? null,
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
  const { key, formerKeys, issue, repositories, coverage, withheld } = view;
  return {
    key,
    formerKeys: [...formerKeys],
    issue: issue ?? null,
    repositories: repositories.map((each) => presentPart({ ...each, issueKey: key })),
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
