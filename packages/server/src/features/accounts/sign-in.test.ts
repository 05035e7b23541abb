/** Signing in: what is right, what is wrong, and what guessing costs. */

import { Secret } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, openAccountHouse, type AccountHouse } from '../../test-support/account-house.ts';
import { beginSecondFactor, confirmSecondFactor, removeSecondFactor } from './second-factor.ts';
import { endOwnSession, idleSessionSeconds, liveSession, longestSessionSeconds } from './sessions.ts';
import { signInWithCode, signInWithPassword, type SignInResult } from './sign-in.ts';

let house: AccountHouse;

beforeEach(async () => {
  house = await openAccountHouse();
});
afterEach(() => house.close());

const here = { browser: 'Firefox', address: '192.0.2.1' };
const there = { browser: 'Chrome', address: '192.0.2.2' };

function enter(login: string, password = 'correct horse battery', place = here): Promise<SignInResult> {
  return signInWithPassword(house, { login, password: new Secret(password) }, place);
}

async function tokenOf(entering: Promise<SignInResult>): Promise<string> {
  const result = await entering;
  if (result.outcome !== 'signed-in') throw new Error(result.outcome);
  return result.session.token.reveal();
}

async function guess(times: number, login = 'ada', place = here): Promise<void> {
  for (let count = 0; count < times; count += 1) expect((await enter(login, 'wrong', place)).outcome).toBe('refused');
}

describe('a password', () => {
  it('opens a session, with the name in any case', async () => {
    const ada = await house.addAccount('ada@example.com', 'manager');
    const token = await tokenOf(enter('Ada@Example.com'));
    const live = await liveSession(house, token);
    expect(live).toMatchObject({ account: { id: ada.id, role: 'manager' }, session: { browser: 'Firefox' } });
    expect((await house.store.accounts.get(ada.id))?.signedInAt).toEqual(house.clock.now());
  });

  it('that is wrong, of nobody, of somebody without one or of somebody disabled is refused alike', async () => {
    await house.addAccount('ada');
    const bob = await house.addAccount('bob');
    await house.store.accounts.change(bob.id, { disabledAt: house.clock.now() });
    const eve = await house.addAccount('eve');
    await house.store.accounts.savePasswordHash(eve.id, undefined);
    const outcomes = [await enter('ada', 'wrong'), await enter('nobody'), await enter('bob'), await enter('eve')];
    expect(outcomes).toEqual(Array.from({ length: 4 }, () => ({ outcome: 'refused' })));
    // As much time is spent where there is nothing to compare.
    expect(house.passwords.pretended).toBe(2);
  });

  it('is never asked for while somebody must wait, and each wrong one makes the wait longer', async () => {
    await house.addAccount('ada');
    await guess(5);
    const now = house.clock.now();
    expect(await enter('ada')).toEqual({ outcome: 'slow-down', retryAt: new Date(now.getTime() + 1000) });
    house.advance(1);
    await guess(1);
    expect(await enter('ada')).toEqual({ outcome: 'slow-down', retryAt: new Date(now.getTime() + 3000) });
    house.advance(2);
    await tokenOf(enter('ada'));
  });

  it('guessed at from one address does not keep the owner out elsewhere', async () => {
    await house.addAccount('ada');
    await guess(5);
    await tokenOf(enter('ada', undefined, there));
    expect((await enter('ada')).outcome).toBe('slow-down');
  });

  it('guessed for many names from one address costs time, too', async () => {
    for (let count = 0; count < 50; count += 1) await guess(1, `name-${count}`);
    expect((await enter('another', 'wrong')).outcome).toBe('slow-down');
  });

  it('that is right makes wrong ones forgotten', async () => {
    await house.addAccount('ada');
    await guess(4);
    await tokenOf(enter('ada'));
    await guess(4);
    expect((await enter('ada')).outcome).toBe('signed-in');
  });

  it('leaves a line in the audit log, right or wrong, without itself', async () => {
    const { id } = await house.addAccount('ada');
    await guess(1);
    await tokenOf(enter('ada'));
    const lines = await house.store.auditLog.list({ what: 'session/' }, 10);
    expect(lines.map(({ who, result, origin }) => [who, result, origin])).toEqual([
      [`account/${id}`, 'done', here.address],
      [`account/${id}`, 'refused', here.address],
    ]);
  });
});

