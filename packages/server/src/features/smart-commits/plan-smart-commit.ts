/** Writes down what a commit commands, for each Jira site whose smart commits we run, and queues it. */

import {
  noFormerKeys,
  presentAssociations,
  type Commit,
  type CommitHash,
  type Integration,
  type RepositoryId,
  type ServicePerson,
} from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { GitMirror } from '../../ports/git-mirror.ts';
import { addSmartCommandsJob } from '../../ports/smart-commit-jobs.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import type { IssuePlace, NewSmartCommitRun, SmartCommitId } from '../../ports/store/smart-commits.ts';
import { fingerprintOf } from './fingerprint.ts';
import { findPushedBy, findPushedHead } from './find-pushed-by.ts';
import { readCommands } from './read-commands.ts';
import { switchedOff } from './why-not-ours.ts';

export interface PlanSmartCommitDeps {
  readonly store: Store;
  readonly mirror: GitMirror;
  readonly clock: Clock;
}

export interface SmartCommitRequest {
  readonly repositoryId: RepositoryId;
  readonly commit: CommitHash;
}

interface FoundCommit {
  readonly repository: RepositoryStanding;
  readonly integration: Integration;
  readonly commit: Commit;
  /** Of what we have no copy only a webhook has told. */
  readonly hasCopy: boolean;
}

/** Undefined when it is gone by now: force-pushed away, or its repository removed. */
async function findCommit(store: Tables, request: SmartCommitRequest): Promise<FoundCommit | undefined> {
  const repository = await store.repositories.get(request.repositoryId);
  const integration = repository && (await store.integrations.get(repository.integrationId));
  const found = await store.smartCommits.commit(request.repositoryId, request.commit);
  if (repository === undefined || integration === undefined || found === undefined || found.removed) return undefined;
  return { repository, integration, commit: found.commit, hasCopy: !found.fromPayload };
}

/** The commands for every site. */
async function commandsOf(
  deps: PlanSmartCommitDeps,
  { repository, integration, commit }: FoundCommit,
  pusher: ServicePerson | undefined,
): Promise<readonly NewSmartCommitRun[]> {
  const runs: NewSmartCommitRun[] = [];
  for (const site of await deps.store.jiraSites.list()) {
    const place = { jiraSiteId: site.id, integrationId: integration.id, repositoryId: repository.id };
    const renamed = await deps.store.issueAliases.projects(site.id);
    const written = await deps.store.associations.list(site.id);
    const associations = presentAssociations(written, { ...noFormerKeys, projects: renamed });
    const choices = await deps.store.smartCommits.choices(site.id);
    const rules = { site, place, associations, renamed, choices, integration, now: deps.clock.now() };
    runs.push(...readCommands(rules, commit, pusher));
  }
  if (repository.settings.runsSmartCommits) return runs;
  return runs.map((run) => ({ ...run, skipped: run.skipped ?? switchedOff(repository) }));
}

/** Only the first time: a copy commands nothing again, whatever was set in between. */
async function writeRuns(
  tables: Tables,
  id: SmartCommitId,
  runs: readonly NewSmartCommitRun[],
): Promise<readonly IssuePlace[]> {
  await tables.smartCommits.addRuns(id, runs);
  return runs.filter(({ skipped }) => skipped === undefined);
}

/**
 * Safe to run again after a kill at any point, and for every copy of the commit.
 * @throws Failure from git
 */
export async function planSmartCommit(deps: PlanSmartCommitDeps, request: SmartCommitRequest): Promise<void> {
  const found = await findCommit(deps.store, request);
  if (found === undefined) return;
  const { repository, integration, commit, hasCopy } = found;
  const patch = hasCopy ? await deps.mirror.patchIdentity(repository, commit.hash) : undefined;
  const pusher = hasCopy
    ? await findPushedBy(deps, repository, commit.hash)
    : await findPushedHead(deps, repository, commit.hash);
  const runs = await commandsOf(deps, found, pusher);
  await deps.store.transaction(async (tables) => {
    const { id, isNew } = await tables.smartCommits.remember({
      integrationId: integration.id,
      repositoryId: repository.id,
      hash: commit.hash,
      fingerprint: fingerprintOf(commit, patch),
      author: commit.author,
      pusher,
      seenAt: deps.clock.now(),
    });
    const fresh = isNew ? await writeRuns(tables, id, runs) : [];
    const again = isNew || pusher === undefined ? [] : await tables.smartCommits.reconsiderPushed(id);
    for (const place of [...fresh, ...again]) await addSmartCommandsJob(tables.jobs, place);
  });
}
