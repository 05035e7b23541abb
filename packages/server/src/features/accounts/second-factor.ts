/** The second factor of an account: set up, proved by a first code, used, and done without by recovery codes. */

import type { AccountId, Secret } from '@branchline/domain';
import type { NewSecondFactor, OneTimeCodes } from '../../ports/one-time-codes.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import { digestOfToken, type SessionDeps } from './sessions.ts';

export interface SecondFactorDeps extends SessionDeps {
  readonly oneTimeCodes: OneTimeCodes;
  readonly secretBox: SecretBox;
}

const recoveryCodes = 10;
/** Characters that nobody mistakes for others; 32 of them, five bits each. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
const recoveryLength = 16;

/** Where an account's second factor is sealed to. */
export function secondFactorPlace(account: AccountId): string {
  return `account/${account}/second-factor`;
}

/** Makes a new secret, which counts from the first code on. Undefined when there is no such account. */
export async function beginSecondFactor(deps: SecondFactorDeps, id: AccountId): Promise<NewSecondFactor | undefined> {
  const account = await deps.store.accounts.get(id);
  if (account === undefined) return undefined;
  const made = deps.oneTimeCodes.make(account.login);
  await deps.store.accounts.saveSecondFactor(id, deps.secretBox.seal(made.secret, secondFactorPlace(id)));
  return made;
}

/** The recovery codes, which are shown this once; undefined when the code is wrong. */
export async function confirmSecondFactor(
  deps: SecondFactorDeps,
  id: AccountId,
  code: string,
): Promise<readonly string[] | undefined> {
  if (!(await isCode(deps, id, code))) return undefined;
  return newRecoveryCodes(deps, id);
}

async function newRecoveryCodes(deps: SecondFactorDeps, id: AccountId): Promise<readonly string[]> {
  const codes = Array.from({ length: recoveryCodes }, () => recoveryCode(deps.randomToken()));
  await deps.store.accounts.confirmSecondFactor(
    id,
    codes.map((each) => digestOfToken(plain(each))),
  );
  return codes;
}

/** New recovery codes in place of those there are; undefined when the code is wrong, or there is no second factor. */
export async function renewRecoveryCodes(
  deps: SecondFactorDeps,
  id: AccountId,
  code: string,
): Promise<readonly string[] | undefined> {
  if ((await deps.store.accounts.secondFactor(id))?.isConfirmed !== true) return undefined;
  return (await isSecondFactor(deps, id, code)) ? newRecoveryCodes(deps, id) : undefined;
}

/** Whether a code of the app, or an unused recovery code, is right. Either is used up by it. */
export async function isSecondFactor(deps: SecondFactorDeps, id: AccountId, code: string): Promise<boolean> {
  if (await isCode(deps, id, code)) return true;
  return deps.store.accounts.useRecoveryCode(id, digestOfToken(plain(code)));
}

/** Goes on with the password alone. */
export async function removeSecondFactor(deps: SecondFactorDeps, id: AccountId): Promise<void> {
  await deps.store.accounts.saveSecondFactor(id, undefined);
}

async function isCode(deps: SecondFactorDeps, id: AccountId, code: string): Promise<boolean> {
  const kept = await deps.store.accounts.secondFactor(id);
  if (kept === undefined) return false;
  const secret: Secret = deps.secretBox.open(kept.sealedSecret, secondFactorPlace(id));
  const step = deps.oneTimeCodes.stepOf(code, secret, deps.clock.now());
  return step !== undefined && deps.store.accounts.useStep(id, step);
}

/** Four groups of four, made from the first bytes of a random token. */
function recoveryCode(token: string): string {
  const bytes = Buffer.from(token, 'base64url').subarray(0, recoveryLength);
  const text = [...bytes].map((byte) => alphabet[byte % alphabet.length]).join('');
  return text.match(/.{4}/g)?.join('-') ?? text;
}

function plain(code: string): string {
  return code.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