describe('a session', () => {
  it('ends after a week without use, and after a month with it', async () => {
    await house.addAccount('ada');
    const token = await tokenOf(enter('ada'));
    for (let used = 0; used + idleSessionSeconds - 1 < longestSessionSeconds; used += idleSessionSeconds - 1) {
      expect(await liveSession(house, token)).toBeDefined();
      house.advance(idleSessionSeconds - 1);
    }
    house.advance(longestSessionSeconds);
    expect(await liveSession(house, token)).toBeUndefined();
    const other = await tokenOf(enter('ada'));
    house.advance(idleSessionSeconds + 1);
    expect(await liveSession(house, other)).toBeUndefined();
  });

  it('ends with its account, and when its owner says so', async () => {
    const ada = await house.addAccount('ada');
    const bob = await house.addAccount('bob');
    const [one, other] = [await tokenOf(enter('ada')), await tokenOf(enter('ada', undefined, there))];
    const [latest] = await house.store.sessions.list(ada.id);
    expect(await endOwnSession(house, bob.id, latest!.digest)).toBe(false);
    const live = await liveSession(house, one);
    expect(await endOwnSession(house, ada.id, live!.session.digest)).toBe(true);
    expect([await liveSession(house, one), (await liveSession(house, other))?.account.id]).toEqual([undefined, ada.id]);
    await house.store.accounts.change(ada.id, { disabledAt: house.clock.now() });
    expect(await liveSession(house, other)).toBeUndefined();
    expect(await liveSession(house, 'made-up')).toBeUndefined();
  });
});

describe('a second factor', () => {
  async function withSecondFactor() {
    const ada = await house.addAccount('ada');
    const made = await beginSecondFactor(house, ada.id);
    const code = codeOf(made!.secret, house.clock.now());
    const recovery = await confirmSecondFactor(house, ada.id, code);
    house.advance(60);
    return { ada, secret: made!.secret, recovery: recovery ?? [], used: code };
  }

  async function pendingOf(): Promise<string> {
    const result = await enter('ada');
    if (result.outcome !== 'second-factor-needed') throw new Error(result.outcome);
    return result.pending;
  }

  it('does not count before a first code has proved it', async () => {
    const ada = await house.addAccount('ada');
    const made = await beginSecondFactor(house, ada.id);
    await tokenOf(enter('ada'));
    expect(await confirmSecondFactor(house, ada.id, '000000')).toBeUndefined();
    expect(made!.address.reveal()).toMatch(/^otpauth:\/\/totp\/Branchline:ada\?/);
    await tokenOf(enter('ada'));
  });

  it('is asked for after the password, and each code is good once', async () => {
    const { secret } = await withSecondFactor();
    const code = codeOf(secret, house.clock.now());
    const pending = await pendingOf();
    const token = await tokenOf(signInWithCode(house, { pending, code }, here));
    expect(await liveSession(house, token)).toBeDefined();
    expect((await signInWithCode(house, { pending, code }, here)).outcome).toBe('refused');
    expect((await signInWithCode(house, { pending: await pendingOf(), code }, here)).outcome).toBe('refused');
  });

  it('takes clocks that are half a minute off, and no more', async () => {
    const { secret } = await withSecondFactor();
    const at = (seconds: number) => new Date(house.clock.now().getTime() + seconds * 1000);
    for (const seconds of [-90, 90]) {
      const code = codeOf(secret, at(seconds));
      expect((await signInWithCode(house, { pending: await pendingOf(), code }, here)).outcome).toBe('refused');
    }
    const code = codeOf(secret, at(30));
    expect((await signInWithCode(house, { pending: await pendingOf(), code }, here)).outcome).toBe('signed-in');
  });

  it('is done without by a recovery code, each good once', async () => {
    const { recovery } = await withSecondFactor();
    expect(new Set(recovery).size).toBe(10);
    const [code = ''] = recovery;
    expect(code).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    const typed = code.toUpperCase().replaceAll('-', ' ');
    await tokenOf(signInWithCode(house, { pending: await pendingOf(), code: typed }, here));
    expect((await signInWithCode(house, { pending: await pendingOf(), code }, here)).outcome).toBe('refused');
  });

  it('cannot be guessed for long', async () => {
    await withSecondFactor();
    const pending = await pendingOf();
    for (let count = 0; count < 5; count += 1) {
      expect((await signInWithCode(house, { pending, code: '000000' }, here)).outcome).toBe('refused');
    }
    expect((await signInWithCode(house, { pending, code: '000000' }, here)).outcome).toBe('slow-down');
  });

  it('must be brought within ten minutes', async () => {
    const { secret } = await withSecondFactor();
    const pending = await pendingOf();
    house.advance(601);
    const code = codeOf(secret, house.clock.now());
    expect((await signInWithCode(house, { pending, code }, here)).outcome).toBe('refused');
  });

  it('is asked for no more once it is removed', async () => {
    const { ada, recovery } = await withSecondFactor();
    await removeSecondFactor(house, ada.id);
    await tokenOf(enter('ada'));
    expect(await house.store.accounts.useRecoveryCode(ada.id, recovery[0] ?? '')).toBe(false);
  });
});
