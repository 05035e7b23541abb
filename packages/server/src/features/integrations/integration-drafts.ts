/** Integrations that somebody is still putting together: begun, looked at, connected, or cancelled without a trace. */

import type { IntegrationId, RepositoryChoice, RepositoryId } from '@branchline/domain';
import type { GitMirror } from '../../ports/git-mirror.ts';
import { discoverOptions, listForDraftOptions } from '../../ports/job-options.ts';
import type { Tables } from '../../ports/store.ts';
import type { IntegrationDraft } from '../../ports/store/integration-drafts.ts';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';
import {
  makeReady,
  nameOf,
  saveCredential,
  savedAlready,
  tryReady,
  type AddIntegrationDeps,
  type NewFromPending,
  type NewIntegration,
  type ReadyIntegration,
} from './add-integration.ts';
import { checkChoice } from './check-choice.ts';
import { connect, connectorOf, connectWith } from './connect.ts';
import { findingsOf, refuseMissingRights, trialBudget, warningsAbout } from './try-credential.ts';

export interface IntegrationDraftDeps extends AddIntegrationDeps {
  readonly mirror: Pick<GitMirror, 'look'>;
}

/** A draft as it is shown: never its credential. */
export interface DraftView extends IntegrationDraft {
  readonly connectorTitle: string;
  /** Whole sentences. */
  readonly warnings: readonly string[];
}

/** How long somebody may take: they may need a colleague, and a night. */
const draftHours = 24;
const hourMilliseconds = 3_600_000;

/**
 * Tries the credential and keeps it, sealed, with a draft. Rights that are missing are told with it and refused when it
 * is connected. Its repositories are listed by a job.
 * @throws Failure as adding an integration does, apart from missing rights; `not-found` or `unauthorized` when git
 * itself is refused by a service that cannot say who we are
 */
export async function beginDraft(
  deps: IntegrationDraftDeps,
  wanted: NewIntegration | NewFromPending,
): Promise<DraftView> {
  const ready = await makeReady(deps, wanted);
  const { check } = await tryReady(deps, ready);
  if (check.account === undefined && ready.mode === 'two-way') await lookByGit(deps, ready);
  const now = deps.clock.now();
  const { connector, settings, network, mode, credential, pending } = ready;
  const name = ready.name ?? nameOf(connector, settings, check.account);
  const id = await deps.store.transaction(async (tables) => {
    const added = await tables.integrations.add({ connector: connector.id, name, settings, network, mode });
    await saveCredential(deps, tables, added.id, credential);
    await tables.integrations.saveFindings(added.id, findingsOf(check, credential.kind, now));
    if (pending !== undefined && !(await tables.signIns.remove(pending))) throw savedAlready();
    await tables.integrationDrafts.begin(added.id, now, new Date(now.getTime() + draftHours * hourMilliseconds));
    if (mode === 'two-way')
      await tables.jobs.add('list-for-draft', { integrationId: added.id }, listForDraftOptions(added.id));
    return added.id;
  });
  const view = await showDraft(deps, id);
  if (view === undefined) throw new Error('A draft that was just saved is not there.');
  return view;
}

/** Where nobody can be asked who we are, git itself is asked whether it lets us in: at the first repository. */
async function lookByGit(deps: IntegrationDraftDeps, ready: ReadyIntegration): Promise<void> {
  const budget = trialBudget(deps.clock.now());
  const connection = await connectWith(deps, ready.credential, { ...ready, budget, for: 'person' });
  for await (const { repositories } of connection.listRepositories()) {
    const [first] = repositories;
    if (first === undefined) return;
    // It has no mirror, and a look makes none.
    const nobody = { id: 0 as RepositoryId, integrationId: 0 as IntegrationId };
    const access = await connection.gitAccess(first);
    await deps.mirror.look({ ...first, ...nobody, defaultBranch: undefined }, access);
    return;
  }
}

/** Undefined when there is none of that number, or it has ended. */
export async function showDraft(deps: IntegrationDraftDeps, id: IntegrationId): Promise<DraftView | undefined> {
  const draft = await deps.store.integrationDrafts.get(id, deps.clock.now());
  return draft && viewOf(deps, draft);
}

/** The latest first. */
export async function listDrafts(deps: IntegrationDraftDeps): Promise<readonly DraftView[]> {
  const drafts = await deps.store.integrationDrafts.list(deps.clock.now());
  const known = drafts.filter(({ integration }) => deps.connectors.has(integration.connector));
  return Promise.all(known.map((draft) => viewOf(deps, draft)));
}

