/** Changes what is set for a repository, and lets git, tags and Jira follow. */

import {
  mayPush,
  nameOfPrincipal,
  nextLookAt,
  receivesWebhooks,
  type IntegrationId,
  type Principal,
  type RepositoryDefaults,
  type RepositoryId,
  type RepositorySettings,
} from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import { addIndexJob, addPushJobs } from '../../ports/job-options.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';

export interface SaveRepositorySettingsDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** What changed, for the audit log; empty when nothing did. */
  readonly differenceInWords: (before: unknown, after: unknown) => string;
}

function differs(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}

/** Names and addresses are part of what Jira was sent: it gets them again, and nothing that happened fires again. */
async function tellJira(tables: Tables, { id, integrationId }: RepositoryStanding): Promise<void> {
  for (const site of await tables.jiraSites.list()) {
    const where = { jiraSiteId: site.id, integrationId, repositoryId: id };
    const isConcerned =
      mayPush(where, await tables.associations.about(where)) || (await tables.pushes.mayHold(id, site.id));
    if (!isConcerned) continue;
    await tables.development.renumber(id, site.id);
    await addPushJobs(tables.jobs, id, site.id);
  }
}

async function follow(
  { clock }: SaveRepositorySettingsDeps,
  tables: Tables,
  repository: RepositoryStanding,
  after: RepositorySettings,
): Promise<void> {
  const { settings: before, id, changedAt, lastWebhookAt } = repository;
  if (differs([before.displayName, before.webLinks], [after.displayName, after.webLinks])) {
    await tellJira(tables, repository);
  }
  if (differs(before.schedule, after.schedule) && repository.nextLookAt !== undefined) {
    const activity = { now: clock.now(), changedAt, receivesWebhooks: receivesWebhooks(changedAt, lastWebhookAt) };
    await tables.repositories.scheduleLook(id, nextLookAt({ ...activity, bounds: after.schedule }));
  }
  // What has no index yet has a job that will read the settings.
  if (repository.indexedAt !== undefined && differs([before.tags, before.refs], [after.tags, after.refs])) {
    await addIndexJob(tables.jobs, repository, 'person', 'person');
  }
}

/** Replaces all settings. False when there is no such repository. */
export async function saveRepositorySettings(
  deps: SaveRepositorySettingsDeps,
  principal: Principal,
  id: RepositoryId,
  settings: RepositorySettings,
): Promise<boolean> {
  return deps.store.transaction(async (tables) => {
    const repository = await tables.repositories.get(id);
    if (repository === undefined) return false;
    const note = deps.differenceInWords(repository.settings, settings);
    if (note === '') return true;
    await tables.repositorySettings.save(id, settings);
    await follow(deps, tables, repository, settings);
    const who = nameOfPrincipal(principal);
    const about = `repository/${id}`;
    await tables.auditLog.add({ who, what: 'repository/settings', about, origin: 'api', result: 'done', note });
    return true;
  });
}

/** For repositories that are found from now on. False when there is no such integration. */
export async function saveRepositoryDefaults(
  { store, differenceInWords }: SaveRepositorySettingsDeps,
  principal: Principal,
  id: IntegrationId,
  defaults: RepositoryDefaults,
): Promise<boolean> {
  return store.transaction(async (tables) => {
    if ((await tables.integrations.get(id)) === undefined) return false;
    const note = differenceInWords(await tables.repositorySettings.defaults(id), defaults);
    if (note === '') return true;
    await tables.repositorySettings.saveDefaults(id, defaults);
    const who = nameOfPrincipal(principal);
    const about = `integration/${id}`;
    await tables.auditLog.add({
      who,
      what: 'integration/repository-defaults',
      about,
      origin: 'api',
      result: 'done',
      note,
    });
    return true;
  });
}
