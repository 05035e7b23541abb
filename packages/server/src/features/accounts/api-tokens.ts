/** Tokens for programs: shown once, kept as a digest, never more than their owner may. */

import { Secret, type AccountId, type TokenScope } from '@branchline/domain';
import type { AccountRow, ApiTokenRow } from '../../ports/store/accounts.ts';
import type { Store } from '../../ports/store.ts';
import type { WhoChanges } from './manage-accounts.ts';
import { digestOfToken, type SessionDeps } from './sessions.ts';

export interface ApiTokenDeps extends SessionDeps {
  readonly store: Store;
}

export interface ApiTokenWish {
  readonly name: string;
  readonly scope: TokenScope;
  /** Undefined: it does not end. */
  readonly expiresAt: Date | undefined;
}

/** Scanners for leaked secrets know tokens by how they begin. */
export const apiTokenStart = 'brl_';
const endingLength = 4;
const noteEverySeconds = 60;

/** The token itself is to be had only here. */
export async function makeApiToken(
  deps: ApiTokenDeps,
  by: WhoChanges,
  accountId: AccountId,
  wish: ApiTokenWish,
): Promise<{ readonly row: ApiTokenRow; readonly token: Secret }> {
  const token = `${apiTokenStart}${deps.randomToken()}`;
  const row = await deps.store.transaction(async (tables) => {
    const made = await tables.apiTokens.add({
      ...wish,
      accountId,
      digest: digestOfToken(token),
      ending: token.slice(-endingLength),
      addedAt: deps.clock.now(),
    });
    const entry = { what: 'api-token/add', about: `api-token/${made.id}`, result: 'done' } as const;
    await tables.auditLog.add({ ...by, ...entry, note: `${wish.name}, ${wish.scope}` });
    return made;
  });
  return { row, token: new Secret(token) };
}

/** Whose token it is, and what it is good for; undefined when it has ended or its owner may not sign in any more. */
export async function holderOfApiToken(
  { store, clock }: Pick<ApiTokenDeps, 'clock'> & Pick<SessionDeps, 'store'>,
  token: string,
): Promise<{ readonly account: AccountRow; readonly token: ApiTokenRow } | undefined> {
  if (!token.startsWith(apiTokenStart)) return undefined;
  const row = await store.apiTokens.find(digestOfToken(token));
  const now = clock.now();
  if (row === undefined || (row.expiresAt !== undefined && row.expiresAt <= now)) return undefined;
  const account = await store.accounts.get(row.accountId);
  if (account === undefined || account.disabledAt !== undefined) return undefined;
  const unnoted = row.usedAt === undefined || now.getTime() - row.usedAt.getTime() > noteEverySeconds * 1000;
  if (unnoted) await store.apiTokens.noteUsed(row.id, now);
  return { account, token: row };
}

/** False when there is none. @param owner only theirs; undefined: anybody's */
export async function removeApiToken(
  { store }: ApiTokenDeps,
  by: WhoChanges,
  id: number,
  owner: AccountId | undefined,
): Promise<boolean> {
  return store.transaction(async (tables) => {
    const token = (await tables.apiTokens.list(owner)).find((each) => each.id === id);
    if (token === undefined) return false;
    await tables.apiTokens.remove(id);
    const entry = { what: 'api-token/remove', about: `api-token/${id}`, result: 'done' } as const;
    await tables.auditLog.add({ ...by, ...entry, note: token.name });
    return true;
  });
}
