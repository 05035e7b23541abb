/** Proposes how a new branch of an issue could be called, and from what it could begin. */

import { branchNameFromTemplate, branchNamesOf, templateFor, type IssueKey } from '@branchline/domain';
import type { BranchNameSettings } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { ReadKnownIssues, ShownIssue } from '../../ports/read-known-issues.ts';
import type { ActingDeps, ActionAsked, NotFound, Refused } from './acting-deps.ts';
import { admit, type IssueAtSite } from './admit.ts';
import { latestBranches, type SourceBranchesDeps } from './source-branches.ts';

export interface ProposeBranchDeps extends SourceBranchesDeps {
  readonly readKnownIssues: ReadKnownIssues;
  /** What whoever asks is called; empty when nobody knows. */
  readonly nameOf: (caller: Caller) => Promise<string>;
}

export interface ProposedBranch {
  readonly outcome: 'proposed';
  readonly issue: { readonly key: IssueKey; readonly type: string; readonly summary: string };
  readonly template: string;
  readonly separator: BranchNameSettings['separator'];
  readonly displayName: string;
  readonly name: string;
  /** Undefined for an empty repository. */
  readonly from: string | undefined;
  /** Whole sentences. */
  readonly rules: readonly string[];
  /** There is one of that name. */
  readonly exists: boolean;
}

/** @param asked `from` was chosen already: it may be part of the name */
export async function proposeBranch(
  deps: ProposeBranchDeps,
  caller: Caller,
  { from: chosen, ...asked }: ActionAsked & { readonly from?: string | undefined },
): Promise<ProposedBranch | NotFound | Refused> {
  const admitted = await admit(deps, caller, asked, 'create-branch');
  if (admitted.outcome !== 'admitted') return admitted;
  const { repository, at } = admitted;
  const branches = new Set(await latestBranches(deps, repository));
  const from = chosen ?? (await lastChosen(deps, caller, at, asked, branches)) ?? repository.defaultBranch;
  const names = await namesFor(deps, at);
  const issue = { key: at.key, ...(await factsOf(deps, at)) };
  const displayName = await deps.nameOf(caller);
  const template = templateFor(names, issue.type);
  const { separator } = names;
  const options = { separator, displayName, ...(from === undefined ? {} : { sourceBranch: from }) };
  const name = branchNameFromTemplate(template, issue, options);
  const rules = rulesFor(name, branches);
  return {
    outcome: 'proposed',
    issue,
    template,
    separator,
    displayName,
    name,
    from,
    rules,
    exists: branches.has(name),
  };
}

/** As far as it is still there. */
async function lastChosen(
  { store, personOf }: ActingDeps,
  { principal }: Caller,
  { project }: IssueAtSite,
  { repositoryId }: ActionAsked,
  branches: ReadonlySet<string>,
): Promise<string | undefined> {
  const person = await personOf(principal);
  const choices = person === undefined ? [] : await store.acting.choices(person, project);
  const last = choices.find((choice) => choice.repositoryId === repositoryId)?.sourceBranch;
  return last !== undefined && branches.has(last) ? last : undefined;
}

async function namesFor({ store }: ActingDeps, { jiraSiteId, project }: IssueAtSite): Promise<BranchNameSettings> {
  const { branchNames } = await store.settings.installation();
  return branchNamesOf(branchNames, (await store.settings.project(jiraSiteId, project)).branchNames);
}

/** What Jira says of it; empty when nobody knows. */
async function factsOf(
  { readKnownIssues }: ProposeBranchDeps,
  { jiraSiteId, key }: IssueAtSite,
): Promise<Pick<ShownIssue, 'type' | 'summary'>> {
  const { type = '', summary = '' } = (await readKnownIssues([jiraSiteId], [key])).get(key) ?? {};
  return { type, summary };
}

/** Git keeps branches as files and folders: one cannot be both. */
function rulesFor(name: string, branches: ReadonlySet<string>): readonly string[] {
  const parts = name.split('/');
  const above = parts.slice(1).map((_, place) => parts.slice(0, place + 1).join('/'));
  const taken = above.find((folder) => branches.has(folder));
  return taken === undefined ? [] : [`There is a branch called ${taken}, so none can be called ${taken}/… beside it.`];
}
