/** People's own connections: tried before they are kept, a proof of whose the account is, and looked at again. */

import { Failure, Secret, type IntegrationId, type PersonId } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SeenIdentity } from '../../ports/store/people.ts';
import { personalConnectionPlace } from '../../ports/store/personal-connections.ts';
import { forgetEverybody } from '../../test-support/forget-everybody.ts';
import { signedService, type SignedService } from '../../test-support/signed-service.ts';
import { openTestHouse, type TestHouse } from '../../test-support/test-house.ts';
import { connectAsPerson } from '../integrations/connect.ts';
import { openCredential, sealCredential } from '../integrations/stored-credential.ts';
import { refuseMissingRights } from '../integrations/try-credential.ts';
import { joinIdentity, splitPerson } from './correct-people.ts';
import {
  checkPersonalConnection,
  recheckPersonalConnections,
  removePersonalConnection,
  savePersonalConnection,
  type PersonalConnectionDeps,
} from './personal-connections.ts';

let house: TestHouse;
let service: SignedService;
let deps: TestHouse & PersonalConnectionDeps;
let integrationId: IntegrationId;
let ada: PersonId;

const by = { kind: 'administrator' } as const;
const going = new AbortController().signal;
const hour = 3_600_000;

beforeAll(async () => {
  house = await openTestHouse();
  const settings = { url: 'https://signed.example' };
  integrationId = (await house.store.integrations.add({ connector: 'signed', name: 'Signed', settings })).id;
});
afterAll(() => house.close());
beforeEach(async () => {
  await forgetEverybody(house.database.connectionString);
  service = signedService();
  const connectors = new Map([...house.connectors, ['signed', service.connector] as const]);
  deps = { ...house, connectors, sealCredential, refuseMissingRights };
  ada = await addPerson(email('ada@example.org'));
});

function email(address: string): SeenIdentity {
  return {
    identity: { kind: 'commit-email', email: address },
    login: undefined,
    name: undefined,
    shownEmail: undefined,
  };
}

function atJira(accountId: string): SeenIdentity {
  const identity = { kind: 'jira-account', jiraSiteId: house.siteId, accountId: accountId as never } as const;
  return { identity, login: undefined, name: undefined, shownEmail: undefined };
}

function account(login: string): SeenIdentity {
  const identity = { kind: 'service-account', service: 'signed.example', remoteId: `id-${login}` } as const;
  return { identity, login, name: undefined, shownEmail: undefined };
}

async function addPerson(seen: SeenIdentity): Promise<PersonId> {
  return (await house.store.people.add(seen, house.clock.now())).personId;
}

function connect(token: string, personId = ada) {
  const credential = { kind: 'token', token: new Secret(token) } as const;
  return savePersonalConnection(deps, { personId, integrationId, credential, by });
}

async function namesOf(id: PersonId): Promise<readonly string[]> {
  const person = await house.store.people.get(id);
  return (person?.identities ?? []).map(({ identity }) =>
    identity.kind === 'commit-email'
      ? identity.email
      : identity.kind === 'service-account'
        ? identity.remoteId
        : String(identity.accountId),
  );
}