async function viewOf(deps: IntegrationDraftDeps, draft: IntegrationDraft): Promise<DraftView> {
  const { integration } = draft;
  const { settings, network, account, missingRights, credentialExpiresAt, credentialKind = 'none' } = integration;
  const connector = connectorOf(deps, integration);
  const check = { account, missingRights, expiresAt: credentialExpiresAt, version: undefined };
  const about = { connector, settings, network, integrationId: integration.id, credential: { kind: credentialKind } };
  return { ...draft, connectorTitle: connector.title, warnings: await warningsAbout(deps, about, check) };
}

/** Tries the kept credential again: somebody granted it what was missing. @throws Failure */
export async function recheckDraft(deps: IntegrationDraftDeps, id: IntegrationId): Promise<DraftView | undefined> {
  const now = deps.clock.now();
  const draft = await deps.store.integrationDrafts.get(id, now);
  if (draft === undefined) return undefined;
  const { credentialKind = 'none', mode } = draft.integration;
  if (mode === 'two-way' || credentialKind !== 'none') {
    const check = await (await connect(deps, draft.integration, 'person')).check();
    await deps.store.transaction(async (tables) => {
      await tables.integrations.saveFindings(id, findingsOf(check, credentialKind, now));
      await listAgain(tables, draft.integration);
    });
  }
  return showDraft(deps, id);
}

/** Walks over its list from now on, whatever stopped the last walk. */
export async function listAgain(tables: Tables, { id, mode }: IntegrationStanding): Promise<void> {
  await tables.integrationDrafts.resume(id);
  if (mode === 'two-way') await tables.jobs.add('list-for-draft', { integrationId: id }, listForDraftOptions(id));
}

/** What is said when a draft is connected. What is left out is as it mostly is, or as it was said before. */
export interface DraftWish {
  readonly name?: string | undefined;
  readonly choice?: RepositoryChoice | undefined;
  readonly requiresPersonalToken?: boolean | undefined;
  readonly requiresGitPermission?: boolean | undefined;
  readonly makesWebhooks?: boolean | undefined;
}

/**
 * Makes an integration of it; its repositories are discovered and indexed by jobs. Undefined when there is no such draft.
 * @throws Failure `rejected` when a right is missing that is needed, or the choice cannot be used
 */
export async function connectDraft(
  deps: IntegrationDraftDeps,
  id: IntegrationId,
  { choice, ...wish }: DraftWish,
): Promise<DraftView | undefined> {
  const view = await showDraft(deps, id);
  if (view === undefined) return undefined;
  refuseMissingRights(view.connectorTitle, view.integration.missingRights);
  if (choice !== undefined) checkChoice(deps.filters, choice);
  return deps.store.transaction(async (tables) => {
    if (!(await tables.integrationDrafts.connect(id, deps.clock.now()))) return undefined;
    const { name, requiresPersonalToken, requiresGitPermission, makesWebhooks } = wish;
    await tables.integrations.change(id, {
      ...(name === undefined ? {} : { name }),
      ...(requiresPersonalToken === undefined ? {} : { requiresPersonalToken }),
      ...(requiresGitPermission === undefined ? {} : { requiresGitPermission }),
      ...(makesWebhooks === undefined ? {} : { makesWebhooks }),
    });
    await tables.integrations.resume(id);
    await tables.jobs.cancel(listForDraftOptions(id).key);
    if (view.integration.mode === 'two-way') {
      // Saved anew in any case: the walk that is going on took nothing, so another one begins.
      await tables.listings.saveChoice(id, choice ?? (await tables.listings.choice(id)).choice);
      await tables.jobs.add('discover-repositories', { integrationId: id }, discoverOptions(id, 'person'));
    }
    return view;
  });
}

/** Nothing of it stays. False when there is no such draft. */
export async function cancelDraft(
  deps: Pick<IntegrationDraftDeps, 'store' | 'clock'>,
  id: IntegrationId,
): Promise<boolean> {
  return deps.store.transaction(async (tables) => {
    if ((await tables.integrationDrafts.get(id, deps.clock.now())) === undefined) return false;
    await remove(tables, id);
    return true;
  });
}

async function remove(tables: Tables, id: IntegrationId): Promise<void> {
  await tables.jobs.cancel(listForDraftOptions(id).key);
  await tables.integrations.remove(id);
}

/** Removes drafts that have ended by themselves. Run it every minute: with none it costs little. */
export async function forgetDrafts({ store, clock }: Pick<IntegrationDraftDeps, 'store' | 'clock'>): Promise<void> {
  for (const id of await store.integrationDrafts.ended(clock.now())) {
    await store.transaction((tables) => remove(tables, id));
  }
}
