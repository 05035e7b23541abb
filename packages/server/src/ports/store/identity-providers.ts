/** The port to the identity providers at which people may sign in. */

import type { GroupRoles, IdentityProviderId } from '@branchline/domain';
import type { SealedSecret } from '../secret-box.ts';

/** A provider as it is set up. */
export interface IdentityProviderRow {
  readonly id: IdentityProviderId;
  /** On the button. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly moreScopes: readonly string[];
  readonly groupsClaim: string;
  readonly roles: GroupRoles;
  /** Somebody with a verified e-mail address gets the account that has it as login. */
  readonly joinsByEmail: boolean;
  readonly addedAt: Date;
}

/** What may be set. */
export type IdentityProviderWish = Omit<IdentityProviderRow, 'id' | 'addedAt'>;

/** The place to which its client secret is sealed. */
export function providerSecretPlace(id: IdentityProviderId): string {
  return `identity-provider/${id}/client-secret`;
}

/** Identity providers. */
export interface IdentityProviderTable {
  /** Undefined when there is one with this issuer and client. */
  add(wish: IdentityProviderWish): Promise<IdentityProviderRow | undefined>;
  get(id: IdentityProviderId): Promise<IdentityProviderRow | undefined>;
  /** By name. */
  list(): Promise<readonly IdentityProviderRow[]>;
  change(id: IdentityProviderId, wish: IdentityProviderWish): Promise<void>;
  sealedSecret(id: IdentityProviderId): Promise<SealedSecret | undefined>;
  saveSealedSecret(id: IdentityProviderId, sealed: SealedSecret): Promise<void>;
  /** Accounts stay; whoever has no password cannot sign in any more. */
  remove(id: IdentityProviderId): Promise<void>;
}
