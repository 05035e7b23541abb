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
  | { readonly kind: 'register-app' }
  | OwnConnectionPurpose;

/** Somebody's own connection. */
export interface OwnConnectionPurpose {
  readonly kind: 'own-connection';
  readonly integrationId: IntegrationId;
  /** Who set out, by `nameOfPrincipal`: nobody else may end it. */
  readonly owner: string;
  /** The page of ours on which the way ends; undefined: it was begun in a window of its own. */
  readonly next?: string | undefined;
}

/** What became of a way to somebody's own connection. */
export type SignInEnd =
  | { readonly kind: 'connected' }
  /** A whole sentence. */
  | { readonly kind: 'refused'; readonly because: string }
  /** The credential waits for a code, which the browser was shown and nobody else. */
  | { readonly kind: 'code-needed'; readonly codeDigest: string };

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
  /** Only of ways to somebody's own connection; undefined until they ended. */
  readonly outcome: SignInEnd | undefined;
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
  /** The same without using it up. */
  findByState(stateDigest: string, browserDigest: string, now: Date): Promise<SignIn | undefined>;
  /** Whatever became of it; undefined when it is over. */
  get(id: string, now: Date): Promise<SignIn | undefined>;
  /** From now on this browser alone may bring the state back; undefined when it was used, or is over. */
  bindBrowser(id: string, browserDigest: string, now: Date): Promise<SignIn | undefined>;
  finish(id: string, finished: FinishedSignIn): Promise<void>;
  /** Notes what became of a way to somebody's own connection; a credential is kept only with `code-needed`. */
  end(id: string, end: SignInEnd, expiresAt: Date, sealedCredential?: SealedSecret): Promise<void>;
  /** With a credential that waits to be saved as an integration's, and not over. */
  finished(id: string, now: Date): Promise<SignIn | undefined>;
  /** False when there was none. */
  remove(id: string): Promise<boolean>;
  removeBefore(moment: Date): Promise<void>;
}

/** Where what belongs to a sign-in is sealed to. */
export function signInPlace(id: string, what: 'verifier' | 'credential'): string {
  return `sign-in/${id}/${what}`;
}
