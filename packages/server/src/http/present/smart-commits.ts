/** Commands of smart commits and their settings → the contract's shapes. */

import type { SmartCommand as SmartCommandShape, SmartCommitChoices } from '@branchline/contract';
import { smartCommitSettingsOf, usualSmartCommitSettings, type SmartCommitChoice } from '@branchline/domain';
import type { SmartCommitRun } from '../../ports/store/smart-commits.ts';
import { moment } from './repository.ts';

/** @param repositoryName empty when it is gone */
export function presentSmartCommand(run: SmartCommitRun, repositoryName: string): SmartCommandShape {
  const { hash, author, pusher, repositoryId, seenAt } = run.commit;
  return {
    id: run.id,
    issue: run.key,
    command: run.command,
    arguments: run.arguments,
    state: run.state,
    reason: run.reason ?? null,
    message: run.message,
    commit: { hash, author: author.name, authorEmail: author.email, authoredAt: author.at.toISOString() },
    pusher: pusher?.login ?? null,
    repositoryId,
    repositoryName,
    jiraSiteId: run.jiraSiteId,
    personId: run.personId ?? null,
    seenAt: seenAt.toISOString(),
    startedAt: moment(run.startedAt),
    endedAt: moment(run.endedAt),
  };
}

export function presentSmartCommitChoices(choices: readonly SmartCommitChoice[]): SmartCommitChoices {
  const ofSite = choices.find(({ project }) => project === undefined)?.settings;
  return {
    site: { ...usualSmartCommitSettings, ...ofSite },
    projects: choices.flatMap(({ project, settings }) =>
      project === undefined
        ? []
        : [{ project, set: { ...settings }, settings: { ...smartCommitSettingsOf(choices, project) } }],
    ),
  };
}
