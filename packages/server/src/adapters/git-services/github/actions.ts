/** What people do to a repository at GitHub: branches, pull requests, reviews, merges. */

import { Failure, type CommitHash, type PullRequest, type RemoteRepository } from '@branchline/domain';
import { z } from 'zod';
import type { PullRequestReader, RepositoryLinks } from '../../../ports/git-service.ts';
import type {
  CreatedBranch,
  MergeWish,
  OpenedPullRequest,
  PullRequestDraft,
  RepositoryActions,
} from '../../../ports/git-service/actions.ts';
import { wordsOf } from '../../http-client/failure-from.ts';
import { Account, encodePath, pageSize, repositoryPath, Whatever, type GitHubApi } from './api.ts';
import { branchRulesOf } from './branch-rules.ts';
import { personFrom } from './pull-requests.ts';
import { findTemplates } from './templates.ts';

const RefEntry = z.object({ object: z.object({ sha: z.string() }) });
const LabelEntry = z.object({ name: z.string() });
const NumberEntry = z.object({ number: z.number().int() });
const SourceEntry = z.object({
  head: z.object({ ref: z.string(), repo: z.object({ id: z.number() }).nullish() }),
  base: z.object({ repo: z.object({ id: z.number() }).nullish() }),
});

/** The port's limits. */
const mostReviewers = 50;
const mostLabels = 500;
/** Collaborators that are looked through for a name. */
const mostCollaboratorPages = 20;

const hashLike = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

export function repositoryActions(
  api: GitHubApi,
  pullRequests: PullRequestReader,
  links: RepositoryLinks,
): RepositoryActions {
  return {
    createBranch: (repository, name, from) => createBranch(api, links, repository, name, from),
    branchRules: (repository, name) => branchRulesOf(api, repository, name),
    deleteBranch: (repository, name) => deleteBranch(api, repository, name),
    async createPullRequest(repository, draft) {
      const { number, shortcomings } = await open(api, repository, draft);
      return { pullRequest: await mustBeThere(pullRequests, repository, String(number)), shortcomings };
    },
    pullRequestTemplates: (repository) => findTemplates(api, repository),
    async reviewersFor(repository, search) {
      const path = repositoryPath(repository.name, `/collaborators?per_page=${pageSize}`);
      const people = await api.all(path, z.array(Account), mostCollaboratorPages);
      const wanted = search.trim().toLowerCase();
      const names = ({ login, name }: Account) => `${login}\n${name ?? ''}`.toLowerCase();
      return people
        .filter((person) => names(person).includes(wanted))
        .slice(0, mostReviewers)
        .map(personFrom);
    },
    labels: (repository) => labelsOf(api, repository),
    async merge(repository, remoteId, wish) {
      await merge(api, repository, remoteId, wish);
      return mustBeThere(pullRequests, repository, remoteId);
    },
    async approve(repository, remoteId) {
      const path = repositoryPath(repository.name, `/pulls/${encodeURIComponent(remoteId)}/reviews`);
      await api.send('POST', path, { json: { event: 'APPROVE' }, answer: Whatever });
    },
  };
}

async function createBranch(
  api: GitHubApi,
  links: RepositoryLinks,
  repository: RemoteRepository,
  name: string,
  from: string,
): Promise<CreatedBranch> {
  const head = hashLike.test(from) ? from : await headOf(api, repository, from);
  const made = await api.send('POST', repositoryPath(repository.name, '/git/refs'), {
    json: { ref: `refs/heads/${name}`, sha: head },
    answer: RefEntry,
  });
  return { name, head: made.object.sha as CommitHash, webUrl: links.branch(repository, name) };
}

async function headOf(api: GitHubApi, repository: RemoteRepository, branch: string): Promise<string> {
  const path = repositoryPath(repository.name, `/git/ref/heads/${encodePath(branch)}`);
  const ref = await api.find(path, RefEntry);
  if (ref !== undefined) return ref.object.sha;
  const message = `The repository ${repository.name} has no branch "${branch}" from which another could be made.`;
  throw new Failure('not-found', 'git-service', message);
}

async function deleteBranch(api: GitHubApi, repository: RemoteRepository, name: string): Promise<void> {
  try {
    const path = repositoryPath(repository.name, `/git/refs/heads/${encodePath(name)}`);
    await api.send('DELETE', path, { answer: Whatever });
  } catch (error) {
    if (!(error instanceof Failure) || !/Reference does not exist/i.test(wordsOf(error).join(' '))) throw error;
  }
}

