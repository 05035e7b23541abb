/** What people may do to a project of GitLab from Jira. */

import { Failure, type FailureKind, type PullRequest, type RemoteRepository } from '@branchline/domain';
import { z } from 'zod';
import type {
  MergeWish,
  OpenedPullRequest,
  PullRequestDraft,
  PullRequestTemplate,
  RepositoryActions,
} from '../../../ports/git-service/actions.ts';
import { wordsOf } from '../../http-client/failure-from.ts';
import {
  GitlabPerson,
  hashIn,
  pageSize,
  pathWith,
  personFromGitlab,
  projectPath,
  unlessMissing,
  webAddressIn,
} from './api.ts';
import type { GitlabApi } from './api.ts';
import { branchRulesOf } from './branch-rules.ts';
import { GitlabMergeRequest, getPullRequest, isDraftAtGitlab, mergeRequestPath } from './pull-requests.ts';

const Branch = z.object({ name: z.string(), commit: z.object({ id: z.string() }), web_url: z.string().nullish() });
const Named = z.object({ name: z.string() });
const Template = z.object({ name: z.string(), content: z.string() });
const Numbered = z.object({ iid: z.number(), reviewers: z.array(GitlabPerson).nullish() });
const ProjectSettings = z.object({ merge_method: z.string().nullish(), merge_requests_template: z.string().nullish() });
const Nothing = z.unknown();

/** What the port promises at most. */
const limits = { reviewers: 50, labels: 500 } as const;

/** Acts as one account. */
export function gitlabActions(api: GitlabApi): RepositoryActions {
  return {
    async createBranch(repository, branch, from) {
      const path = `${projectPath(repository)}/repository/branches`;
      const made = await api.send('POST', path, { branch, ref: from }, Branch);
      const head = hashIn(made.commit.id);
      if (head === undefined)
        throw new Failure('invalid-response', 'git-service', 'GitLab made a branch without a commit.');
      return { name: made.name, head, webUrl: webAddressIn(made.web_url, undefined) };
    },
    branchRules: (repository) => branchRulesOf(api, repository),
    deleteBranch: (repository, name) => deleteBranch(api, repository, name),
    createPullRequest: (repository, draft) => createPullRequest(api, repository, draft),
    pullRequestTemplates: (repository) => templatesOf(api, repository),
    reviewersFor: async (repository, search) =>
      (await membersLike(api, repository, search)).map((person) => personFromGitlab(person, api.url)),
    labels: (repository) => labelsOf(api, repository),
    merge: (repository, remoteId, wish) => merge(api, repository, remoteId, wish),
    approve: (repository, remoteId) => approve(api, repository, remoteId),
  };
}

async function deleteBranch(api: GitlabApi, repository: RemoteRepository, name: string): Promise<void> {
  const path = `${projectPath(repository)}/repository/branches/${encodeURIComponent(name)}`;
  await api.send('DELETE', path, undefined, Nothing).catch((failure: unknown) => {
    const isGone = failure instanceof Failure && failure.kind === 'not-found' && saysIn(failure, /branch/i);
    if (!isGone) throw failure;
  });
}

function saysIn(failure: Failure, words: RegExp): boolean {
  return wordsOf(failure).some((text) => words.test(text));
}

async function createPullRequest(
  api: GitlabApi,
  repository: RemoteRepository,
  draft: PullRequestDraft,
): Promise<OpenedPullRequest> {
  const reviewers = await reviewersNamed(api, repository, draft.reviewers);
  const labels = await labelsNamed(api, repository, draft.labels);
  const isPrefixed = isDraftAtGitlab({ title: draft.title });
  const wanted = {
    source_branch: draft.sourceBranch,
    target_branch: draft.targetBranch,
    title: draft.isDraft && !isPrefixed ? `Draft: ${draft.title}` : draft.title,
    description: draft.description,
    ...(reviewers.ids.length === 0 ? {} : { reviewer_ids: reviewers.ids }),
    ...(labels.names.length === 0 ? {} : { labels: labels.names }),
  };
  const made = await api.send('POST', `${projectPath(repository)}/merge_requests`, wanted, Numbered);
  const taken = new Set((made.reviewers ?? []).map(({ id }) => id));
  const dropped = reviewers.ids.some((id) => !taken.has(id))
    ? ['GitLab did not take all reviewers: without a paid tier a merge request has one.']
    : [];
  const pullRequest = await needed(getPullRequest(api, repository, String(made.iid)));
  return { pullRequest, shortcomings: [...reviewers.shortcomings, ...labels.shortcomings, ...dropped] };
}

/** GitLab takes numbers of people, we were given logins. */
async function reviewersNamed(api: GitlabApi, repository: RemoteRepository, logins: readonly string[]) {
  const ids: number[] = [];
  const shortcomings: string[] = [];
  for (const login of new Set(logins)) {
    const found = (await membersLike(api, repository, login)).find(({ username }) => sameText(username, login));
    if (typeof found?.id === 'number') ids.push(found.id);
    else
      shortcomings.push(
        `Nobody called "${login}" is a member of ${repository.name}, so nobody was asked under that name.`,
      );
  }
  return { ids, shortcomings };
}

