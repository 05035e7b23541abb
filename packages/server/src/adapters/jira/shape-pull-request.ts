/** Our pull requests in Jira's shape. */

import { pullRequestLabel } from '@branchline/domain';
import type {
  DescribedPullRequest,
  Linked,
  PullRequest,
  PullRequestState,
  Reviewer,
  ServicePerson,
} from '@branchline/domain';
import type { PushTarget } from '../../ports/jira-site.ts';
import { textLimits } from './limits.ts';
import { keyFields, repositoryAddress, sendableKeys, shaped } from './shape-entities.ts';
import type { KeysAs, ShapedEntity } from './shape-entities.ts';
import { addressOf, countOf, lineOf, pullRequestIdOf, timeOf } from './shape-text.ts';

const statusByState: Readonly<Record<PullRequestState, string>> = {
  open: 'OPEN',
  merged: 'MERGED',
  declined: 'DECLINED',
};

export function shapePullRequest(target: PushTarget, row: Linked<DescribedPullRequest>, keysAs: KeysAs): ShapedEntity {
  const { pullRequest } = row.thing;
  const { remoteId, source, targetBranch } = pullRequest;
  const keys = sendableKeys(row.keys);
  const id = pullRequestIdOf(remoteId);
  const json = {
    id,
    displayId: lineOf(pullRequestLabel(pullRequest), textLimits.displayId, id),
    title: lineOf(titleOf(pullRequest), textLimits.pullRequestTitle, '(no title)'),
    status: statusByState[pullRequest.state],
    author: shapePerson(pullRequest.author),
    commentCount: countOf(pullRequest.commentCount),
    sourceBranch: lineOf(source.branch, textLimits.pullRequestBranch, '(gone)'),
    // A fork's branches are no branches of this repository.
    ...(source.isFork ? {} : branchAddress('sourceBranchUrl', target, source.branch)),
    destinationBranch: lineOf(targetBranch, textLimits.pullRequestBranch, '(unknown)'),
    ...branchAddress('destinationBranchUrl', target, targetBranch),
    reviewers: pullRequest.reviewers.map(shapeReviewer),
    lastUpdate: timeOf(pullRequest.updatedAt),
    url: addressOf(
      target.links.pullRequest?.(target.repository, remoteId) ?? pullRequest.webUrl,
      repositoryAddress(target),
    ),
    updateSequenceId: row.sequence,
    ...keyFields(keys, keysAs),
  };
  return shaped('pull-request', remoteId, id, keys, row.sequence, json);
}

/** Jira has no word for a draft, so its title says it; services that write it into the title have said it already. */
function titleOf({ title, isDraft, state }: PullRequest): string {
  return isDraft && state === 'open' && !/^\s*\W?(?:draft|wip)\b/i.test(title) ? `Draft: ${title}` : title;
}

function shapePerson(person: ServicePerson | undefined): Readonly<Record<string, string>> {
  if (person === undefined) return { name: 'Unknown author' };
  return {
    ...nameAndEmail(person, textLimits.authorEmail),
    username: lineOf(person.login, textLimits.authorName, 'unknown'),
    ...address('url', person.webUrl),
    ...address('avatar', person.avatarUrl),
  };
}

function shapeReviewer({ person, verdict }: Reviewer): Readonly<Record<string, string>> {
  return {
    ...nameAndEmail(person, textLimits.reviewerEmail),
    approvalStatus: verdict === 'approved' ? 'APPROVED' : 'UNAPPROVED',
    ...address('url', person.webUrl),
    ...address('avatar', person.avatarUrl),
  };
}

function nameAndEmail(person: ServicePerson, longest: number): Readonly<Record<string, string>> {
  const name = lineOf(person.name ?? person.login, textLimits.authorName, 'Unknown');
  const email = lineOf(person.email ?? '', longest + 1, '');
  // Half an address could be somebody else's, and Jira finds people by it.
  return email !== '' && Array.from(email).length <= longest ? { name, email } : { name };
}

/** Under the same address as the branch itself, by which Jira joins the two. */
function branchAddress(name: string, target: PushTarget, branch: string): Readonly<Record<string, string>> {
  return address(name, target.links.branch(target.repository, branch));
}

function address(name: string, url: string | undefined): Readonly<Record<string, string>> {
  const usable = addressOf(url, '');
  return usable === '' ? {} : { [name]: usable };
}
