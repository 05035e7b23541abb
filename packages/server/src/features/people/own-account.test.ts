/** Whose an account of this installation is: by codes from inside Jira, by verified addresses, and until it goes. */

import { Failure, type AtlassianAccountId, type JiraSiteId } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountRow } from '../../ports/store/accounts.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { openTestHouse, type TestHouse } from '../../test-support/test-house.ts';
import { removeAccount } from '../accounts/manage-accounts.ts';
import { joinPeople, splitPerson } from './correct-people.ts';
import { joinByJiraCode, makeJiraCode, noteVerifiedEmail, partOwnAccount, personOfAccount } from './own-account.ts';

let house: TestHouse;
let deps: TestHouse & { readonly randomToken: () => string };
let numbers = 0;

beforeAll(async () => {
  house = await openTestHouse();
  deps = { ...house, randomToken: () => Buffer.from(`${(numbers += 1)}`.padEnd(32, '*')).toString('base64url') };
});
afterAll(() => house.close());

let account: AccountRow;
let other: AccountRow;
beforeEach(async () => {
  [account, other] = [await newAccount(), await newAccount()];
});

async function newAccount(): Promise<AccountRow> {
  const login = `somebody-${(numbers += 1)}@example.org`;
  const added = await house.store.accounts.add({ login, name: 'Ada', role: 'member', passwordHash: undefined });
  if (added === undefined) throw new Error('The login is taken.');
  return added;
}

function atJira(): {
  readonly kind: 'jira-user';
  readonly jiraSiteId: JiraSiteId;
  readonly accountId: AtlassianAccountId;
} {
  return { kind: 'jira-user', jiraSiteId: house.siteId, accountId: `jira-${(numbers += 1)}` as AtlassianAccountId };
}

async function jiraAccountsOf({ id }: AccountRow): Promise<readonly string[]> {
  const person = await personOfAccount(house.store, id);
  return (person?.identities ?? []).flatMap(({ identity }) =>
    identity.kind === 'jira-account' ? [identity.accountId] : [],
  );
}

describe('a code that Jira shows', () => {
  it('joins whoever enters it with the account there, once, however it is written', async () => {
    const ada = atJira();
    const { code } = await makeJiraCode(deps, ada);
    expect(code).toMatch(/^[A-Z1-9]{4}-[A-Z1-9]{4}-[A-Z1-9]{4}$/);
    expect(await joinByJiraCode(deps, account, ` ${code.toLowerCase().replaceAll('-', ' ')}`)).toBe(house.siteId);
    expect(await jiraAccountsOf(account)).toEqual([ada.accountId]);
    expect(await joinByJiraCode(deps, other, code)).toBeUndefined();
    expect(await jiraAccountsOf(other)).toEqual([]);
    const [entry] = await house.store.auditLog.list({ what: 'people/join' }, 1);
    expect(entry).toMatchObject({ who: `account/${account.id}`, result: 'done' });
    expect(entry?.note).not.toContain(ada.accountId);
  });

  it('is over after ten minutes, and when another is made', async () => {
    const ada = atJira();
    const first = await makeJiraCode(deps, ada);
    const second = await makeJiraCode(deps, ada);
    expect(await joinByJiraCode(deps, account, first.code)).toBeUndefined();
    house.advance(10 * 60_000);
    expect(second.endsAt <= house.clock.now()).toBe(true);
    expect(await joinByJiraCode(deps, account, second.code)).toBeUndefined();
    expect(await joinByJiraCode(deps, account, '')).toBeUndefined();
  });

  it('does not make somebody two at one site: nothing is kept, and the code is used up', async () => {
    const [ada, eve] = [atJira(), atJira()];
    await joinByJiraCode(deps, account, (await makeJiraCode(deps, ada)).code);
    const { code } = await makeJiraCode(deps, eve);
    const failure = await failureOf(joinByJiraCode(deps, account, code));
    expect(failure).toMatchObject({ kind: 'conflict', message: expect.stringContaining('two accounts') as string });
    expect(await jiraAccountsOf(account)).toEqual([ada.accountId]);
    expect(await personOfAccount(house.store, account.id)).toMatchObject({ conflict: undefined });
    expect(await joinByJiraCode(deps, other, code)).toBeUndefined();
  });

  it('joins nobody with whom an administrator keeps them apart', async () => {
    const ada = atJira();
    const by = { by: { kind: 'administrator' } } as const;
    await joinByJiraCode(deps, account, (await makeJiraCode(deps, ada)).code);
    const person = await personOfAccount(house.store, account.id);
    const own = person?.identities.find(({ identity }) => identity.kind === 'own-account');
    await splitPerson(house, person!.id, [own!.id], by);
    const again = joinByJiraCode(deps, account, (await makeJiraCode(deps, ada)).code);
    await expect(again).rejects.toBeInstanceOf(Failure);
    expect(await jiraAccountsOf(account)).toEqual([]);
  });
});

describe('an address that an identity provider verified', () => {
  const email = (row: AccountRow) => row.login;
  const noted = (row: AccountRow, isProof: boolean) =>
    house.store.transaction((tables) => noteVerifiedEmail(tables, row, email(row), isProof, house.clock.now()));

  it('is theirs where the administrator trusts the provider', async () => {
    await noted(account, true);
    const person = await personOfAccount(house.store, account.id);
    expect(person?.identities.map(({ identity }) => identity)).toContainEqual({
      kind: 'commit-email',
      email: account.login,
    });
  });

  it('is a suggestion elsewhere, which an administrator may follow', async () => {
    await noted(account, false);
    const person = await personOfAccount(house.store, account.id);
    expect(person).toMatchObject({ suggestions: 1 });
    expect(person?.identities.map(({ identity }) => identity.kind)).toEqual(['own-account']);
    const address = await house.store.people.find({ kind: 'commit-email', email: account.login });
    await joinPeople(house, person!.id, address!.personId, { by: { kind: 'administrator' } });
    expect((await personOfAccount(house.store, account.id))?.identities).toHaveLength(2);
  });

  it('names nobody when many share it', async () => {
    await house.store.transaction((tables) =>
      noteVerifiedEmail(tables, account, 'noreply@example.org', true, house.clock.now()),
    );
    expect(await personOfAccount(house.store, account.id)).toBeUndefined();
  });
});

describe('an account that is removed', () => {
  const by = { who: 'administrator', origin: 'api' };
  const remove = (row: AccountRow) => removeAccount({ ...deps, partOwnAccount }, by, row.id);

  it('takes back what it alone joined, and leaves the others', async () => {
    const ada = atJira();
    await joinByJiraCode(deps, account, (await makeJiraCode(deps, ada)).code);
    const noteAddress = noteVerifiedEmail(house.store, account, account.login, true, house.clock.now());
    await noteAddress;
    expect((await personOfAccount(house.store, account.id))?.identities).toHaveLength(3);
    expect(await remove(account)).toBe('removed');
    const [address, jira] = [
      await house.store.people.find({ kind: 'commit-email', email: account.login }),
      await house.store.people.find({ ...ada, kind: 'jira-account' }),
    ];
    expect(address?.personId).not.toBe(jira?.personId);
    expect(await house.store.people.find({ kind: 'own-account', accountId: account.id })).toBeUndefined();
  });

  it('leaves nobody behind who was known by nothing else', async () => {
    await noteVerifiedEmail(house.store, account, account.login, false, house.clock.now());
    const person = await personOfAccount(house.store, account.id);
    await remove(account);
    expect(await house.store.people.get(person!.id)).toBeUndefined();
  });
});
