/** Setting up identity providers: each is asked to describe itself before it is saved. */

import { Failure, type IdentityProviderId, type Secret } from '@branchline/domain';
import type { OpenId, OpenIdProvider } from '../../ports/openid.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Store } from '../../ports/store.ts';
import {
  providerSecretPlace,
  type IdentityProviderRow,
  type IdentityProviderWish,
} from '../../ports/store/identity-providers.ts';
import type { WhoChanges } from './manage-accounts.ts';

export interface IdentityProviderDeps {
  readonly store: Store;
  readonly secretBox: SecretBox;
  readonly openId: OpenId;
}

/** Undefined when there is one with this issuer and client. @throws Failure as the check does */
export async function addIdentityProvider(
  deps: IdentityProviderDeps,
  by: WhoChanges,
  wish: IdentityProviderWish,
  clientSecret: Secret,
): Promise<IdentityProviderRow | undefined> {
  await deps.openId.check({ ...wish, clientSecret });
  return deps.store.transaction(async (tables) => {
    const row = await tables.identityProviders.add(wish);
    if (row === undefined) return undefined;
    const sealed = deps.secretBox.seal(clientSecret, providerSecretPlace(row.id));
    await tables.identityProviders.saveSealedSecret(row.id, sealed);
    const entry = { what: 'identity-provider/add', about: `identity-provider/${row.id}`, result: 'done' } as const;
    await tables.auditLog.add({ ...by, ...entry, note: `${wish.name}, ${wish.issuer}` });
    return row;
  });
}

/** What is left out, or undefined, stays. */
export type ProviderChange = {
  readonly [Field in keyof IdentityProviderWish]?: IdentityProviderWish[Field] | undefined;
} & { readonly clientSecret?: Secret | undefined };

/** Undefined when there is no such provider. @throws Failure as the check does */
export async function changeIdentityProvider(
  deps: IdentityProviderDeps,
  by: WhoChanges,
  id: IdentityProviderId,
  change: ProviderChange,
): Promise<IdentityProviderRow | undefined> {
  const before = await deps.store.identityProviders.get(id);
  if (before === undefined) return undefined;
  const { clientSecret, ...rest } = change;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const wish: IdentityProviderWish = { ...before, ...given };
  const secret = clientSecret ?? (await openedSecret(deps, id));
  await deps.openId.check({ ...wish, clientSecret: secret });
  await deps.store.transaction(async (tables) => {
    await tables.identityProviders.change(id, wish);
    if (clientSecret !== undefined) {
      const sealed = deps.secretBox.seal(clientSecret, providerSecretPlace(id));
      await tables.identityProviders.saveSealedSecret(id, sealed);
    }
    const entry = { what: 'identity-provider/change', about: `identity-provider/${id}`, result: 'done' } as const;
    await tables.auditLog.add({ ...by, ...entry, note: Object.keys(change).join(', ') });
  });
  return deps.store.identityProviders.get(id);
}

/** False when there is none. */
export async function removeIdentityProvider(
  { store }: Pick<IdentityProviderDeps, 'store'>,
  by: WhoChanges,
  id: IdentityProviderId,
): Promise<boolean> {
  return store.transaction(async (tables) => {
    const row = await tables.identityProviders.get(id);
    if (row === undefined) return false;
    await tables.identityProviders.remove(id);
    const entry = { what: 'identity-provider/remove', about: `identity-provider/${id}`, result: 'done' } as const;
    await tables.auditLog.add({ ...by, ...entry, note: row.name });
    return true;
  });
}

async function openedSecret({ store, secretBox }: IdentityProviderDeps, id: IdentityProviderId): Promise<Secret> {
  const sealed = await store.identityProviders.sealedSecret(id);
  if (sealed !== undefined) return secretBox.open(sealed, providerSecretPlace(id));
  throw new Failure('rejected', 'identity-provider', 'This provider has no client secret. Enter it again.');
}

/** With its secret, ready to be spoken to. Undefined when there is no such provider. */
export async function openProvider(
  deps: IdentityProviderDeps,
  id: IdentityProviderId,
): Promise<{ readonly row: IdentityProviderRow; readonly provider: OpenIdProvider } | undefined> {
  const row = await deps.store.identityProviders.get(id);
  return row && { row, provider: { ...row, clientSecret: await openedSecret(deps, id) } };
}
