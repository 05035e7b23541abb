/** What signing in needs, with a clock that is set by hand and passwords that cost nothing. */

import { randomBytes } from 'node:crypto';
import type { Role, Secret } from '@branchline/domain';
import { Secret as OneTimeSecret, TOTP } from 'otpauth';
import { otpauthCodes } from '../adapters/one-time-codes/otpauth-codes.ts';
import type { RemoveAccountDeps } from '../features/accounts/manage-accounts.ts';
import type { PasswordLinkDeps } from '../features/accounts/password-links.ts';
import type { SignInDeps } from '../features/accounts/sign-in.ts';
import { partOwnAccount } from '../features/people/own-account.ts';
import type { Passwords } from '../ports/passwords.ts';
import type { AccountRow } from '../ports/store/accounts.ts';
import { plainPasswords } from './account-examples.ts';
import { testSecretBox } from './test-secret-box.ts';
import { openTestStore, type TestStore } from './test-store.ts';

/** As the app on somebody's telephone shows it. */
export function codeOf(secret: Secret, at: Date): string {
  const shared = OneTimeSecret.fromBase32(secret.reveal());
  return new TOTP({ algorithm: 'SHA1', digits: 6, period: 30, secret: shared }).generate({ timestamp: at.getTime() });
}

export interface AccountHouse extends SignInDeps, PasswordLinkDeps, RemoveAccountDeps {
  readonly store: TestStore['store'];
  readonly passwords: Passwords & { readonly pretended: number };
  readonly advance: (seconds: number) => void;
  readonly addAccount: (login: string, role?: Role, password?: string) => Promise<AccountRow>;
  readonly close: () => Promise<void>;
}

export async function openAccountHouse(): Promise<AccountHouse> {
  const test = await openTestStore();
  const passwords = plainPasswords();
  let time = Date.parse('2026-03-01T12:00:00Z');
  return {
    store: test.store,
    passwords,
    partOwnAccount,
    oneTimeCodes: otpauthCodes(),
    secretBox: testSecretBox(),
    clock: { now: () => new Date(time) },
    randomToken: () => randomBytes(32).toString('base64url'),
    advance: (seconds) => void (time += seconds * 1000),
    async addAccount(login, role = 'member', password = 'correct horse battery') {
      const wish = { login, name: login, role, passwordHash: `plain ${password}` };
      const account = await test.store.accounts.add(wish);
      if (account === undefined) throw new Error(`There is a ${login} already.`);
      return account;
    },
    close: () => test.close(),
  };
}
