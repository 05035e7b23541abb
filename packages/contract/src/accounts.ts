/** Accounts of Branchline itself: signing in, who may, sessions, tokens. */

import type { AccountId, Role, TokenScope } from '@branchline/domain';
import { longestPassword } from '@branchline/domain';
import { z } from 'zod';
import { Id, idOf, Moment, Nothing, SecretText } from './fields.ts';
import { view, type Route } from './route.ts';
import { versioned } from './version.ts';

export const RoleName = z.enum(['administrator', 'manager', 'member'] satisfies Role[]);
export const TokenScopeName = z.enum(['read', 'write', 'administer'] satisfies TokenScope[]);

const Login = z.string().trim().min(1).max(200);
const PersonName = z.string().trim().min(1).max(200);
/** How long it must be is said by the answer, in a sentence. */
const Password = SecretText.refine((secret) => secret.reveal().length <= longestPassword * 4, { error: 'is too long' });
const LinkToken = z.string().min(1).max(100);

export const AccountView = z.object({
  id: Id,
  login: z.string(),
  name: z.string(),
  role: RoleName,
  hasPassword: z.boolean(),
  hasSecondFactor: z.boolean(),
  /** Null: they may sign in. */
  disabledAt: Moment.nullable(),
  addedAt: Moment,
  signedInAt: Moment.nullable(),
  /** Whose it is, when something is known of that. */
  personId: Id.nullable(),
});
export type AccountView = z.infer<typeof AccountView>;

export const VersionedAccount = versioned(AccountView, ['login', 'name', 'role', 'disabledAt']);
export type VersionedAccount = z.infer<typeof VersionedAccount>;

/** Whoever asks. */
export const Me = z.object({
  /** `access-token`: whoever holds the installation's own; `jira`: somebody inside Jira. */
  kind: z.enum(['access-token', 'account', 'jira']),
  role: RoleName,
  /** Null unless it is an account. */
  account: AccountView.nullable(),
});
export type Me = z.infer<typeof Me>;

/** `second-factor-needed`: send `pending` with the code of the app. */
export const SignInState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('signed-in') }),
  z.object({ state: z.literal('second-factor-needed'), pending: z.string(), endsAt: Moment }),
]);
export type SignInState = z.infer<typeof SignInState>;

/** An address that is good once: `<where Branchline is>/link#<token>`. */
export const PasswordLink = z.object({ url: z.string(), endsAt: Moment });

export const SessionView = z.object({
  /** Names it, and opens nothing. */
  id: z.string(),
  isThisOne: z.boolean(),
  startedAt: Moment,
  usedAt: Moment,
  endsAt: Moment,
  browser: z.string(),
  address: z.string(),
});

export const ApiTokenView = z.object({
  id: Id,
  accountId: Id,
  name: z.string(),
  scope: TokenScopeName,
  /** Its last characters. */
  ending: z.string(),
  addedAt: Moment,
  expiresAt: Moment.nullable(),
  usedAt: Moment.nullable(),
});
export type ApiTokenView = z.infer<typeof ApiTokenView>;

const account = z.object({ id: idOf<AccountId>() });
const link = z.object({ token: LinkToken });
const open = { access: 'open', status: 200 } as const;
const own = { access: 'viewer', status: 200 } as const;
const people = { access: 'administrator', status: 200 } as const;

