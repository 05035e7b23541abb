/** The port to the accounts with which people sign in to Branchline, their sessions and their tokens. */

import type { AccountId, Role, TokenScope } from '@branchline/domain';
import type { SealedSecret } from '../secret-box.ts';

/** How somebody signs in. */
export interface AccountRow {
  readonly id: AccountId;
  /** What they sign in with, unique in any case: an e-mail address, as a rule. */
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  /** False for those who come by an identity provider only. */
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  /** Since when they may not sign in; undefined: they may. */
  readonly disabledAt: Date | undefined;
  readonly addedAt: Date;
  readonly signedInAt: Date | undefined;
}

/** An account to be added. */
export interface NewAccount {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly passwordHash: string | undefined;
}

/** The second factor as it is kept. */
export interface KeptSecondFactor {
  readonly sealedSecret: SealedSecret;
  /** False until a first code has proved that the app has it. */
  readonly isConfirmed: boolean;
}

/** Somebody as an identity provider names them, for ever. */
export interface ProviderSubject {
  readonly issuer: string;
  readonly subject: string;
}

/** Accounts. */
export interface AccountTable {
  /** Undefined when the login is taken. */
  add(account: NewAccount): Promise<AccountRow | undefined>;
  get(id: AccountId): Promise<AccountRow | undefined>;
  /** In any case. */
  byLogin(login: string): Promise<AccountRow | undefined>;
  bySubject(subject: ProviderSubject): Promise<AccountRow | undefined>;
  /** By login. */
  list(): Promise<readonly AccountRow[]>;
  /** What is left out stays. False when the login is taken. */
  change(
    id: AccountId,
    change: {
      readonly login?: string;
      readonly name?: string;
      readonly role?: Role;
      readonly disabledAt?: Date | null;
    },
  ): Promise<boolean>;
  remove(id: AccountId): Promise<void>;
  /** Administrators that may sign in, held for the transaction: two that leave at once must not both be let go. */
  holdAdministrators(): Promise<readonly AccountId[]>;
  passwordHash(id: AccountId): Promise<string | undefined>;
  savePasswordHash(id: AccountId, hash: string | undefined): Promise<void>;
  linkSubject(id: AccountId, subject: ProviderSubject): Promise<void>;
  secondFactor(id: AccountId): Promise<KeptSecondFactor | undefined>;
  /** Unconfirmed, or none at all. */
  saveSecondFactor(id: AccountId, sealedSecret: SealedSecret | undefined): Promise<void>;
  /** Uses the step up, and with it all before. False when it was used up already. */
  useStep(id: AccountId, step: number): Promise<boolean>;
  confirmSecondFactor(id: AccountId, recoveryDigests: readonly string[]): Promise<void>;
  /** False when there is no such code any more. */
  useRecoveryCode(id: AccountId, digest: string): Promise<boolean>;
  noteSignedIn(id: AccountId, at: Date): Promise<void>;
}

/** Somebody who is signed in, in one browser. */
export interface SessionRow {
  /** SHA-256 of what the browser holds. */
  readonly digest: string;
  readonly accountId: AccountId;
  readonly startedAt: Date;
  readonly usedAt: Date;
  readonly endsAt: Date;
  /** As the browser calls itself, shortened. */
  readonly browser: string;
  readonly address: string;
}

/** Sessions. */
export interface SessionTable {
  add(session: SessionRow): Promise<void>;
  find(digest: string): Promise<SessionRow | undefined>;
  noteUsed(digest: string, at: Date): Promise<void>;
  /** Latest used first. */
  list(account: AccountId): Promise<readonly SessionRow[]>;
  remove(digest: string): Promise<void>;
  /** All of an account, but the one that is named. */
  removeAll(account: AccountId, except?: string): Promise<void>;
  removeEnded(now: Date): Promise<void>;
}

/** A token for programs. */
export interface ApiTokenRow {
  readonly id: number;
  readonly accountId: AccountId;
  readonly name: string;
  readonly scope: TokenScope;
  /** Its last characters, by which people tell tokens apart. */
  readonly ending: string;
  readonly addedAt: Date;
  readonly expiresAt: Date | undefined;
  readonly usedAt: Date | undefined;
}

/** Tokens for programs. */
export interface ApiTokenTable {
  add(token: Omit<ApiTokenRow, 'id' | 'usedAt'> & { readonly digest: string }): Promise<ApiTokenRow>;
  find(digest: string): Promise<ApiTokenRow | undefined>;
  /** Of one account, or of all; the newest first. */
  list(account: AccountId | undefined): Promise<readonly ApiTokenRow[]>;
  noteUsed(id: number, at: Date): Promise<void>;
  /** False when there is none. */
  remove(id: number): Promise<boolean>;
}

/** What a link that is used once may do. */
export type LinkPurpose =
  /** Makes the first administrator. */
  | { readonly kind: 'first-administrator' }
  /** Lets somebody choose a password. */
  | { readonly kind: 'password'; readonly accountId: AccountId }
  /** Somebody whose password was right, and whose second factor is still wanted. */
  | { readonly kind: 'second-factor'; readonly accountId: AccountId };

/** Links and half sign-ins: each is good once, and for a while. */
export interface OneTimeLinkTable {
  add(link: { readonly digest: string; readonly purpose: LinkPurpose; readonly endsAt: Date }): Promise<void>;
  find(digest: string, now: Date): Promise<LinkPurpose | undefined>;
  /** Undefined when it is over or was used. */
  use(digest: string, now: Date): Promise<LinkPurpose | undefined>;
  removeAll(kind: LinkPurpose['kind'], account?: AccountId): Promise<void>;
}

/** Who has been guessing. */
export interface SignInAttemptTable {
  /** How often it went wrong under each of the names, in their order, and when last. */
  failures(
    names: readonly string[],
  ): Promise<readonly ({ readonly count: number; readonly lastAt: Date } | undefined)[]>;
  /** Counts from one again when the last was before `since`. */
  noteFailure(names: readonly string[], at: Date, since: Date): Promise<void>;
  forget(names: readonly string[]): Promise<void>;
}
