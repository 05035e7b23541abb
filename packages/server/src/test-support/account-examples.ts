/** Accounts as tests of doors find them, and ways of proving who one is that cost nothing. */

import { Failure, Secret, type AccountId, type AtlassianAccountId, type JiraSiteId } from '@branchline/domain';
import { digestOfToken } from '../features/accounts/sessions.ts';
import { makeJiraCode } from '../features/people/own-account.ts';
import type { Clock } from '../ports/clock.ts';
import type { OneTimeCodes } from '../ports/one-time-codes.ts';
import type { OpenId } from '../ports/openid.ts';
import type { Passwords } from '../ports/passwords.ts';
import type { Store } from '../ports/store.ts';

/** Of the account `ada`, an administrator: the first. */
export const examplePassword = 'a phrase of several words';
/** What the browser of `ada` holds. */
export const exampleSession = 'session-of-ada-in-these-tests';
/** By which `bob`, a member and the second, may choose a password. */
export const exampleLink = 'link-of-bob-in-these-tests';
/** Of `ada`, whose password was right a moment ago. */
export const examplePending = 'half-signed-in-in-these-tests';
/** That Jira shows the account `ada-1` of the first site. */
export const exampleJiraCode = 'AAAA-AAAA-AAAA';
/** The only code that is ever right, and never used up. */
export const exampleCode = '123456';

let step = 0;
const day = 24 * 3_600_000;

/** Keeps the promises of the port but one: anybody can turn these back. */
export function plainPasswords(): Passwords & { readonly pretended: number } {
  let pretended = 0;
  return {
    hash: async (password) => `plain ${password.reveal()}`,
    verify: async (password, hash) => hash === `plain ${password.reveal()}`,
    pretend: async () => void (pretended += 1),
    get pretended() {
      return pretended;
    },
  };
}

export const exampleCodes: OneTimeCodes = {
  make: (login) => ({ secret: new Secret('SECRET'), address: new Secret(`otpauth://totp/${login}`) }),
  stepOf: (code) => (code === exampleCode ? (step += 1) : undefined),
};

/** A provider that is always there, and vouches for nobody. */
export const exampleOpenId: OpenId = {
  check: async () => undefined,
  authorizationUrl: async ({ issuer }, { state }) => `${issuer}/authorize?state=${state}`,
  finish: async () => {
    throw new Failure('rejected', 'identity-provider', 'The example vouches for nobody.');
  },
};

/** `ada` with a session and a token, `bob` with a link, and an identity provider. */
export async function addAccountExamples({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
  const now = clock.now();
  const endsAt = new Date(now.getTime() + day);
  const passwordHash = `plain ${examplePassword}`;
  const ada = await store.accounts.add({ login: 'ada', name: 'Ada', role: 'administrator', passwordHash });
  const bob = await store.accounts.add({ login: 'bob', name: 'Bob', role: 'member', passwordHash: undefined });
  const [accountId, other] = [ada?.id, bob?.id] as [AccountId, AccountId];
  const times = { startedAt: now, usedAt: now, endsAt };
  const digest = digestOfToken(exampleSession);
  await store.sessions.add({ digest, accountId, ...times, browser: 'Firefox', address: '192.0.2.1' });
  const token = { name: 'CI', scope: 'administer', ending: 'ests', addedAt: now, expiresAt: endsAt } as const;
  await store.apiTokens.add({ ...token, accountId, digest: 'digest' });
  await store.identityProviders.add({
    name: 'Example',
    issuer: 'https://login.example',
    clientId: 'branchline',
    moreScopes: [],
    groupsClaim: 'groups',
    roles: { administrators: [], managers: [], members: ['*'] },
    joinsByEmail: false,
  });
  const half = { kind: 'second-factor', accountId } as const;
  await store.oneTimeLinks.add({ digest: digestOfToken(examplePending), purpose: half, endsAt });
  const jira = { kind: 'jira-user', jiraSiteId: 1 as JiraSiteId, accountId: 'ada-1' as AtlassianAccountId } as const;
  if ((await store.jiraSites.list()).length > 0) {
    // Nothing but noughts makes nothing but the first letter.
    await makeJiraCode({ store, clock, randomToken: () => Buffer.alloc(32).toString('base64url') }, jira);
  }
  const purpose = { kind: 'password', accountId: other } as const;
  await store.oneTimeLinks.add({ digest: digestOfToken(exampleLink), purpose, endsAt });
}
