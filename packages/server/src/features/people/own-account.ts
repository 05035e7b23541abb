/** Whose an account of this installation is: joined with the person's other names by proof, never by how it is called. */

import { createHash } from 'node:crypto';
import { commitEmailFrom, Failure, nameOfPrincipal, plainTypedCode, typedCodeFrom } from '@branchline/domain';
import type { AccountId, IdentityId, JiraSiteId, Principal } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { AccountRow } from '../../ports/store/accounts.ts';
import type { KeptIdentity, PersonRow } from '../../ports/store/people.ts';
import { conflictInWords, identityInLog, identityInWords } from './identity-words.ts';

export interface OwnAccountDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** 32 random bytes as text. */
  readonly randomToken: () => string;
}

/** Somebody inside Jira. */
type JiraUser = Extract<Principal, { readonly kind: 'jira-user' }>;

/** A code as it is shown, once. */
export interface JiraCode {
  readonly code: string;
  readonly endsAt: Date;
}

/** How long a code is good: time enough to change windows. */
const codeMinutes = 10;

/** The account among the identities, with a person of its own when it had none. */
export async function meetOwnAccount({ people }: Tables, account: AccountRow, at: Date): Promise<KeptIdentity> {
  const { id: accountId, login, name } = account;
  return people.add({ identity: { kind: 'own-account', accountId }, login, name, shownEmail: undefined }, at);
}

/** Whoever the account is known to be; undefined when nobody has said anything yet. */
export async function personOfAccount({ people }: Tables, accountId: AccountId): Promise<PersonRow | undefined> {
  const known = await people.find({ kind: 'own-account', accountId });
  return known && people.get(known.personId);
}

/** For somebody inside Jira, in place of any code before. Whoever enters it is them from then on. */
export async function makeJiraCode({ store, clock, randomToken }: OwnAccountDeps, user: JiraUser): Promise<JiraCode> {
  const code = typedCodeFrom(Buffer.from(randomToken(), 'base64url'));
  const now = clock.now();
  const endsAt = new Date(now.getTime() + codeMinutes * 60_000);
  const { jiraSiteId, accountId } = user;
  await store.jiraCodes.save(digestOfCode(code), { jiraSiteId, accountId }, endsAt, now);
  return { code, endsAt };
}

/**
 * Joins the account with the account at Jira that was shown the code. Undefined when there is no such code any more.
 * @throws Failure `conflict` when what is known does not let both be one person's; nothing is kept then
 */
export async function joinByJiraCode(
  { store, clock }: OwnAccountDeps,
  account: AccountRow,
  code: string,
): Promise<JiraSiteId | undefined> {
  // Used up whatever comes of it, and therefore not in the transaction that a refusal ends.
  const holder = await store.jiraCodes.use(digestOfCode(code), clock.now());
  if (holder === undefined) return undefined;
  await store.transaction(async (tables) => {
    const at = clock.now();
    const own = await meetOwnAccount(tables, account, at);
    const identity = { kind: 'jira-account', ...holder } as const;
    const unnamed = { login: undefined, name: undefined, shownEmail: undefined };
    const theirs = await tables.people.add({ identity, ...unnamed }, at);
    const who = nameOfPrincipal({ kind: 'account', accountId: account.id, role: account.role });
    await tables.people.tell({ one: own.id, other: theirs.id, proof: 'jira-code', state: 'claimed', by: who, at });
    await tables.people.regroup([own.id, theirs.id], conflictInWords);
    await refuseConflict(tables, own, theirs);
    const about = `person/${(await tables.people.find(own.identity))?.personId ?? own.personId}`;
    const note = `Showed with a code to be ${identityInLog(theirs)}.`;
    await tables.auditLog.add({ who, what: 'people/join', about, origin: 'api', result: 'done', note });
  });
  return holder.jiraSiteId;
}

async function refuseConflict({ people }: Tables, own: KeptIdentity, theirs: KeptIdentity): Promise<void> {
  const [first, second] = [await people.find(own.identity), await people.find(theirs.identity)];
  const conflict = first && (await people.get(first.personId))?.conflict;
  if (first?.personId === second?.personId && conflict === undefined) return;
  const why = conflict ?? `An administrator keeps ${identityInWords(own)} and ${identityInWords(theirs)} apart.`;
  throw new Failure('conflict', 'jira', `This account cannot be joined with yours at Jira. ${why}`);
}

/**
 * What an identity provider says about whoever signs in: call it in the transaction that lets them in.
 * @param isProof the administrator trusts the provider's verified addresses; else it is a suggestion
 */
export async function noteVerifiedEmail(
  tables: Tables,
  account: AccountRow,
  email: string,
  isProof: boolean,
  at: Date,
): Promise<void> {
  const address = commitEmailFrom(email);
  if (address === undefined) return;
  const own = await meetOwnAccount(tables, account, at);
  const seen = { login: undefined, name: account.name, shownEmail: undefined };
  // Somebody who was erased stays out until somebody names them.
  const [kept] = await tables.people.see([{ identity: { kind: 'commit-email', email: address }, ...seen }], at);
  if (kept === undefined) return;
  const state = isProof ? 'claimed' : 'suggested';
  const told = { one: own.id, other: kept.id, proof: 'provider-email', state, by: 'rule', at } as const;
  if (await tables.people.tell(told)) await tables.people.regroup([own.id, kept.id], conflictInWords);
}

/** Call it before an account goes, and what it answers afterwards: what the account alone joined is parted again. */
export async function partOwnAccount(tables: Tables, accountId: AccountId): Promise<() => Promise<void>> {
  const person = await personOfAccount(tables, accountId);
  const others: readonly IdentityId[] = (person?.identities ?? [])
    .filter(({ identity }) => identity.kind !== 'own-account' || identity.accountId !== accountId)
    .map(({ id }) => id);
  return () => tables.people.regroup(others, conflictInWords);
}

function digestOfCode(code: string): string {
  return createHash('sha256')
    .update(`jira-code ${plainTypedCode(code)}`)
    .digest('hex');
}
