/** Tries a credential before anything is saved: as whom it connects, what it may not, and what somebody should know. */

import { expiryCare, Failure, type IntegrationId, type ServicePerson } from '@branchline/domain';
import type { ConnectionCheck, MissingRight } from '../../ports/git-service.ts';
import type { CredentialFindings } from '../../ports/store/integrations.ts';
import { connectWith, type ConnectDeps } from './connect.ts';
import { serviceNameOf, type ServicePlace } from './oauth-party.ts';
import type { StoredCredential } from './stored-credential.ts';

/** What came of it. */
export interface TriedCredential {
  readonly check: ConnectionCheck;
  /** Whole sentences. */
  readonly warnings: readonly string[];
}

/** What a credential is tried for. */
export interface CredentialTrial extends ServicePlace {
  readonly credential: StoredCredential;
  /** The integration that has it or gets it; undefined for a new one. */
  readonly integrationId: IntegrationId | undefined;
}

/** Nobody else's allowance: a credential that is being tried may be any. */
export function trialBudget(now: Date): string {
  return `trial-${now.getTime()}`;
}

/** @throws Failure `unauthorized` when the service refuses it, `rejected` when it is of the wrong kind */
export async function tryCredential(deps: ConnectDeps, trial: CredentialTrial): Promise<TriedCredential> {
  const { connector, credential } = trial;
  if (!connector.credentialKinds.includes(credential.kind)) {
    const kinds = connector.credentialKinds.join(', ');
    throw new Failure('rejected', 'git-service', `${connector.title} takes these credentials: ${kinds}.`);
  }
  if (credential.kind === 'app') await refuseForeignApp(deps, trial, credential.app);
  const connection = await connectWith(deps, credential, {
    ...trial,
    budget: trialBudget(deps.clock.now()),
    for: 'person',
  });
  const check = await connection.check();
  return { check, warnings: await warningsAbout(deps, trial, check) };
}

async function refuseForeignApp(deps: ConnectDeps, trial: CredentialTrial, id: number): Promise<void> {
  const app = (await deps.store.apps.list()).find((each) => each.id === id);
  const { connector, settings } = trial;
  const isHere = app !== undefined && app.connector === connector.id;
  if (isHere && serviceNameOf(connector, app.settings) === serviceNameOf(connector, settings)) return;
  throw new Failure('rejected', 'git-service', `There is no such app of ours at this ${connector.title}.`);
}

/** @throws Failure `rejected` naming each right without which nothing works, and where it is granted */
export function refuseMissingRights(serviceTitle: string, missingRights: readonly MissingRight[]): void {
  const needed = missingRights.filter(({ weight }) => weight === 'needed');
  if (needed.length === 0) return;
  const names = needed.map(({ name }) => name).join(', ');
  const details = needed.map(missingRightInWords).join(' ');
  const message = `The credential lacks what ${serviceTitle} calls ${names}. ${details}`;
  throw new Failure('rejected', 'git-service', message);
}

/** A whole sentence or two. */
export function missingRightInWords({ name, without, grantUrl }: MissingRight): string {
  const where = grantUrl === undefined ? '' : ` Grant it at ${grantUrl}.`;
  return `Without ${name} ${without}.${where}`;
}

/** What is noted of a check with success. */
export function findingsOf(check: ConnectionCheck, credential: StoredCredential['kind'], at: Date): CredentialFindings {
  const { account, missingRights, expiresAt } = check;
  // What renews itself ends when it is revoked, and not before.
  const renewsItself = credential === 'oauth' || credential === 'app';
  return { account, missingRights, expiresAt: renewsItself ? undefined : expiresAt, at };
}

/** What somebody should know about a credential that was tried: whole sentences. */
export async function warningsAbout(
  deps: Pick<ConnectDeps, 'store' | 'clock'>,
  trial: Omit<CredentialTrial, 'credential'> & { readonly credential: Pick<StoredCredential, 'kind'> },
  check: ConnectionCheck,
): Promise<readonly string[]> {
  const twins = await twinsOf(deps, trial, check.account);
  const useful = check.missingRights.filter(({ weight }) => weight === 'useful').map(missingRightInWords);
  const renewsItself = trial.credential.kind === 'oauth' || trial.credential.kind === 'app';
  const care = renewsItself ? undefined : expiryCare(check.expiresAt, deps.clock.now());
  return [
    ...twins,
    ...useful,
    ...(care === undefined ? [] : [expiryInWords(care.daysLeft)]),
    ...(trial.network.verifiesCertificates
      ? []
      : [`Certificates of ${trial.connector.title} are not verified: anybody may pretend to be it.`]),
  ];
}

/** How soon the credential ends. */
export function expiryInWords(daysLeft: number): string {
  if (daysLeft === 0) return 'The credential has ended. Make a new one.';
  return `The credential ends in ${daysLeft === 1 ? 'a day' : `${daysLeft} days`}. Make a new one before.`;
}

/** Other integrations with the same service as the same account: often it was meant to be another account. */
export async function twinsOf(
  deps: Pick<ConnectDeps, 'store'>,
  { connector, settings, integrationId }: Omit<CredentialTrial, 'credential' | 'network'>,
  account: ServicePerson | undefined,
): Promise<readonly string[]> {
  if (account === undefined) return [];
  const service = serviceNameOf(connector, settings);
  const others = (await deps.store.integrations.list()).filter(
    (each) =>
      each.id !== integrationId &&
      each.connector === connector.id &&
      serviceNameOf(connector, each.settings) === service &&
      isSamePerson(each.account, account),
  );
  return others.map(({ name }) => `"${name}" is connected to the same service as ${account.login}, too.`);
}

function isSamePerson(one: ServicePerson | undefined, other: ServicePerson): boolean {
  if (one === undefined) return false;
  if (one.remoteId !== undefined && other.remoteId !== undefined) return one.remoteId === other.remoteId;
  return one.login === other.login;
}
