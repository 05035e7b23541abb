/** Opens a pull request, and sees to it that a wrong label or reviewer does not prevent it. */

import { Failure, type RemoteRepository } from '@branchline/domain';
import type { OpenedPullRequest, PullRequestDraft } from '../../../ports/git-service/actions.ts';
import { anything, unlessGone, type FamilyApi } from './api.ts';
import { labelsOf } from './labels.ts';
import { pullRequestFrom, pullRequestReader } from './pull-requests.ts';
import { repositoryPath } from './repositories.ts';
import { PullRequest } from './shapes.ts';

/** The first of `[repository.pull-request] WORK_IN_PROGRESS_PREFIXES`, unless the administrator changed them. */
const draftPrefix = 'WIP: ';
// Looked through for a name, which is worth more requests than a list to choose from.
const mostLabels = 2000;

/** @throws Failure `conflict` when there is one already, `rejected` when there is nothing to merge */
export async function openPullRequest(
  api: FamilyApi,
  repository: RemoteRepository,
  draft: PullRequestDraft,
): Promise<OpenedPullRequest> {
  const labels = await chosenLabels(api, repository, draft.labels);
  const path = `${repositoryPath(repository)}/pulls`;
  const json = {
    title: draft.isDraft ? `${draftPrefix}${draft.title}` : draft.title,
    body: draft.description,
    head: draft.sourceBranch,
    base: draft.targetBranch,
    labels: labels.ids,
  };
  const opened = await unlessGone(api.send('POST', path, json, { answer: PullRequest, repeatable: false }));
  if (opened === undefined) {
    const message = `There is no branch "${draft.sourceBranch}" or "${draft.targetBranch}", or no such repository.`;
    throw new Failure('rejected', 'git-service', message);
  }
  const reviewers = await askReviewers(api, `${path}/${opened.number}`, draft.reviewers);
  const whole = await pullRequestReader(api).get(repository, String(opened.number));
  const pullRequest = whole ?? pullRequestFrom(opened, []);
  const noDraft = draft.isDraft && !pullRequest.isDraft;
  const shortcomings = [
    ...labels.shortcomings,
    ...reviewers,
    ...(noDraft ? ['The service does not take it for a draft: its administrator chose other words than "WIP:".'] : []),
  ];
  return { pullRequest, shortcomings };
}

async function chosenLabels(api: FamilyApi, repository: RemoteRepository, names: readonly string[]) {
  if (names.length === 0) return { ids: [], shortcomings: [] };
  try {
    const known = await labelsOf(api, repository, mostLabels);
    const ids = names.flatMap((name) => known.get(name) ?? []);
    const unknown = names.filter((name) => !known.has(name));
    return { ids, shortcomings: unknown.map((name) => `The label "${name}" does not exist.`) };
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'forbidden') throw error;
    return { ids: [], shortcomings: [`No label could be set. ${error.message.replace(/\.$/, '')}.`] };
  }
}

/** All at once; when one of them is refused all are, so then one by one, to say who it is. */
async function askReviewers(api: FamilyApi, path: string, logins: readonly string[]): Promise<readonly string[]> {
  if (logins.length === 0) return [];
  const problem = await problemOfAsking(api, path, logins);
  if (problem === undefined) return [];
  const problems: string[] = [];
  for (const login of logins) {
    const own = logins.length === 1 ? problem : await problemOfAsking(api, path, [login]);
    if (own !== undefined) problems.push(`The reviewer "${login}" could not be asked. ${own}`);
  }
  return problems;
}

async function problemOfAsking(
  api: FamilyApi,
  path: string,
  reviewers: readonly string[],
): Promise<string | undefined> {
  try {
    const wanted = { answer: anything, repeatable: true };
    await api.send('POST', `${path}/requested_reviewers`, { reviewers }, wanted);
    return undefined;
  } catch (error) {
    // The pull request stands: whatever went wrong here is no reason to say it does not.
    if (error instanceof Failure) return `${error.message.replace(/\.$/, '')}.`;
    throw error;
  }
}
