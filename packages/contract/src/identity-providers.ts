/** Identity providers: OpenID Connect, so that people sign in with the account that they have anyway. */

import type { IdentityProviderId } from '@branchline/domain';
import { z } from 'zod';
import { Id, idOf, Moment, Nothing, SecretText } from './fields.ts';
import type { Route } from './route.ts';
import { versioned } from './version.ts';

const Group = z.string().trim().min(1).max(200);
const GroupList = z.array(Group).max(100);

/** Groups as the provider writes them; `*` stands for everybody. */
const Roles = z.object({
  administrators: GroupList.default([]),
  managers: GroupList.default([]),
  members: GroupList.default(['*']),
});

const fields = {
  name: z.string().trim().min(1).max(100),
  /** As the provider names itself. */
  issuer: z.url({ protocol: /^https?$/, error: 'is not an address' }).max(500),
  clientId: z.string().trim().min(1).max(500),
  clientSecret: SecretText,
  /** Beside `openid profile email`. */
  moreScopes: z.array(z.string().regex(/^\S{1,100}$/)).max(20),
  /** A dot leads into an object: `realm_access.roles`. */
  groupsClaim: z.string().trim().min(1).max(200),
  roles: Roles,
  joinsByEmail: z.boolean(),
};

export const NewIdentityProvider = z.object({
  ...fields,
  moreScopes: fields.moreScopes.default([]),
  groupsClaim: fields.groupsClaim.default('groups'),
  roles: Roles.prefault({}),
  /** Somebody with a verified e-mail address gets the account that has it as login. */
  joinsByEmail: fields.joinsByEmail.default(false),
});

export const IdentityProviderView = z.object({
  id: Id,
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  moreScopes: z.array(z.string()),
  groupsClaim: z.string(),
  roles: z.object({
    administrators: z.array(z.string()),
    managers: z.array(z.string()),
    members: z.array(z.string()),
  }),
  joinsByEmail: z.boolean(),
  /** Entered at the client there. */
  redirectUrl: z.string(),
  addedAt: Moment,
});
export type IdentityProviderView = z.infer<typeof IdentityProviderView>;

const VersionedProvider = versioned(IdentityProviderView, [
  'name',
  'issuer',
  'clientId',
  'moreScopes',
  'groupsClaim',
  'roles',
  'joinsByEmail',
]);

const provider = z.object({ id: idOf<IdentityProviderId>() });
const people = { access: 'administrator', status: 200 } as const;

export const identityProviderRoutes = {
  /** For the page on which people sign in: names, and where the button leads. */
  listSignInWays: {
    access: 'open',
    status: 200,
    method: 'GET',
    path: '/api/v1/sign-in-ways',
    response: z.object({ providers: z.array(z.object({ name: z.string(), url: z.string() })) }),
  },
  listIdentityProviders: {
    ...people,
    method: 'GET',
    path: '/api/v1/identity-providers',
    response: z.object({ identityProviders: z.array(VersionedProvider) }),
  },
  showIdentityProvider: {
    ...people,
    method: 'GET',
    path: '/api/v1/identity-providers/:id',
    params: provider,
    response: VersionedProvider,
  },
  /** The provider is asked to describe itself; nothing is saved when it cannot be used. */
  addIdentityProvider: {
    ...people,
    method: 'POST',
    path: '/api/v1/identity-providers',
    request: NewIdentityProvider,
    status: 201,
    response: IdentityProviderView,
  },
  /** What is left out stays. */
  changeIdentityProvider: {
    ...people,
    method: 'PATCH',
    path: '/api/v1/identity-providers/:id',
    params: provider,
    request: z.object(fields).partial(),
    response: VersionedProvider,
    edits: 'showIdentityProvider',
  },
  removeIdentityProvider: {
    ...people,
    method: 'DELETE',
    path: '/api/v1/identity-providers/:id',
    params: provider,
    status: 204,
    response: Nothing,
  },
} as const satisfies Readonly<Record<string, Route>>;
