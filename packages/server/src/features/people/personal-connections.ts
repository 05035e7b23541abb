/** People's own connections with Git services: each tried before it is kept, and a proof of whose the account is. */

import { Failure, nameOfPrincipal } from '@branchline/domain';
import type {
  Credential,
  IdentityId,
  Integration,
  IntegrationId,
  OAuthCredential,
  PersonId,
  Principal,
  ServicePerson,
} from '@branchline/domain';
import type { ConnectionCheck, GitServiceConnection, MissingRight } from '../../ports/git-service.ts';
import type { SealedSecret, SecretBox } from '../../ports/secret-box.ts';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';
import {
  personalConnectionPlace,
  type PersonalConnection,
  type PersonalFindings,
} from '../../ports/store/personal-connections.ts';
import { connectAsPerson, connectorOf, connectWith, type ConnectDeps } from '../integrations/connect.ts';
import { claimAccount } from './claim-account.ts';
import { serviceOf } from './known-services.ts';

/** What a person enters, or brings from the service through a browser. */
export type PersonalCredential =
  | Extract<Credential, { readonly kind: 'token' | 'user-and-password' }>
  | OAuthCredential;

export interface PersonalConnectionDeps extends ConnectDeps {
  /** How credentials are kept everywhere. */
  readonly sealCredential: (secretBox: SecretBox, credential: PersonalCredential, place: string) => SealedSecret;
  /** @throws Failure `rejected` naming each right without which nothing works */
  readonly refuseMissingRights: (serviceTitle: string, rights: readonly MissingRight[]) => void;
}

/** What is to be connected, for whom, and who does it. */
export interface NewPersonalConnection {
  readonly personId: PersonId;
  /** By which they came, when they do it themselves: what the token proves hangs on that. */
  readonly anchorId?: IdentityId;
  readonly integrationId: IntegrationId;
  readonly credential: PersonalCredential;
  readonly by: Principal;
}

/** Whom it belongs to now, who may have become another person, and what somebody should know. */
export interface SavedPersonalConnection {
  readonly personId: PersonId;
  readonly connection: PersonalConnection;
  /** Whole sentences. */
  readonly warnings: readonly string[];
}

/**
 * Tries the credential, proves by it that the account (and its verified addresses) are the person's, and keeps it.
 * Undefined when there is no such person or integration.
 * @throws Failure `rejected` when rights are missing, the service does not say whose it is, or refuses what was typed;
 * `unauthorized` when it refuses what came from it by OAuth; `conflict` when the account is known to be somebody else's
 */
export async function savePersonalConnection(
  deps: PersonalConnectionDeps,
  wish: NewPersonalConnection,
): Promise<SavedPersonalConnection | undefined> {
  const { integrationId, personId, anchorId, by } = wish;
  const person = await deps.store.people.get(personId);
  const integration = await deps.store.integrations.get(integrationId);
  if (person === undefined || integration === undefined || integration.isBeingRemoved) return undefined;
  const place = serviceOf(deps, integration);
  if (place === undefined) throw refusal(`${integration.name} has no accounts: there is nobody to connect as.`);
  const { check, emails } = await tryAt(deps, integration, wish.credential);
  const account = accountIn(integration, check);
  const end = wish.credential.kind === 'oauth' ? endOf(wish.credential) : check.expiresAt;
  const findings = findingsOf(account, check, end, deps.clock.now());
  const saved = await deps.store.transaction(async (tables) => {
    const at = findings.checkedAt;
    const claimed = await claimAccount(tables, {
      person,
      anchorId,
      place,
      account,
      emails,
      by: nameOfPrincipal(by),
      at,
    });
    const key = { identityId: claimed.identityId, integrationId };
    const sealed = deps.sealCredential(deps.secretBox, wish.credential, personalConnectionPlace(key));
    await tables.personalConnections.save(key, wish.credential.kind, sealed, findings);
    const entry = { who: nameOfPrincipal(by), what: 'people/connect', about: `person/${claimed.personId}` };
    const note = `Connected with ${integration.name} as ${account.login}.`;
    await tables.auditLog.add({ ...entry, origin: 'api', result: 'done', note });
    return { personId: claimed.personId, key };
  });
  const connection = await connectionAt(deps, saved.personId, integrationId);
  return connection && { personId: saved.personId, connection, warnings: warningsAbout(integration, account) };
}

async function connectionAt({ store }: PersonalConnectionDeps, person: PersonId, integration: IntegrationId) {
  return store.personalConnections.get(person, integration);
}

/** Nobody else's allowance of requests: the credential may be anybody's. */
async function tryAt(deps: PersonalConnectionDeps, integration: Integration, credential: PersonalCredential) {
  const connector = connectorOf(deps, integration);
  if (!connector.credentialKinds.includes(credential.kind)) {
    const kinds = connector.credentialKinds.filter((kind) => kind === 'token' || kind === 'user-and-password');
    throw refusal(`${connector.title} takes from people: ${kinds.join(', ')}.`);
  }
  const { settings, network } = integration;
  const budget = `trial-${deps.clock.now().getTime()}`;
  const connection = await connectWith(deps, credential, { connector, settings, network, budget, for: 'person' });
  const check = await connection.check().catch((error: unknown) => {
    throw inWordsOfWhoTyped(error, integration, credential);
  });
  deps.refuseMissingRights(connector.title, check.missingRights);
  return { check, emails: await verifiedEmails(connection) };
}