async function open(api: GitHubApi, repository: RemoteRepository, draft: PullRequestDraft) {
  // Asking for an unknown label would make it, which nobody asked for; so look before anything is opened.
  const known = draft.labels.length === 0 ? [] : await labelsOf(api, repository);
  const labels = draft.labels.filter((label) => known.some((name) => name.toLowerCase() === label.toLowerCase()));
  const { number, isReady } = await openAsDraft(api, repository, draft);
  const issue = repositoryPath(repository.name, `/issues/${number}`);
  const shortcomings = [
    ...(isReady ? ['GitHub has no drafts for this repository, so it was opened as ready for review.'] : []),
    ...draft.labels.filter((label) => !labels.includes(label)).map((label) => `The label "${label}" does not exist.`),
    ...(labels.length === 0
      ? []
      : await shortcomingOf('The labels could not be set', () =>
          api.send('POST', `${issue}/labels`, { json: { labels }, answer: Whatever }),
        )),
    ...(await askReviewers(api, repositoryPath(repository.name, `/pulls/${number}`), draft.reviewers)),
  ];
  return { number, shortcomings };
}

async function openAsDraft(api: GitHubApi, repository: RemoteRepository, draft: PullRequestDraft) {
  const path = repositoryPath(repository.name, '/pulls');
  const wanted = { title: draft.title, body: draft.description, head: draft.sourceBranch, base: draft.targetBranch };
  const send = (isDraft: boolean) =>
    api.send('POST', path, { json: { ...wanted, draft: isDraft }, answer: NumberEntry });
  try {
    return { ...(await send(draft.isDraft)), isReady: false };
  } catch (error) {
    const isAboutDrafts =
      error instanceof Failure && /draft pull requests are not supported/i.test(wordsOf(error).join(' '));
    if (!draft.isDraft || !isAboutDrafts) throw error;
    return { ...(await send(false)), isReady: true };
  }
}

/** GitHub asks all or nobody; when it asks nobody, each is asked alone to find out who cannot be. */
async function askReviewers(
  api: GitHubApi,
  pullRequest: string,
  logins: readonly string[],
): Promise<OpenedPullRequest['shortcomings']> {
  if (logins.length === 0) return [];
  const ask = (reviewers: readonly string[]) =>
    api.send('POST', `${pullRequest}/requested_reviewers`, { json: { reviewers }, answer: Whatever });
  const together = await shortcomingOf('', () => ask(logins));
  if (together.length === 0) return [];
  const alone: string[] = [];
  for (const login of logins) {
    alone.push(...(await shortcomingOf(`A review could not be asked of ${login}`, () => ask([login]))));
  }
  return alone;
}

/** The pull request is open by now: what fails afterwards is told, not thrown. */
async function shortcomingOf(what: string, attempt: () => Promise<unknown>): Promise<readonly string[]> {
  try {
    await attempt();
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [`${what}: ${error.message.replace(/\.?$/, '.')}`];
  }
}

async function labelsOf(api: GitHubApi, repository: RemoteRepository): Promise<readonly string[]> {
  const path = repositoryPath(repository.name, `/labels?per_page=${pageSize}`);
  const labels = await api.all(path, z.array(LabelEntry), mostLabels / pageSize);
  return labels.map(({ name }) => name);
}

async function merge(api: GitHubApi, repository: RemoteRepository, remoteId: string, wish: MergeWish): Promise<void> {
  const path = repositoryPath(repository.name, `/pulls/${encodeURIComponent(remoteId)}`);
  const source = wish.deletesSourceBranch ? await api.get(path, SourceEntry) : undefined;
  const { method, expectedHead } = wish;
  await api.send('PUT', `${path}/merge`, {
    json: { merge_method: method, ...(expectedHead === undefined ? {} : { sha: expectedHead }) },
    answer: Whatever,
  });
  if (source === undefined || source.head.repo?.id !== source.base.repo?.id) return;
  // It is merged; a branch that stays behind (protected, say) is seen and no reason to call the merge failed.
  await shortcomingOf('', () => deleteBranch(api, repository, source.head.ref));
}

async function mustBeThere(
  pullRequests: PullRequestReader,
  repository: RemoteRepository,
  remoteId: string,
): Promise<PullRequest> {
  const found = await pullRequests.get(repository, remoteId);
  if (found !== undefined) return found;
  const message = `The pull request ${remoteId} of ${repository.name} cannot be found any more.`;
  throw new Failure('not-found', 'git-service', message);
}
