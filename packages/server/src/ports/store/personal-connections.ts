/** The port to people's own connections with Git services: one for a person and an integration. */

import type { CredentialKind, IdentityId, IntegrationId, PersonId, ServicePerson } from '@branchline/domain';
import type { MissingRight } from '../git-service.ts';
import type { SealedSecret } from '../secret-box.ts';

/** Where a connection is kept: with the account whose token it is. It follows the account when people are joined or split. */
export interface PersonalConnectionKey {
  readonly identityId: IdentityId;
  readonly integrationId: IntegrationId;
}

/** A person's connection, without what is secret. */
export interface PersonalConnection extends PersonalConnectionKey {
  readonly personId: PersonId;
  readonly credentialKind: CredentialKind;
  /** As whom the service answered. */
  readonly account: ServicePerson;
  readonly missingRights: readonly MissingRight[];
  /** Undefined: it does not end, renews itself, or nobody knows. */
  readonly expiresAt: Date | undefined;
  /** When the service last took it. */
  readonly checkedAt: Date;
  /** When this credential was given; undefined when that was before it was noted. */
  readonly connectedAt: Date | undefined;
  /** Why it does not work, as a whole sentence; undefined while it does. */
  readonly lastProblem: string | undefined;
}

/** What trying one told. */
export interface PersonalFindings {
  readonly account: ServicePerson;
  readonly missingRights: readonly MissingRight[];
  readonly expiresAt: Date | undefined;
  readonly checkedAt: Date;
}

/** People's own connections. */
export interface PersonalConnectionTable {
  /** In order of the integrations. */
  ofPerson(id: PersonId): Promise<readonly PersonalConnection[]>;
  /** Of several accounts of theirs at the service, the one that was checked last. */
  get(id: PersonId, integrationId: IntegrationId): Promise<PersonalConnection | undefined>;
  /** Of everybody, the longest unchecked first. */
  uncheckedSince(moment: Date, limit: number): Promise<readonly PersonalConnection[]>;
  sealedCredential(key: PersonalConnectionKey): Promise<SealedSecret | undefined>;
  /** Takes the place of whatever the account had there. */
  save(
    key: PersonalConnectionKey,
    kind: CredentialKind,
    sealed: SealedSecret,
    findings: PersonalFindings,
  ): Promise<void>;
  /** Only while `before` is what is kept. False: somebody else changed it, and nothing was written. */
  replaceSealedCredential(key: PersonalConnectionKey, before: SealedSecret, after: SealedSecret): Promise<boolean>;
  /** It works; the last problem is over. Since when it stands stays. */
  saveFindings(key: PersonalConnectionKey, findings: PersonalFindings): Promise<void>;
  noteProblem(key: PersonalConnectionKey, problem: string): Promise<void>;
  remove(key: PersonalConnectionKey): Promise<boolean>;
}

/** Where a connection's credential is sealed to; also the name of its lock and of its allowance of requests. */
export function personalConnectionPlace({ identityId, integrationId }: PersonalConnectionKey): string {
  return `personal-connection/${identityId}/${integrationId}`;
}