/** Only the owner of the session or token may; nobody else's is reached. */
const ownRoutes = {
  showMe: { ...view, path: '/api/v1/me', response: Me },
  changeMe: {
    ...own,
    method: 'PATCH',
    path: '/api/v1/me',
    request: z.object({ name: PersonName }),
    response: Me,
  },
  changeOwnPassword: {
    ...own,
    method: 'PUT',
    path: '/api/v1/me/password',
    request: z.object({ before: SecretText, after: Password }),
    status: 204,
    response: Nothing,
  },
  listOwnSessions: {
    ...view,
    path: '/api/v1/me/sessions',
    response: z.object({ sessions: z.array(SessionView) }),
  },
  /** It counts from the first code on. */
  beginSecondFactor: {
    ...own,
    method: 'POST',
    path: '/api/v1/me/second-factor',
    response: z.object({ secret: z.string(), address: z.string() }),
  },
  confirmSecondFactor: {
    ...own,
    method: 'PUT',
    path: '/api/v1/me/second-factor',
    request: z.object({ code: z.string().max(20) }),
    response: z.object({ recoveryCodes: z.array(z.string()) }),
  },
  /** In place of those there are; takes a code of the app or one of those. */
  renewRecoveryCodes: {
    ...own,
    method: 'POST',
    path: '/api/v1/me/second-factor/recovery-codes',
    request: z.object({ code: z.string().max(60) }),
    response: z.object({ recoveryCodes: z.array(z.string()) }),
  },
  removeSecondFactor: {
    ...own,
    method: 'DELETE',
    path: '/api/v1/me/second-factor',
    status: 204,
    response: Nothing,
  },
  listApiTokens: { ...view, path: '/api/v1/api-tokens', response: z.object({ tokens: z.array(ApiTokenView) }) },
  addApiToken: {
    ...own,
    method: 'POST',
    path: '/api/v1/api-tokens',
    request: z.object({
      name: z.string().trim().min(1).max(100),
      scope: TokenScopeName,
      /** Left out: a year; at most ten. */
      days: z.int().min(1).max(3660).default(365),
    }),
    status: 201,
    /** The token itself is to be had only here. */
    response: ApiTokenView.extend({ token: z.string() }),
  },
  removeApiToken: {
    ...own,
    method: 'DELETE',
    path: '/api/v1/api-tokens/:id',
    params: z.object({ id: idOf<number>() }),
    status: 204,
    response: Nothing,
  },
  /** All but the one that asks. */
  endOtherSessions: {
    ...own,
    method: 'DELETE',
    path: '/api/v1/me/sessions',
    status: 204,
    response: Nothing,
  },
  endOwnSession: {
    ...own,
    method: 'DELETE',
    path: '/api/v1/me/sessions/:session',
    params: z.object({ session: z.string().min(1).max(100) }),
    status: 204,
    response: Nothing,
  },
} as const satisfies Readonly<Record<string, Route>>;

export const accountRoutes = {
  ...ownRoutes,
  signInWithPassword: {
    ...open,
    method: 'POST',
    path: '/api/v1/session/password',
    request: z.object({ login: Login, password: SecretText }),
    response: SignInState,
  },
  signInWithCode: {
    ...open,
    method: 'POST',
    path: '/api/v1/session/code',
    request: z.object({ pending: LinkToken, code: z.string().max(60) }),
    response: SignInState,
  },
  /** For whom a link is; asking does not use it up. */
  showPasswordLink: {
    ...open,
    method: 'GET',
    path: '/api/v1/password-links/:token',
    params: link,
    response: z.object({ isFirst: z.boolean(), login: z.string().nullable(), name: z.string().nullable() }),
  },
  choosePassword: {
    ...open,
    method: 'POST',
    path: '/api/v1/password-links/:token',
    params: link,
    /** `login` and `name` are for the first administrator. */
    request: z.object({ login: Login.optional(), name: PersonName.optional(), password: Password }),
    response: AccountView,
  },
  listAccounts: {
    ...people,
    method: 'GET',
    path: '/api/v1/accounts',
    response: z.object({ accounts: z.array(VersionedAccount) }),
  },
  showAccount: {
    ...people,
    method: 'GET',
    path: '/api/v1/accounts/:id',
    params: account,
    response: VersionedAccount,
  },
  addAccount: {
    ...people,
    method: 'POST',
    path: '/api/v1/accounts',
    request: z.object({ login: Login, name: PersonName, role: RoleName }),
    status: 201,
    response: AccountView.extend({ link: PasswordLink }),
  },
  changeAccount: {
    ...people,
    method: 'PATCH',
    path: '/api/v1/accounts/:id',
    params: account,
    request: z.object({
      login: Login.optional(),
      name: PersonName.optional(),
      role: RoleName.optional(),
      isDisabled: z.boolean().optional(),
    }),
    response: VersionedAccount,
    edits: 'showAccount',
  },
  removeAccount: {
    ...people,
    method: 'DELETE',
    path: '/api/v1/accounts/:id',
    params: account,
    status: 204,
    response: Nothing,
  },
  makePasswordLink: {
    ...people,
    method: 'POST',
    path: '/api/v1/accounts/:id/password-link',
    params: account,
    status: 201,
    response: PasswordLink,
  },
  /** For somebody who has lost their app and their recovery codes. */
  removeSecondFactorOf: {
    ...people,
    method: 'DELETE',
    path: '/api/v1/accounts/:id/second-factor',
    params: account,
    status: 204,
    response: Nothing,
  },
  /** Of everybody. */
  listAllApiTokens: {
    ...people,
    method: 'GET',
    path: '/api/v1/accounts/api-tokens',
    response: z.object({ tokens: z.array(ApiTokenView) }),
  },
} as const satisfies Readonly<Record<string, Route>>;