describe('a token that the service answers', () => {
  it('is kept sealed to its place, and used as that person', async () => {
    const saved = await connect('as ada');
    expect(saved).toMatchObject({ personId: ada, warnings: [], connection: { account: { login: 'ada' } } });
    expect(JSON.stringify(saved)).not.toContain('as ada');
    const key = saved?.connection ?? { identityId: 0 as never, integrationId };
    const sealed = await house.store.personalConnections.sealedCredential(key);
    const opened = sealed && openCredential(house.secretBox, sealed, personalConnectionPlace(key));
    expect(opened?.kind === 'token' && opened.token.reveal()).toBe('as ada');
    const integration = await house.store.integrations.get(integrationId);
    await (await connectAsPerson(deps, integration!, key)).check();
    expect(service.connections.at(-1)).toMatchObject({ budget: personalConnectionPlace(key), for: 'person' });
    const [entry] = await house.store.auditLog.list({ what: 'people/connect' }, 1);
    expect(entry).toMatchObject({
      who: 'administrator',
      about: `person/${ada}`,
      note: 'Connected with Signed as ada.',
    });
  });

  it('proves whose the account is, with the addresses that it verified and the one that hides it', async () => {
    service.verifiedEmails = ['Ada@Home.example.org', 'noreply@github.com'];
    const home = await addPerson(email('ada@home.example.org'));
    expect(home).not.toBe(ada);
    await connect('as ada');
    const addresses = ['ada@home.example.org', 'id-ada', 'ada@users.noreply.signed.example'];
    expect(await namesOf(ada)).toEqual(['ada@example.org', ...addresses]);
    const links = await house.store.people.linksOf(ada);
    expect(new Set(links.map(({ proof, state, by: teller }) => `${proof} ${state} ${teller}`))).toEqual(
      new Set(['personal-connection claimed administrator']),
    );
  });

  it('joins the person with whoever the account was', async () => {
    const known = await addPerson(account('ada'));
    await joinIdentity(deps, known, email('work@example.org'), { by });
    const saved = await connect('as ada');
    expect(saved?.personId).toBe(ada);
    expect(await namesOf(ada)).toEqual(expect.arrayContaining(['ada@example.org', 'id-ada', 'work@example.org']));
  });

  it('takes the place of the one before', async () => {
    await connect('as ada');
    service.expiresAt = new Date('2027-01-01T00:00:00Z');
    await connect('good');
    const kept = await house.store.personalConnections.ofPerson(ada);
    expect(kept).toMatchObject([{ expiresAt: service.expiresAt, lastProblem: undefined }]);
  });

  it('of the account by which we read is told about', async () => {
    const findings = { account: { ...(await connect('as ada'))!.connection.account }, expiresAt: undefined };
    await house.store.integrations.saveFindings(integrationId, {
      ...findings,
      missingRights: [],
      at: house.clock.now(),
    });
    const saved = await connect('as ada');
    expect(saved?.warnings).toEqual([expect.stringContaining('by which Branchline itself reads Signed')]);
    const nobody = { account: undefined, expiresAt: undefined, missingRights: [], at: house.clock.now() };
    await house.store.integrations.saveFindings(integrationId, nobody);
  });
});