function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** GitLab would make labels that do not exist; a word misspelt in Jira must not do that. */
async function labelsNamed(api: GitlabApi, repository: RemoteRepository, wanted: readonly string[]) {
  if (wanted.length === 0) return { names: [], shortcomings: [] };
  const known = new Set(await labelsOf(api, repository, Number.POSITIVE_INFINITY));
  const unknown = wanted.filter((name) => !known.has(name));
  return {
    names: wanted.filter((name) => known.has(name)),
    shortcomings: unknown.map((name) => `The label "${name}" does not exist.`),
  };
}

async function membersLike(api: GitlabApi, repository: RemoteRepository, search: string) {
  const path = pathWith(`${projectPath(repository)}/users`, {
    search: search === '' ? undefined : search,
    per_page: String(limits.reviewers),
  });
  return (await api.page(path, GitlabPerson)).items;
}

async function labelsOf(
  api: GitlabApi,
  repository: RemoteRepository,
  most: number = limits.labels,
): Promise<readonly string[]> {
  const path = pathWith(`${projectPath(repository)}/labels`, { per_page: String(pageSize) });
  return (await api.list(path, Named, most)).map(({ name }) => name);
}

/** The text in the project's settings goes before the file of that name, as in GitLab. */
async function templatesOf(api: GitlabApi, repository: RemoteRepository): Promise<readonly PullRequestTemplate[]> {
  const path = projectPath(repository);
  const { merge_requests_template: ofSettings } = await api.get(path, ProjectSettings);
  const listed = await unlessMissing(api.list(`${path}/templates/merge_requests`, Named));
  const names = (listed ?? []).map(({ name }) => name);
  const ordered = names.toSorted((a, b) => Number(sameText(b, 'default')) - Number(sameText(a, 'default')));
  const templates: PullRequestTemplate[] = [];
  if (typeof ofSettings === 'string' && ofSettings !== '')
    templates.push({ name: 'Project settings', text: ofSettings });
  for (const name of ordered) {
    const file = `${path}/templates/merge_requests/${encodeURIComponent(name)}`;
    const template = await unlessMissing(api.get(file, Template));
    if (template !== undefined) templates.push({ name: template.name, text: template.content });
  }
  return templates;
}

/** How GitLab merges is set for the whole project; only squashing is for the one who merges to say. */
async function merge(
  api: GitlabApi,
  repository: RemoteRepository,
  remoteId: string,
  wish: MergeWish,
): Promise<PullRequest> {
  if (wish.method === 'rebase') await refuseMergeCommits(api, repository);
  const wanted = {
    squash: wish.method === 'squash',
    should_remove_source_branch: wish.deletesSourceBranch,
    ...(wish.expectedHead === undefined ? {} : { sha: wish.expectedHead }),
  };
  const path = mergeRequestPath(repository, remoteId);
  // 401: may not merge; 405, 406 and 422: cannot be merged as it stands. https://docs.gitlab.com/api/merge_requests/
  await api.send('PUT', `${path}/merge`, wanted, GitlabMergeRequest).catch(async (failure: unknown) => {
    // A token that is no good at all may not read either, and says so here.
    if (failure instanceof Failure && failure.kind === 'unauthorized') await api.get(path, GitlabMergeRequest);
    meaning({ unauthorized: 'forbidden', rejected: 'conflict' })(failure);
  });
  return needed(getPullRequest(api, repository, remoteId));
}

async function refuseMergeCommits(api: GitlabApi, repository: RemoteRepository): Promise<void> {
  const { merge_method: method } = await api.get(projectPath(repository), ProjectSettings);
  if (method === 'ff' || method === 'rebase_merge') return;
  const message = `The project ${repository.name} merges with merge commits, and GitLab rebases only where the project's settings say so.`;
  throw new Failure('rejected', 'git-service', `${message} Merge or squash instead, or change its merge method.`);
}

/** GitLab says 401 to who may not approve and to who has approved already. */
async function approve(api: GitlabApi, repository: RemoteRepository, remoteId: string): Promise<void> {
  const path = mergeRequestPath(repository, remoteId);
  await api.send('POST', `${path}/approve`, {}, Nothing).catch(async (failure: unknown) => {
    if (!(failure instanceof Failure) || failure.kind !== 'unauthorized') throw failure;
    const { user_has_approved: isDone } = await api.get(`${path}/approvals`, OwnApproval);
    if (isDone !== true) meaning({ unauthorized: 'forbidden' })(failure);
  });
}

const OwnApproval = z.object({ user_has_approved: z.boolean().nullish() });

/** Throws the same failure again under the kind that it means here. */
function meaning(kinds: Readonly<Partial<Record<FailureKind, FailureKind>>>) {
  return (failure: unknown): never => {
    const kind = failure instanceof Failure ? kinds[failure.kind] : undefined;
    if (!(failure instanceof Failure) || kind === undefined) throw failure;
    throw new Failure(kind, failure.from, failure.message, { cause: failure.cause });
  };
}

async function needed(asked: Promise<PullRequest | undefined>): Promise<PullRequest> {
  const found = await asked;
  if (found !== undefined) return found;
  throw new Failure('not-found', 'git-service', 'GitLab no longer knows the merge request.');
}
