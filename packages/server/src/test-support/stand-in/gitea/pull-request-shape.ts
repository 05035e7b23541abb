/** How Gitea and Forgejo write a pull request as JSON. */

import { commitAt } from '../bare-git.ts';
import {
  commentCountOf,
  fullNameOf,
  type StandInPerson,
  type StandInPullRequest,
  type StandInRepository,
  type StandInState,
} from '../state.ts';
import { labelJson, moment, personJson, repositoryJson } from './shapes.ts';

type Json = Readonly<Record<string, unknown>>;

export async function pullRequestJson(
  state: StandInState,
  pullRequest: StandInPullRequest,
  as?: StandInPerson,
): Promise<Json> {
  const { repository, number, targetBranch, author, asked, reviews, closedAt } = pullRequest;
  const place = `/repos/${fullNameOf(repository)}/labels`;
  const page = `${state.url}/${fullNameOf(repository)}/pulls/${number}`;
  const isMerged = pullRequest.state === 'merged';
  return {
    id: pullRequest.id,
    url: page,
    number,
    user: personJson(state, author),
    title: pullRequest.title,
    body: pullRequest.description,
    labels: pullRequest.labels.map((name) => labelJson(state, place, name)),
    milestone: null,
    assignee: null,
    assignees: [],
    // Whoever has answered stays in it.
    requested_reviewers: asked.map((person) => personJson(state, person)),
    requested_reviewers_teams: [],
    state: pullRequest.state === 'open' ? 'open' : 'closed',
    draft: pullRequest.isDraft,
    is_locked: false,
    comments: commentCountOf(pullRequest),
    review_comments: reviews.filter(({ text }) => text !== '').length,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    mergeable: true,
    merged: isMerged,
    merged_at: isMerged && closedAt !== undefined ? moment(closedAt) : null,
    merge_commit_sha: pullRequest.mergeCommit ?? null,
    merged_by: isMerged && pullRequest.closedBy !== undefined ? personJson(state, pullRequest.closedBy) : null,
    base: branchJson(state, repository, targetBranch, await tipOf(repository, targetBranch), as),
    head: await headJson(state, pullRequest, as),
    merge_base: pullRequest.start,
    created_at: moment(pullRequest.createdAt),
    updated_at: moment(pullRequest.updatedAt),
    closed_at: closedAt === undefined ? null : moment(closedAt),
  };
}

async function tipOf({ folder }: StandInRepository, branch: string): Promise<string> {
  return (await commitAt(folder, `refs/heads/${branch}`)) ?? '';
}

/** Once the branch is gone `ref` names the ref kept for the pull request; once the fork is gone there is no repository. */
async function headJson(state: StandInState, { source, number, head }: StandInPullRequest, as?: StandInPerson) {
  const { branch, repository } = source;
  const kept = `refs/pull/${number}/head`;
  if (repository === undefined) return { label: branch, ref: kept, sha: head, repo_id: -1, repo: null };
  const isThere = (await tipOf(repository, branch)) !== '';
  return { ...branchJson(state, repository, branch, head, as), ref: isThere ? branch : kept };
}

function branchJson(
  state: StandInState,
  repository: StandInRepository,
  branch: string,
  sha: string,
  as?: StandInPerson,
): Json {
  return { label: branch, ref: branch, sha, repo_id: repository.id, repo: repositoryJson(state, repository, as) };
}
