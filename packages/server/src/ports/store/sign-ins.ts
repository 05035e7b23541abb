/** The port to sign-ins that lead through a browser, from the first click until their credential is saved. */

import type { AppId, IntegrationId, NetworkSettings, ServicePerson, ServiceSettings } from '@branchline/domain';
import type { MissingRight } from '../git-service.ts';
import type { SealedSecret } from '../secret-box.ts';

/** What comes of it. */
export type SignInPurpose =
  /** A credential for an integration that does not exist yet. */
  | { readonly kind: 'new-integration' }
  /** A credential that takes the place of an integration's own. */
  | { readonly kind: 'reconnect'; readonly integrationId: IntegrationId }
  /** An app, registered at the service. */
  | { readonly kind: 'register-app' };

/** One way through a browser. */
export interface SignIn {
  /** Unguessable. */
  readonly id: string;
  readonly connector: string;
  readonly settings: ServiceSettings;
  readonly network: NetworkSettings;
  readonly purpose: SignInPurpose;
  /** Of PKCE. */
  readonly sealedVerifier: SealedSecret | undefined;
  /** The app that is being installed. */
  readonly appId: AppId | undefined;
  /** Undefined until the browser came back. */
  readonly sealedCredential: SealedSecret | undefined;
  readonly account: ServicePerson | undefined;
  readonly credentialExpiresAt: Date | undefined;
  readonly missingRights: readonly MissingRight[];
  /** Forgotten after this moment. */
  readonly expiresAt: Date;
}

/** What the browser brought back, checked. */
export type FinishedSignIn = Pick<SignIn, 'account' | 'credentialExpiresAt' | 'missingRights' | 'expiresAt'> & {
  readonly sealedCredential: SealedSecret;
};

/** Sign-ins that are under way, or wait to be saved. */
export interface SignInTable {
  begin(
    signIn: Pick<SignIn, 'id' | 'connector' | 'settings' | 'network' | 'purpose' | 'expiresAt'> & {
      readonly sealedVerifier?: SealedSecret;
      readonly appId?: AppId;
      readonly stateDigest: string;
      readonly browserDigest: string;
    },
  ): Promise<void>;
  /** The sign-in of this state and this browser, once; undefined for any other, and for one that is over. */
  takeByState(stateDigest: string, browserDigest: string, now: Date): Promise<SignIn | undefined>;
  /** From now on this browser alone may bring the state back; undefined when it was used, or is over. */
  bindBrowser(id: string, browserDigest: string, now: Date): Promise<SignIn | undefined>;
  finish(id: string, finished: FinishedSignIn): Promise<void>;
  /** With a credential, and not over. */
  finished(id: string, now: Date): Promise<SignIn | undefined>;
  /** False when there was none. */
  remove(id: string): Promise<boolean>;
  removeBefore(moment: Date): Promise<void>;
}

/** Where what belongs to a sign-in is sealed to. */
export function signInPlace(id: string, what: 'verifier' | 'credential'): string {
  return `sign-in/${id}/${what}`;
}
