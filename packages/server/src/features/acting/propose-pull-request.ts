/** Proposes a pull request for an issue: between which branches, in which words, and what it would bring. */

import type { IssueKey, PullRequest, Repository } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { ReadKnownIssues, ShownIssue } from '../../ports/read-known-issues.ts';
import type { RepositoryDevelopment } from '../../ports/store/issues.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import type { ActingDeps, ActionAsked, NotFound, Refused } from './acting-deps.ts';
import { admit, type Admitted, type IssueAtSite } from './admit.ts';
import { noPreview, previewMerge, type MergePreview, type PreviewMergeDeps } from './preview-merge.ts';
import type { AskForAnswers, ServiceAnswers } from './service-answers.ts';

export interface ProposePullRequestDeps extends ActingDeps, PreviewMergeDeps {
  readonly readKnownIssues: ReadKnownIssues;
  readonly askForAnswers: AskForAnswers;
}

export interface PullRequestAskedFor extends ActionAsked {
  readonly source?: string | undefined;
  readonly target?: string | undefined;
}

export interface ProposedPullRequest extends Pick<ServiceAnswers, 'templates' | 'labels' | 'shortcomings'> {
  readonly outcome: 'proposed';
  readonly repository: RepositoryStanding;
  readonly source: string | undefined;
  readonly target: string | undefined;
  readonly title: string;
  readonly description: string;
  readonly preview: MergePreview;
  /** One from this source into this target that is open. */
  readonly existing: PullRequest | undefined;
}

/** Characters of a title that every service takes. */
const titleLimit = 255;

/** What cannot be asked at the moment is left out, with a word about it. @throws Failure when nobody could tell who may */
export async function proposePullRequest(
  deps: ProposePullRequestDeps,
  caller: Caller,
  { source: wantedSource, target: wantedTarget, ...asked }: PullRequestAskedFor,
): Promise<ProposedPullRequest | NotFound | Refused> {
  const admitted = await admit(deps, caller, asked, 'create-pull-request');
  if (admitted.outcome !== 'admitted') return admitted;
  const { repository, at } = admitted;
  const development = await developmentOf(deps, admitted);
  const source = wantedSource ?? newestUnmerged(development);
  const target = wantedTarget ?? (await usualTarget(deps, caller, admitted, source));
  const isPair = source !== undefined && target !== undefined && source !== target;
  const preview = isPair ? await previewFor(deps, caller, repository, { source, target }) : noPreview;
  const answers = await deps.askForAnswers(caller, admitted);
  const issue = (await deps.readKnownIssues([at.jiraSiteId], [at.key])).get(at.key);
  return {
    outcome: 'proposed',
    repository,
    source,
    target,
    title: titleFor(at, issue, preview),
    description: descriptionFor(at.key, issue, answers),
    templates: answers.templates,
    labels: answers.labels,
    preview,
    existing: existingOne(development, source, target),
    shortcomings: [...preview.shortcomings, ...answers.shortcomings],
  };
}

async function developmentOf(
  { store }: ActingDeps,
  { repository, at: { key, formerKeys } }: Admitted,
): Promise<RepositoryDevelopment | undefined> {
  const [development] = await store.issues.development(key, [repository.id], 200, formerKeys);
  return development;
}

function newestUnmerged(development: RepositoryDevelopment | undefined): string | undefined {
  const open = (development?.branches ?? [])
    .map(({ branch }) => branch)
    .filter((each) => !each.merged && !each.isDefault);
  const at = ({ head }: (typeof open)[number]) => head.committer.at.getTime();
  return open.toSorted((one, other) => at(other) - at(one))[0]?.name;
}

/** What they last chose there for this project while that is still a branch, else the default branch. */
async function usualTarget(
  { store, personOf }: ActingDeps,
  { principal }: Caller,
  { repository, at: { project } }: Admitted,
  source: string | undefined,
): Promise<string | undefined> {
  const person = await personOf(principal);
  const choices = person === undefined ? [] : await store.acting.choices(person, project);
  const last = choices.find(({ repositoryId }) => repositoryId === repository.id)?.targetBranch;
  const isThere = last !== undefined && last !== source && (await isBranch({ store }, repository, last));
  return isThere ? last : repository.defaultBranch;
}

async function isBranch({ store }: Pick<ActingDeps, 'store'>, { id }: Repository, name: string): Promise<boolean> {
  return (await store.repositories.heads(id)).some(({ ref }) => ref === `refs/heads/${name}`);
}

/** Only for those who may read the repository: to act in it, less is enough. */
async function previewFor(
  deps: ProposePullRequestDeps,
  caller: Caller,
  repository: RepositoryStanding,
  between: { readonly source: string; readonly target: string },
): Promise<MergePreview> {
  const { ids } = await deps.issueGate.openToBrowse(caller, [repository.id]);
  if (ids.includes(repository.id)) return previewMerge(deps, repository, between);
  const sentence = `You may open pull requests in ${repository.name} from here, but not read it here, so what would be merged is not shown.`;
  return { ...noPreview, shortcomings: [sentence] };
}

/** A single commit says best what it does. The key is in it, so that Jira finds it. */
function titleFor({ key }: IssueAtSite, issue: ShownIssue | undefined, { commits, commitCount }: MergePreview): string {
  const [only] = commitCount === 1 ? commits : [];
  const words = only === undefined ? (issue?.summary ?? '') : (only.message.split('\n', 1)[0] ?? '').trim();
  const hasKey = new RegExp(`(?<![A-Z0-9_])${key}(?![0-9])`, 'iu').test(words);
  const characters = Array.from(hasKey ? words : `${key} ${words}`.trim());
  return characters.length <= titleLimit ? characters.join('') : `${characters.slice(0, titleLimit - 1).join('')}…`;
}

/** The repository's own words first, then the way to the issue. */
function descriptionFor(key: IssueKey, issue: ShownIssue | undefined, { templates }: ServiceAnswers): string {
  const [standard] = templates;
  const link = issue === undefined ? key : `[${key}](${issue.url})`;
  return standard === undefined || standard.text.trim() === '' ? link : `${standard.text.trimEnd()}\n\n${link}`;
}

function existingOne(
  development: RepositoryDevelopment | undefined,
  source: string | undefined,
  target: string | undefined,
): PullRequest | undefined {
  return (development?.pullRequests ?? [])
    .map(({ pullRequest }) => pullRequest)
    .find(
      (each) =>
        each.state === 'open' && each.source.branch === source && !each.source.isFork && each.targetBranch === target,
    );
}
