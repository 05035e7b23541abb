/** What acting from an issue proposes and did → the contract's shapes. */

import type {
  Actor,
  BranchNameCheck,
  BranchProposal,
  MadeBranch,
  PullRequestProposal,
  RepositoryForAction,
  ShownCommit,
  StartedWork as StartedWorkShape,
  StartWorkProposal,
} from '@branchline/contract';
import { pullRequestLabel, shownName } from '@branchline/domain';
import type { ActedAs } from '../../features/acting/acting-deps.ts';
import type { PlannedActor } from '../../features/acting/actors.ts';
import type { CheckedBranchName } from '../../features/acting/check-branch-name.ts';
import type { ActionRepository } from '../../features/acting/list-repositories.ts';
import type { ProposedBranch } from '../../features/acting/propose-branch.ts';
import type { ProposedPullRequest } from '../../features/acting/propose-pull-request.ts';
import type { ProposedStart, StartedWork } from '../../features/acting/start-work.ts';
import type { CreatedBranch } from '../../ports/git-service/actions.ts';
import { presentFileChange } from './git-shapes.ts';

function presentActor(actor: PlannedActor): Actor {
  return actor.kind === 'service-account' ? { kind: actor.kind, login: actor.login ?? null } : actor;
}

export function presentActionRepository(found: ActionRepository): RepositoryForAction {
  const { repository, integration, connector, actor, ...rest } = found;
  return {
    id: repository.id,
    name: shownName(repository),
    integrationId: integration.id,
    integrationName: integration.name,
    serviceTitle: connector.title,
    defaultBranch: repository.defaultBranch ?? null,
    pullRequestWord: connector.words.pullRequest,
    actor: presentActor(actor),
    mayCreateBranch: rest.mayCreateBranch,
    mayCreatePullRequest: rest.mayCreatePullRequest,
    namesIssue: rest.namesIssue,
    projectCommits: rest.projectCommits,
  };
}

export function presentProposedBranch(proposed: ProposedBranch): BranchProposal {
  const { issue, template, separator, displayName, name, from, rules, exists } = proposed;
  return { issue, template, separator, displayName, name, from: from ?? null, rules: [...rules], exists };
}

export function presentCheckedBranchName(checked: CheckedBranchName): BranchNameCheck {
  const { service, rules, isForEveryName, problems, shortcoming } = checked;
  return {
    serviceTitle: service,
    rules: rules.map(({ title, ...rule }) => ({ ...rule, title: title ?? null })),
    isForEveryName,
    problems: problems.map(({ sentence, isCertain }) => ({ sentence, isCertain })),
    shortcoming: shortcoming ?? null,
  };
}

export function presentMadeBranch({ name, head, webUrl }: CreatedBranch, as: ActedAs): MadeBranch {
  return { name, head, webUrl: webUrl ?? null, actor: as };
}

/** @param commits those of the preview */
export function presentProposedPullRequest(
  proposed: ProposedPullRequest,
  commits: readonly ShownCommit[],
): PullRequestProposal {
  const { source, target, title, description, templates, labels, preview, existing, shortcomings } = proposed;
  const { commitCount, changes, merge, conflicts } = preview;
  return {
    source: source ?? null,
    target: target ?? null,
    title,
    description,
    templates: templates.map(({ name, text }) => ({ name, text })),
    labels: [...labels],
    // Every service that takes pull requests from us takes these; what one of them drops is told when it was opened.
    can: { reviewers: true, labels: true, draft: true },
    commits: [...commits],
    commitCount,
    changes: changes === undefined ? null : { files: changes.found.map(presentFileChange), isCut: changes.isCut },
    merge,
    conflicts: [...conflicts],
    existing:
      existing === undefined
        ? null
        : { label: pullRequestLabel(existing), webUrl: existing.webUrl === '' ? null : existing.webUrl },
    shortcomings: [...shortcomings],
  };
}

export function presentProposedStart(proposed: ProposedStart): StartWorkProposal {
  const { assignee, cannotAssign, status, transitions, cannotMove } = proposed;
  return {
    assignee: assignee ?? null,
    cannotAssign: cannotAssign ?? null,
    status: status ?? null,
    transitions: transitions.map(({ id, name, to, isSuggested }) => ({ id, name, to, isSuggested })),
    cannotMove: cannotMove ?? null,
  };
}

export function presentStartedWork({ branch, steps }: StartedWork): StartedWorkShape {
  return {
    branch: branch === undefined ? null : presentMadeBranch(branch, branch.as),
    steps: steps.map(({ step, state, message }) => ({ step, state, message })),
  };
}
