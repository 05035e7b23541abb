/** What people do to a repository from Jira: branches, pull requests, reviews, merges. */

import { Failure, type RemoteRepository, type ServicePerson } from '@branchline/domain';
import { z } from 'zod';
import type { CreatedBranch, MergeWish, RepositoryActions } from '../../../ports/git-service/actions.ts';
import { anything, unlessGone, type FamilyApi } from './api.ts';
import { branchRulesOf } from './branch-rules.ts';
import type { FamilyFacts } from './facts.ts';
import { familyLinks } from './links.ts';
import { openPullRequest } from './open-pull-request.ts';
import { pullRequestReader } from './pull-requests.ts';
import { repositoryPath } from './repositories.ts';
import { encodedPath } from './settings.ts';
import { hashFrom, Person, personFrom, PullRequest } from './shapes.ts';
import { labelsOf } from './labels.ts';
import { pullRequestTemplates } from './templates.ts';

/** As many people as fit into a list that somebody looks through. */
const mostReviewers = 50;
const mostLabels = 500;

const Branch = z.object({ name: z.string(), commit: z.object({ id: z.string() }) });

export function repositoryActions(api: FamilyApi, facts: FamilyFacts): RepositoryActions {
  return {
    createBranch: (repository, name, from) => createBranch(api, repository, name, from),
    branchRules: (repository) => branchRulesOf(api, repository),
    deleteBranch: (repository, name) => api.drop(`${repositoryPath(repository)}/branches/${encodedPath(name)}`),
    createPullRequest: (repository, draft) => openPullRequest(api, repository, draft),
    pullRequestTemplates: (repository) => pullRequestTemplates(api, facts, repository),
    reviewersFor: (repository, search) => reviewersFor(api, repository, search),
    async labels(repository) {
      const labels = await labelsOf(api, repository, mostLabels);
      return [...labels.keys()];
    },
    merge: (repository, remoteId, wish) => merge(api, repository, remoteId, wish),
    async approve(repository, remoteId) {
      const path = `${repositoryPath(repository)}/pulls/${encodeURIComponent(remoteId)}/reviews`;
      await api.send('POST', path, { event: 'APPROVED', body: '' }, { answer: anything, repeatable: false });
    },
  };
}

async function createBranch(
  api: FamilyApi,
  repository: RemoteRepository,
  name: string,
  from: string,
): Promise<CreatedBranch> {
  const json = { new_branch_name: name, old_ref_name: from };
  const path = `${repositoryPath(repository)}/branches`;
  const made = await unlessGone(api.send('POST', path, json, { answer: Branch, repeatable: false }));
  if (made === undefined) {
    throw new Failure('rejected', 'git-service', `There is no branch or commit "${from}", or no such repository.`);
  }
  const head = hashFrom(made.commit.id);
  if (head === undefined) {
    throw new Failure('invalid-response', 'git-service', `The service does not say where the branch "${name}" is.`);
  }
  return { name: made.name, head, webUrl: familyLinks(api.url).branch(repository, made.name) };
}

/** The service names everybody who may be asked at once, and searches for nobody. */
async function reviewersFor(
  api: FamilyApi,
  repository: RemoteRepository,
  search: string,
): Promise<readonly ServicePerson[]> {
  const wanted = search.trim().toLowerCase();
  const people = await api.get(`${repositoryPath(repository)}/reviewers`, z.array(Person));
  return people
    .filter(({ login, full_name }) => `${login}\n${full_name ?? ''}`.toLowerCase().includes(wanted))
    .slice(0, mostReviewers)
    .map(personFrom);
}

async function merge(api: FamilyApi, repository: RemoteRepository, remoteId: string, wish: MergeWish) {
  const json = {
    // Forgejo and Gitea up to 1.25 write it large, Gitea 1.26 small.
    Do: wish.method,
    do: wish.method,
    delete_branch_after_merge: wish.deletesSourceBranch,
    ...(wish.expectedHead === undefined ? {} : { head_commit_id: wish.expectedHead }),
  };
  const path = `${repositoryPath(repository)}/pulls/${encodeURIComponent(remoteId)}`;
  const before = await api.get(path, PullRequest);
  // An exchange of doubtful outcome is repeated, and then the service may say that it is merged already: by us.
  const wanted = { answer: anything, repeatable: true };
  const refusal = await conflictOf(api.send('POST', `${path}/merge`, json, wanted));
  const pullRequest = await pullRequestReader(api).get(repository, remoteId);
  const isDone = before.merged !== true && pullRequest?.state === 'merged';
  if (refusal !== undefined && !isDone) throw refusal;
  if (pullRequest === undefined) {
    throw new Failure('not-found', 'git-service', `The service no longer knows the pull request ${remoteId}.`);
  }
  return pullRequest;
}

/** The conflict that stood in the way; undefined when there was none. */
async function conflictOf(asked: Promise<unknown>): Promise<Failure | undefined> {
  try {
    await asked;
    return undefined;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'conflict') return error;
    throw error;
  }
}