/** A service says no more than that it refuses what it was shown. */
function inWordsOfWhoTyped(error: unknown, { name }: Integration, { kind }: PersonalCredential): unknown {
  if (!(error instanceof Failure) || error.kind !== 'unauthorized' || kind === 'oauth') return error;
  const [what, next] =
    kind === 'token'
      ? ['token: it is mistyped, has ended, or was taken back there', 'Copy it again, or make another one.']
      : ['user name and password', 'Type them again; where a second factor is asked for, a token takes its place.'];
  return new Failure('rejected', 'git-service', `${name} does not take this ${what}. ${next}`, { cause: error });
}

async function verifiedEmails({ verifiedEmails: ask }: GitServiceConnection): Promise<readonly string[]> {
  return ask === undefined ? [] : ask();
}

type NumberedAccount = ServicePerson & { readonly remoteId: string };

function accountIn({ name }: Integration, { account }: Pick<ConnectionCheck, 'account'>): NumberedAccount {
  const remoteId = account?.remoteId;
  if (account !== undefined && remoteId !== undefined) return { ...account, remoteId };
  throw refusal(`${name} does not say whose credential this is. Use a token that may read its own user.`);
}

function findingsOf(
  account: ServicePerson,
  check: ConnectionCheck,
  expiresAt: Date | undefined,
  checkedAt: Date,
): PersonalFindings {
  const missingRights = check.missingRights.filter(({ isForHouse }) => isForHouse !== true);
  return { account, missingRights, expiresAt, checkedAt };
}

/** What is renewed ends when it is taken back, and not before. */
function endOf({ refreshToken, expiresAt }: OAuthCredential): Date | undefined {
  return refreshToken === undefined ? expiresAt : undefined;
}

function warningsAbout(integration: IntegrationStanding, account: ServicePerson): readonly string[] {
  const isOurs = integration.account?.remoteId === account.remoteId;
  if (!isOurs) return [];
  const words = `${account.login} is the account by which Branchline itself reads ${integration.name}; what this person does will look like Branchline's own doing.`;
  return [words];
}

function refusal(message: string): Failure {
  return new Failure('rejected', 'git-service', message);
}

/**
 * Tries a kept connection and notes what came of it. Undefined when there is none.
 * @throws Failure when the service cannot be asked at the moment
 */
export async function checkPersonalConnection(
  deps: PersonalConnectionDeps,
  personId: PersonId,
  integrationId: IntegrationId,
): Promise<PersonalConnection | undefined> {
  const kept = await connectionAt(deps, personId, integrationId);
  const integration = kept && (await deps.store.integrations.get(integrationId));
  if (kept === undefined || integration === undefined) return undefined;
  await tryKept(deps, integration, kept);
  return connectionAt(deps, personId, integrationId);
}

async function tryKept(deps: PersonalConnectionDeps, integration: Integration, kept: PersonalConnection) {
  const { personalConnections } = deps.store;
  try {
    const check = await (await connectAsPerson(deps, integration, kept)).check();
    deps.refuseMissingRights(integration.name, check.missingRights);
    const account = accountIn(integration, check);
    if (account.remoteId === kept.account.remoteId) {
      // A check sees the access token alone, which says nothing about the end of what is renewed.
      const end = kept.credentialKind === 'oauth' ? kept.expiresAt : check.expiresAt;
      await personalConnections.saveFindings(kept, findingsOf(account, check, end, deps.clock.now()));
      return;
    }
    const words = `${integration.name} says that this credential is now ${account.login}'s. Connect again.`;
    await personalConnections.noteProblem(kept, words);
  } catch (error) {
    if (!(error instanceof Failure) || !tellingKinds.has(error.kind)) throw error;
    await personalConnections.noteProblem(kept, error.message);
  }
}

/** What a service says about a credential; anything else is about the service. */
const tellingKinds: ReadonlySet<Failure['kind']> = new Set(['unauthorized', 'forbidden', 'rejected']);

/** Connections that one job tries again, and how long it leaves one alone. */
const rechecked = { atOnce: 200, hoursApart: 20 };

/** Once a day: a token that was revoked is known to its owner before they need it. */
export async function recheckPersonalConnections(deps: PersonalConnectionDeps, stopping: AbortSignal): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - rechecked.hoursApart * 3_600_000);
  for (const kept of await deps.store.personalConnections.uncheckedSince(before, rechecked.atOnce)) {
    if (stopping.aborted) return;
    const integration = await deps.store.integrations.get(kept.integrationId);
    if (integration === undefined || integration.isBeingRemoved) continue;
    try {
      await tryKept(deps, integration, kept);
    } catch (error) {
      // One service that is away keeps nobody else's from being tried.
      if (!(error instanceof Failure)) throw error;
    }
  }
}

/** Forgets it; that the account is theirs stays known. False when there is none. */
export async function removePersonalConnection(
  { store }: PersonalConnectionDeps,
  personId: PersonId,
  integrationId: IntegrationId,
  by: Principal,
): Promise<boolean> {
  return store.transaction(async (tables) => {
    const kept = await tables.personalConnections.get(personId, integrationId);
    if (kept === undefined) return false;
    await tables.personalConnections.remove(kept);
    const entry = { who: nameOfPrincipal(by), what: 'people/disconnect', about: `person/${personId}`, origin: 'api' };
    await tables.auditLog.add({ ...entry, result: 'done', note: `Integration ${integrationId}.` });
    return true;
  });
}
