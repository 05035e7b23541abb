/** Accounts, the links by which passwords are chosen, and tokens for programs. */

import { Secret } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAccountHouse, type AccountHouse } from '../../test-support/account-house.ts';
import { holderOfApiToken, makeApiToken, removeApiToken } from './api-tokens.ts';
import { addAccount, changeAccount, removeAccount } from './manage-accounts.ts';
import {
  changeOwnPassword,
  choosePassword,
  makeFirstAdministrator,
  makeFirstLink,
  showPasswordLink,
} from './password-links.ts';
import { liveSession, startSession } from './sessions.ts';

let house: AccountHouse;

beforeEach(async () => {
  house = await openAccountHouse();
});
afterEach(() => house.close());

const by = { who: 'administrator', origin: 'api' };
const here = { browser: 'Firefox', address: '192.0.2.1' };
const good = new Secret('a phrase of several words');
const first = { login: 'ada', name: 'Ada', password: good };

describe('the first administrator', () => {
  it('is made by a link that is good once, for a day', async () => {
    const link = await makeFirstLink(house);
    expect(await showPasswordLink(house, link!.token)).toEqual({ isFirst: true, account: undefined });
    const made = await makeFirstAdministrator(house, link!.token, first);
    expect(made).toMatchObject({
      outcome: 'done',
      account: { login: 'ada', role: 'administrator', hasPassword: true },
    });
    expect((await makeFirstAdministrator(house, link!.token, { ...first, login: 'eve' })).outcome).toBe('unknown-link');
    expect(await house.store.accounts.list()).toHaveLength(1);
  });

  it('gets a new link until somebody has signed in, and none after that', async () => {
    const [one, other] = [await makeFirstLink(house), await makeFirstLink(house)];
    expect((await makeFirstAdministrator(house, one!.token, first)).outcome).toBe('unknown-link');
    const made = await makeFirstAdministrator(house, other!.token, first);
    if (made.outcome !== 'done') throw new Error(made.outcome);
    await startSession(house, made.account, here);
    expect(await makeFirstLink(house)).toBeUndefined();
  });

  it('is not made by an old link, nor with a poor password, which leaves the link good', async () => {
    const link = await makeFirstLink(house);
    const poor = await makeFirstAdministrator(house, link!.token, { ...first, password: new Secret('short') });
    expect(poor).toMatchObject({ outcome: 'password-refused', because: expect.stringContaining('at least 12') });
    house.advance(24 * 3600 + 1);
    expect((await makeFirstAdministrator(house, link!.token, first)).outcome).toBe('unknown-link');
  });
});

