/** Identity providers at the door. */

import { problemError, type IdentityProviderView } from '@branchline/contract';
import {
  addIdentityProvider,
  changeIdentityProvider,
  removeIdentityProvider,
  type IdentityProviderDeps,
} from '../../features/accounts/identity-providers.ts';
import { openIdRedirectUrl } from '../../features/accounts/provider-sign-in.ts';
import type { IdentityProviderRow } from '../../ports/store/identity-providers.ts';
import type { Handlers } from '../mount-routes.ts';
import { notFound } from '../problems.ts';
import { whoAsks } from './accounts.ts';

export interface IdentityProviderHandlersDeps extends IdentityProviderDeps {
  /** The address people reach us at. */
  readonly publicUrl: string;
}

type Names =
  | 'listSignInWays'
  | 'listIdentityProviders'
  | 'showIdentityProvider'
  | 'addIdentityProvider'
  | 'changeIdentityProvider'
  | 'removeIdentityProvider';

function present(row: IdentityProviderRow, publicUrl: string): IdentityProviderView {
  const { id, name, issuer, clientId, moreScopes, groupsClaim, roles, joinsByEmail, addedAt } = row;
  return {
    id,
    name,
    issuer,
    clientId,
    moreScopes: [...moreScopes],
    groupsClaim,
    roles: {
      administrators: [...roles.administrators],
      managers: [...roles.managers],
      members: [...roles.members],
    },
    joinsByEmail,
    redirectUrl: openIdRedirectUrl(publicUrl),
    addedAt: addedAt.toISOString(),
  };
}

function knownAlready() {
  return problemError({
    type: 'conflict',
    title: 'This client of this issuer is set up already',
    status: 409,
    remedy: 'Change the one there is.',
  });
}

export function identityProviderHandlers(deps: IdentityProviderHandlersDeps): Pick<Handlers, Names> {
  const { publicUrl, store } = deps;
  return {
    listSignInWays: async () => {
      const providers = await store.identityProviders.list();
      return { providers: providers.map(({ id, name }) => ({ name, url: `/openid/begin/${id}` })) };
    },
    listIdentityProviders: async () => {
      const rows = await store.identityProviders.list();
      return { identityProviders: rows.map((row) => present(row, publicUrl)) };
    },
    showIdentityProvider: async ({ params }) => {
      const row = await store.identityProviders.get(params.id);
      if (row === undefined) throw notFound('identity provider');
      return present(row, publicUrl);
    },
    addIdentityProvider: async ({ body, caller }) => {
      const { clientSecret, ...wish } = body;
      const row = await addIdentityProvider(deps, whoAsks(caller), wish, clientSecret);
      if (row === undefined) throw knownAlready();
      return present(row, publicUrl);
    },
    changeIdentityProvider: async ({ params, body, caller }) => {
      const row = await changeIdentityProvider(deps, whoAsks(caller), params.id, body);
      if (row === undefined) throw notFound('identity provider');
      return present(row, publicUrl);
    },
    removeIdentityProvider: async ({ params, caller }) => {
      if (!(await removeIdentityProvider(deps, whoAsks(caller), params.id))) throw notFound('identity provider');
    },
  };
}
