/** A credential that came through a browser and waits until somebody has seen whose it is. */

import { Failure } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Store } from '../../ports/store.ts';
import { signInPlace, type SignIn } from '../../ports/store/sign-ins.ts';
import { connectorNamed } from './connect.ts';
import { openCredential, type StoredCredential } from './stored-credential.ts';
import { missingRightInWords, twinsOf } from './try-credential.ts';

export interface PendingCredentialDeps {
  readonly store: Store;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
}

export interface PendingCredential {
  readonly signIn: SignIn;
  readonly credential: StoredCredential;
}

/** Without the credential. */
export interface PendingView {
  readonly signIn: SignIn;
  readonly connectorTitle: string;
  /** The service can be asked to let people choose. */
  readonly mayChooseAccount: boolean;
  /** Whole sentences. */
  readonly warnings: readonly string[];
}

/** @throws Failure `not-found` when it was saved, cancelled, or waited for too long */
export async function openPendingCredential(
  { store, secretBox, clock }: PendingCredentialDeps,
  id: string,
): Promise<PendingCredential> {
  const signIn = await store.signIns.finished(id, clock.now());
  if (signIn?.sealedCredential === undefined) {
    const message = 'This sign-in is over: it was saved, cancelled, or waited for more than an hour. Sign in again.';
    throw new Failure('not-found', 'git-service', message);
  }
  return { signIn, credential: openCredential(secretBox, signIn.sealedCredential, signInPlace(id, 'credential')) };
}

/** As whom it would connect, before anything is saved. Undefined when nothing of that name waits. */
export async function showPendingCredential(deps: PendingCredentialDeps, id: string): Promise<PendingView | undefined> {
  const signIn = await deps.store.signIns.finished(id, deps.clock.now());
  if (signIn === undefined) return undefined;
  const connector = connectorNamed(deps, signIn.connector);
  const { settings, purpose } = signIn;
  const integrationId = purpose.kind === 'reconnect' ? purpose.integrationId : undefined;
  const twins = await twinsOf(deps, { connector, settings, integrationId }, signIn.account);
  const warnings = [...twins, ...signIn.missingRights.map(missingRightInWords), ...(await otherAccount(deps, signIn))];
  const choosing = Object.keys(connector.oauth?.switchAccountParameters ?? {});
  const mayChooseAccount = signIn.appId === undefined && choosing.length > 0;
  return { signIn, connectorTitle: connector.title, mayChooseAccount, warnings };
}

async function otherAccount(
  { store }: PendingCredentialDeps,
  { purpose, account }: SignIn,
): Promise<readonly string[]> {
  if (purpose.kind !== 'reconnect' || account === undefined) return [];
  const before = (await store.integrations.get(purpose.integrationId))?.account;
  if (before === undefined || before.login === account.login) return [];
  return [`The integration is connected as ${before.login} now, and would be as ${account.login}.`];
}

/** Nothing of it stays. False when nothing of that name waited. */
export async function cancelPendingCredential({ store }: PendingCredentialDeps, id: string): Promise<boolean> {
  return store.signIns.remove(id);
}