describe('nothing is kept', () => {
  async function refusalOf(work: Promise<unknown>): Promise<string> {
    const failure: unknown = await work.catch((error: unknown) => error);
    expect(await house.store.personalConnections.ofPerson(ada)).toEqual([]);
    return failure instanceof Failure ? `${failure.kind}: ${failure.message}` : 'no failure';
  }

  it('when the service refuses the token', async () => {
    expect(await refusalOf(connect('bad'))).toBe(
      'rejected: Signed does not take this token: it is mistyped, has ended, or was taken back there. Copy it again, or make another one.',
    );
  });

  it('when a right is missing that is needed, which is named', async () => {
    const grantUrl = 'https://signed.example/tokens';
    service.missingRights = [{ name: 'repo', weight: 'needed', without: 'nothing can be read', grantUrl }];
    expect(await refusalOf(connect('as ada'))).toMatch(
      /^rejected: .* Signed calls repo\. Without repo nothing can be read\. Grant it at https:/,
    );
  });

  it('when the service does not say whose it is', async () => {
    const anonymous = { ...service.connector };
    const connected = service.connector.connect.bind(service.connector);
    anonymous.connect = (request) => ({
      ...connected(request),
      check: async () => ({ account: undefined, version: undefined, missingRights: [], expiresAt: undefined }),
    });
    deps = { ...deps, connectors: new Map([['signed', anonymous]]) };
    expect(await refusalOf(connect('as ada'))).toMatch(/^rejected: Signed does not say whose credential this is\./);
  });

  it('of a kind the service does not take', async () => {
    const credential = { kind: 'user-and-password', user: 'ada', password: new Secret('x') } as const;
    const work = savePersonalConnection(deps, { personId: ada, integrationId, credential, by });
    expect(await refusalOf(work)).toBe('rejected: Signed takes from people: token.');
  });

  it('where there are no accounts, no such person, or no such integration', async () => {
    const plain = await house.store.integrations.add({ connector: 'git', name: 'Git', settings: { cloneUrl: 'x' } });
    const credential = { kind: 'token', token: new Secret('good') } as const;
    const wish = { personId: ada, integrationId: plain.id, credential, by };
    expect(await refusalOf(savePersonalConnection(deps, wish))).toMatch(/^rejected: Git has no accounts/);
    expect(await connect('good', 99 as PersonId)).toBeUndefined();
    expect(await savePersonalConnection(deps, { ...wish, integrationId: 99 as IntegrationId })).toBeUndefined();
  });

  it('when the account is known to be somebody else with another account at Jira', async () => {
    await joinIdentity(deps, ada, atJira('jira-ada'), { by });
    const other = await addPerson(account('ada'));
    await joinIdentity(deps, other, atJira('jira-other'), { by });
    const refusal = await refusalOf(connect('as ada'));
    expect(refusal).toMatch(/^conflict: ada at signed\.example cannot be connected here\. What is known leads to two/);
    expect(await namesOf(ada)).toEqual(['ada@example.org', 'jira-ada']);
    expect(await namesOf(other)).toEqual(['id-ada', 'jira-other']);
  });

  it('when an administrator keeps the account apart', async () => {
    await connect('as ada');
    await removePersonalConnection(deps, ada, integrationId, by);
    const theirs = (await house.store.people.get(ada))?.identities.slice(1).map(({ id }) => id) ?? [];
    await splitPerson(deps, ada, theirs, { by });
    expect(await refusalOf(connect('as ada'))).toMatch(
      /^conflict: .* An administrator keeps ada at signed\.example apart/,
    );
  });
});

describe('a kept connection', () => {
  it('is tried on demand, and says what is wrong until it is put right', async () => {
    await connect('as ada');
    service.accountOf = () => undefined;
    const refused = await checkPersonalConnection(deps, ada, integrationId);
    expect(refused).toMatchObject({ lastProblem: 'Signed refused our credential.' });
    service.accountOf = () => 'bob';
    const foreign = await checkPersonalConnection(deps, ada, integrationId);
    expect(foreign?.lastProblem).toMatch(/^Signed says that this credential is now bob's\. Connect again\.$/);
    service.accountOf = () => 'ada';
    expect(await checkPersonalConnection(deps, ada, integrationId)).toMatchObject({ lastProblem: undefined });
    expect(await checkPersonalConnection(deps, 99 as PersonId, integrationId)).toBeUndefined();
  });

  it('is tried once a day, and a service that is away is not held against it', async () => {
    await connect('as ada');
    const made = service.connections.length;
    await recheckPersonalConnections(deps, going);
    expect(service.connections).toHaveLength(made);
    house.advance(20 * hour + 1);
    service.accountOf = () => {
      throw new Failure('unavailable', 'git-service', 'Signed is away.');
    };
    await recheckPersonalConnections(deps, going);
    expect(await house.store.personalConnections.ofPerson(ada)).toMatchObject([{ lastProblem: undefined }]);
    await expect(checkPersonalConnection(deps, ada, integrationId)).rejects.toThrow('Signed is away.');
    service.accountOf = () => undefined;
    await recheckPersonalConnections(deps, going);
    expect(await house.store.personalConnections.ofPerson(ada)).toMatchObject([
      { lastProblem: 'Signed refused our credential.' },
    ]);
  });

  it('is forgotten on demand, while the account stays known', async () => {
    await connect('as ada');
    expect(await removePersonalConnection(deps, ada, integrationId, by)).toBe(true);
    expect(await removePersonalConnection(deps, ada, integrationId, by)).toBe(false);
    expect(await namesOf(ada)).toContain('id-ada');
  });
});
