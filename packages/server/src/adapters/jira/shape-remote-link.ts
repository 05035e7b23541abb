/** Commits, branches and pull requests as links in Jira's issues, for Jira Data Center. */

import { createHash } from 'node:crypto';
import { pullRequestLabel } from '@branchline/domain';
import type { Branch, IssueKey, PullRequest, PullRequestState } from '@branchline/domain';
import type { PushTarget } from '../../ports/jira-site.ts';
import type { LinkedRepository, RemoteLink } from '../../ports/store/remote-links.ts';
import { repositoryAddress } from './shape-entities.ts';
import { addressOf, lineOf } from './shape-text.ts';

/** A link as Jira takes it. What is left out becomes empty, so a link is always sent whole. */
export interface ShapedLink {
  readonly globalId: string;
  readonly application: { readonly type: string; readonly name: string };
  readonly relationship: string;
  readonly object: {
    readonly url: string;
    readonly title: string;
    readonly summary: string;
    readonly icon: { readonly title: string };
    readonly status: { readonly resolved: boolean };
  };
}

/** Characters of a title, by Data Center's column. */
const titleLimit = 255;

/**
 * The name by which Jira finds a link again: one for all commits of a repository, one for each branch and pull request.
 * At most 255 characters, Data Center's limit.
 */
export function globalIdOf(jiraRepositoryId: string, { kind, name }: Pick<RemoteLink, 'kind' | 'name'>): string {
  if (kind === 'commit') return `branchline:${jiraRepositoryId}:commits`;
  return `branchline:${jiraRepositoryId}:${kind}:${createHash('sha256').update(name).digest('hex')}`;
}

/** All commits of a repository that name an issue; leads to our page of the issue. */
export function shapeCommitsLink(repository: LinkedRepository, key: IssueKey, count: number): ShapedLink {
  const { jiraRepositoryId, name, issuesUrl } = repository;
  const commits = count === 1 ? '1 commit' : `${count.toLocaleString('en-US')} commits`;
  return shaped({
    globalId: globalIdOf(jiraRepositoryId, { kind: 'commit', name: '' }),
    url: `${issuesUrl}/${encodeURIComponent(key)}`,
    title: `${commits} in ${name}`,
    summary: '',
    icon: 'Commits',
    isResolved: false,
  });
}

/** A branch; leads to its page at the Git service. */
export function shapeBranchLink(target: PushTarget, { name }: Branch): ShapedLink {
  return shaped({
    globalId: globalIdOf(target.jiraRepositoryId, { kind: 'branch', name }),
    url: addressOf(target.links.branch(target.repository, name), repositoryAddress(target)),
    title: `Branch ${name}`,
    summary: target.repository.name,
    icon: 'Branch',
    isResolved: false,
  });
}

const wordByState: Readonly<Record<PullRequestState, string>> = {
  open: 'open',
  merged: 'merged',
  declined: 'declined',
};

/** A pull request; leads to its page at the Git service. Struck out once it is merged or declined. */
export function shapePullRequestLink(target: PushTarget, pullRequest: PullRequest): ShapedLink {
  const { remoteId, state, isDraft, title, webUrl } = pullRequest;
  const word = state === 'open' && isDraft ? 'draft' : wordByState[state];
  return shaped({
    globalId: globalIdOf(target.jiraRepositoryId, { kind: 'pull-request', name: remoteId }),
    url: addressOf(webUrl, repositoryAddress(target)),
    title: `${pullRequestLabel(pullRequest)} ${title}`,
    summary: `${word} in ${target.repository.name}`,
    icon: 'Pull request',
    isResolved: state !== 'open',
  });
}

interface LinkParts {
  readonly globalId: string;
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly icon: string;
  readonly isResolved: boolean;
}

function shaped({ globalId, url, title, summary, icon, isResolved }: LinkParts): ShapedLink {
  return {
    globalId,
    application: { type: 'branchline', name: 'Branchline' },
    relationship: 'Development',
    object: {
      url,
      title: lineOf(title, titleLimit, '(no title)'),
      summary: lineOf(summary, titleLimit, ''),
      icon: { title: icon },
      status: { resolved: isResolved },
    },
  };
}