describe('an account', () => {
  const wish = { login: 'bob', name: 'Bob', role: 'member' } as const;

  it('comes with a link by which its owner chooses a password', async () => {
    const added = await addAccount(house, by, wish);
    if (added.outcome !== 'added') throw new Error(added.outcome);
    expect(added.account.hasPassword).toBe(false);
    expect((await choosePassword(house, added.link.token, new Secret('bob'))).outcome).toBe('password-refused');
    const chosen = await choosePassword(house, added.link.token, good);
    expect(chosen).toMatchObject({ outcome: 'done', account: { login: 'bob' } });
    expect((await choosePassword(house, added.link.token, good)).outcome).toBe('unknown-link');
    expect((await house.store.accounts.byLogin('BOB'))?.hasPassword).toBe(true);
  });

  it('has a name of its own, in any case', async () => {
    await house.addAccount('Bob');
    expect(await addAccount(house, by, wish)).toEqual({ outcome: 'login-taken' });
    const eve = await house.addAccount('eve');
    expect(await changeAccount(house, by, eve.id, { login: 'BOB' })).toEqual({ outcome: 'login-taken' });
    expect((await changeAccount(house, by, eve.id, { login: 'Eve' })).outcome).toBe('changed');
  });

  it.each([{ role: 'manager' }, { isDisabled: true }] as const)('changed by %j ends its sessions', async (change) => {
    await house.addAccount('ada', 'administrator');
    const bob = await house.addAccount('bob');
    const { token } = await startSession(house, bob, here);
    await changeAccount(house, by, bob.id, { name: 'Robert' });
    expect(await liveSession(house, token.reveal())).toBeDefined();
    await changeAccount(house, by, bob.id, change);
    expect(await liveSession(house, token.reveal())).toBeUndefined();
    const [line] = await house.store.auditLog.list({ what: 'account/change' }, 1);
    expect(line).toMatchObject({ who: 'administrator', about: `account/${bob.id}`, result: 'done' });
  });

  it('of the last administrator stays one', async () => {
    const ada = await house.addAccount('ada', 'administrator');
    const bob = await house.addAccount('bob', 'administrator');
    await house.store.accounts.change(bob.id, { disabledAt: house.clock.now() });
    expect((await changeAccount(house, by, ada.id, { role: 'member' })).outcome).toBe('last-administrator');
    expect((await changeAccount(house, by, ada.id, { isDisabled: true })).outcome).toBe('last-administrator');
    expect(await removeAccount(house, by, ada.id)).toBe('last-administrator');
    await changeAccount(house, by, bob.id, { isDisabled: false });
    expect(await removeAccount(house, by, ada.id)).toBe('removed');
    expect(await removeAccount(house, by, bob.id)).toBe('last-administrator');
    expect(await removeAccount(house, by, ada.id)).toBe('unknown');
  });

  it('of two administrators that leave at the same moment keeps one', async () => {
    const [ada, bob] = [await house.addAccount('ada', 'administrator'), await house.addAccount('bob', 'administrator')];
    const outcomes = await Promise.all([removeAccount(house, by, ada.id), removeAccount(house, by, bob.id)]);
    expect(outcomes.toSorted()).toEqual(['last-administrator', 'removed']);
  });

  it('gets a new password by the old one, and its other sessions end', async () => {
    const bob = await house.addAccount('bob');
    const [one, other] = [await startSession(house, bob, here), await startSession(house, bob, here)];
    const keeps = (await liveSession(house, one.token.reveal()))?.session.digest;
    const before = new Secret('correct horse battery');
    const wrong = { before: new Secret('wrong'), after: good, keeps };
    expect(await changeOwnPassword(house, bob, wrong)).toBe('wrong-password');
    expect(await changeOwnPassword(house, bob, { before, after: new Secret('x'), keeps })).toHaveProperty('because');
    expect(await changeOwnPassword(house, bob, { before, after: good, keeps })).toBe('changed');
    const live = [await liveSession(house, one.token.reveal()), await liveSession(house, other.token.reveal())];
    expect(live.map((each) => each !== undefined)).toEqual([true, false]);
  });
});

describe('a token for programs', () => {
  it('is known by its beginning and good until it ends', async () => {
    const bob = await house.addAccount('bob', 'manager');
    const expiresAt = new Date(house.clock.now().getTime() + 3_600_000);
    const { row, token } = await makeApiToken(house, by, bob.id, { name: 'CI', scope: 'read', expiresAt });
    expect(token.reveal()).toMatch(/^brl_[\w-]{43}$/);
    expect(row).toMatchObject({ name: 'CI', scope: 'read', ending: token.reveal().slice(-4) });
    expect(await holderOfApiToken(house, token.reveal())).toMatchObject({
      account: { id: bob.id },
      token: { scope: 'read' },
    });
    house.advance(3600);
    expect(await holderOfApiToken(house, token.reveal())).toBeUndefined();
  });

  it('is worth nothing when it is made up, removed, or of somebody disabled', async () => {
    const bob = await house.addAccount('bob');
    const wish = { name: 'CI', scope: 'write', expiresAt: undefined } as const;
    const { row, token } = await makeApiToken(house, by, bob.id, wish);
    expect(await holderOfApiToken(house, 'brl_made-up')).toBeUndefined();
    expect(await removeApiToken(house, by, row.id, (await house.addAccount('eve')).id)).toBe(false);
    expect(await removeApiToken(house, by, row.id, bob.id)).toBe(true);
    expect(await holderOfApiToken(house, token.reveal())).toBeUndefined();
    const second = await makeApiToken(house, by, bob.id, wish);
    await house.store.accounts.change(bob.id, { disabledAt: house.clock.now() });
    expect(await holderOfApiToken(house, second.token.reveal())).toBeUndefined();
  });
});
