/** What a document asks about identity providers and accounts. */

import type { Configuration, ConfigurationFile } from '@branchline/contract';
import { providerSecretPlace } from '../../ports/store/identity-providers.ts';
import { defined } from './defined.ts';
import type { Context } from './context.ts';
import { ambiguous, type ConfigurationDeps } from './place.ts';
import { isAnother, neededSecret, referenceFor, secretIn, secretMissing } from './secrets.ts';
import { removalOf, unitOf, type Unit } from './unit.ts';

type WantedProvider = NonNullable<Configuration['identityProviders']>[number];
type ProviderDocument = NonNullable<ConfigurationFile['identityProviders']>[number];
type WantedAccount = NonNullable<Configuration['accounts']>[number];
type AccountDocument = NonNullable<ConfigurationFile['accounts']>[number];

/** As the document says them, by name. @throws ProblemError when two have the same name */
export async function readProviders({ store }: ConfigurationDeps): Promise<readonly ProviderDocument[]> {
  const rows = await store.identityProviders.list();
  for (const [name, same] of Map.groupBy(rows, (row) => row.name)) {
    if (same.length > 1) throw ambiguous(`${same.length} identity providers are called "${name}".`);
  }
  return rows
    .map(({ name, issuer, clientId, moreScopes, groupsClaim, roles, joinsByEmail }) => ({
      name,
      issuer,
      clientId,
      clientSecret: referenceFor(name, 'client-secret'),
      moreScopes: [...moreScopes],
      groupsClaim,
      roles: {
        administrators: [...roles.administrators],
        managers: [...roles.managers],
        members: [...roles.members],
      },
      joinsByEmail,
    }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** By login. Passwords and second factors are their owners'. */
export async function readAccounts({ store }: ConfigurationDeps): Promise<readonly AccountDocument[]> {
  return (await store.accounts.list()).map(({ login, name, role, disabledAt }) => ({
    login,
    name,
    role,
    isDisabled: disabledAt !== undefined,
  }));
}

const everybodyIsMember = { administrators: [], managers: [], members: ['*'] };

export async function providerUnits(
  { deps, asker }: Context,
  wanted: readonly WantedProvider[],
): Promise<readonly (Unit | undefined)[]> {
  const rows = await deps.store.identityProviders.list();
  const documents = new Map((await readProviders(deps)).map((each) => [each.name, each]));
  return Promise.all(
    wanted.map(async ({ clientSecret, ...said }) => {
      const row = rows.find(({ name }) => name === said.name);
      const secret = secretIn(clientSecret);
      const fields = defined(said);
      const common = { kind: 'identity-provider', name: said.name } as const;
      if (row === undefined) {
        const problem = secret === undefined ? secretMissing('client secret', clientSecret) : undefined;
        const run = () => {
          const { moreScopes = [], groupsClaim = 'groups', joinsByEmail = false, roles = everybodyIsMember } = said;
          const options = { moreScopes, groupsClaim, joinsByEmail, roles };
          const body = { ...said, ...options, clientSecret: neededSecret('client secret', clientSecret) };
          return asker.ask('addIdentityProvider', { body });
        };
        return unitOf({ ...common, before: undefined, after: fields, problem, run });
      }
      const sealed = await deps.store.identityProviders.sealedSecret(row.id);
      const kept = sealed && deps.secretBox.open(sealed, providerSecretPlace(row.id));
      const { clientSecret: _reference, ...before }: Partial<ProviderDocument> = documents.get(said.name) ?? {};
      const body = { ...fields, ...(secret === undefined ? {} : { clientSecret: secret }) };
      return unitOf({
        ...common,
        before,
        after: { ...before, ...fields },
        newSecrets: isAnother(clientSecret, kept) ? ['clientSecret'] : [],
        run: () => asker.ask('changeIdentityProvider', { params: { id: row.id }, body }),
      });
    }),
  );
}

export async function leftOutProviders(
  { deps, asker }: Context,
  wanted: readonly WantedProvider[],
): Promise<readonly Unit[]> {
  const kept = new Set(wanted.map(({ name }) => name));
  const rows = (await deps.store.identityProviders.list()).filter(({ name }) => !kept.has(name));
  return rows.map(({ id, name }) =>
    removalOf('identity-provider', name, 'the way to sign in with it', () =>
      asker.ask('removeIdentityProvider', { params: { id } }),
    ),
  );
}

/** A new one gets a link by which its owner chooses a password; an administrator makes it on the page. */
export async function accountUnits(
  { deps, asker }: Context,
  wanted: readonly WantedAccount[],
): Promise<readonly (Unit | undefined)[]> {
  const rows = await deps.store.accounts.list();
  return wanted.map((said) => {
    const row = rows.find(({ login }) => login.toLowerCase() === said.login.toLowerCase());
    const { login, name = login, role = 'member', isDisabled = false } = said;
    const common = { kind: 'account', name: login } as const;
    if (row === undefined) {
      const run = async () => {
        const { id } = await asker.ask('addAccount', { body: { login, name, role } });
        const params = { id: id as Parameters<typeof deps.store.accounts.get>[0] };
        if (isDisabled) await asker.ask('changeAccount', { params, body: { isDisabled } });
      };
      return unitOf({ ...common, before: undefined, after: { login, name, role, isDisabled }, run });
    }
    const before = { login: row.login, name: row.name, role: row.role, isDisabled: row.disabledAt !== undefined };
    const change = defined({ name: said.name, role: said.role, isDisabled: said.isDisabled });
    const run = () => asker.ask('changeAccount', { params: { id: row.id }, body: change });
    return unitOf({ ...common, before, after: { ...before, ...change }, run });
  });
}

/** Whoever applies it keeps their own: nobody locks themselves out by a file. */
export async function leftOutAccounts(
  { deps, asker, accountId }: Context,
  wanted: readonly WantedAccount[],
): Promise<readonly Unit[]> {
  const kept = new Set(wanted.map(({ login }) => login.toLowerCase()));
  const rows = (await deps.store.accounts.list()).filter(({ login }) => !kept.has(login.toLowerCase()));
  return rows
    .filter(({ id }) => id !== accountId)
    .map(({ id, login }) =>
      removalOf('account', login, 'its sessions and tokens', () => asker.ask('removeAccount', { params: { id } })),
    );
}
