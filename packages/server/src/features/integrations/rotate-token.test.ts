/** Tokens that renew themselves: in time, for all who share them, and for nobody else. */

import { Secret, type IntegrationId } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../test-support/failure-of.ts';
import { openSignInHouse, type SignInHouse } from '../../test-support/sign-in-house.ts';
import { signInDepsAt } from '../../test-support/sign-in-deps-at.ts';
import { gitlabFamily } from '../../test-support/stand-in/gitlab/family.ts';
import type { StandIn } from '../../test-support/stand-in/stand-in.ts';
import { startStandIn } from '../../test-support/stand-in/start-stand-in.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';
import { addIntegration, type AddIntegrationDeps } from './add-integration.ts';
import { attentionOf } from './attention.ts';
import { recheckIntegration } from './check-integration.ts';
import { connect } from './connect.ts';
import { editIntegration } from './edit-integration.ts';
import { rotateToken } from './rotate-token.ts';

let standIn: StandIn;
let test: TestStore;
let deps: AddIntegrationDeps;
const day = 24 * 3_600_000;
const connector = 'gitlab-self-managed';

beforeEach(async () => {
  test = await openTestStore();
  standIn = await startStandIn(gitlabFamily);
  deps = signInDepsAt(standIn, test.store);
});
afterEach(async () => {
  await standIn.close();
  await test.close();
});

function makeToken(value: string, daysLeft: number): void {
  const [person = standIn.addPerson({ login: 'ada' })] = standIn.state.people;
  const now = standIn.state.clock.now().getTime();
  const expiresAt = new Date(Math.floor(now / day + daysLeft) * day);
  standIn.addToken(person, { value, scopes: ['api'], kind: 'personal', expiresAt });
}

async function added(token: string, name: string): Promise<IntegrationId> {
  const credential = { kind: 'token', token: new Secret(token) } as const;
  const { id } = await addIntegration(deps, { connector, name, settings: { url: standIn.url }, credential });
  return id;
}

async function standing(id: IntegrationId) {
  return (await test.store.integrations.get(id))!;
}

/** As whom the integration is known to the service now. */
async function accountOf(id: IntegrationId): Promise<string | undefined> {
  return (await (await connect(deps, await standing(id))).check()).account?.login;
}

describe('renewing', () => {
  it('gives the new token to all who share the old one, and to nobody else', async () => {
    makeToken('marked-shared', 40);
    makeToken('marked-own', 40);
    const [one, other, apart] = [
      await added('marked-shared', 'One'),
      await added('marked-shared', 'Other'),
      await added('marked-own', 'Apart'),
    ];
    const rotated = await rotateToken(deps, one, 'person');
    expect(rotated?.integrations.map(({ name }) => name)).toEqual(['One', 'Other']);
    const ends = (await standing(one)).credentialExpiresAt;
    expect(ends).toEqual(rotated?.expiresAt);
    expect((await standing(other)).credentialExpiresAt).toEqual(ends);
    expect([await accountOf(one), await accountOf(other), await accountOf(apart)]).toEqual(['ada', 'ada', 'ada']);
    const values = standIn.state.tokens.filter(({ isRevoked }) => !isRevoked).map(({ value }) => value);
    expect(values.toSorted()).toEqual(['marked-own', 'marked-sharednext']);
  });

  it('goes on with a connection that was open before', async () => {
    makeToken('marked-shared', 40);
    const id = await added('marked-shared', 'One');
    const before = await connect(deps, await standing(id));
    await before.check();
    await rotateToken(deps, id, 'person');
    expect((await before.check()).account?.login).toBe('ada');
  });

  it('is tried again two minutes later, so that what was refused in between goes on', async () => {
    makeToken('marked-shared', 40);
    const id = await added('marked-shared', 'One');
    await rotateToken(deps, id, 'person');
    const check = (await test.store.jobs.list(50)).find(({ key }) => key === `check/${id}`);
    expect(check?.runAt).toEqual(new Date(deps.clock.now().getTime() + 2 * 60_000));
  });

  it('leaves everything as it is when the service refuses', async () => {
    makeToken('marked-shared', 40);
    standIn.state.tokens[0]!.scopes = ['read_api', 'read_repository'];
    const id = await added('marked-shared', 'One');
    const failure = await failureOf(rotateToken(deps, id, 'person'));
    expect(failure.kind).toBe('forbidden');
    expect(await accountOf(id)).toBe('ada');
  });

  it('knows integrations that are not there', async () => {
    expect(await rotateToken(deps, 999 as IntegrationId, 'person')).toBeUndefined();
  });
});

describe('by the schedule', () => {
  it.each([
    [6, true, 0],
    [4, true, 1],
    [4, false, 0],
  ])('with %i days left and the wish %s it is done %i times', async (daysLeft, wish, times) => {
    makeToken('marked-shared', daysLeft);
    const id = await added('marked-shared', 'One');
    await editIntegration(deps, id, { rotatesToken: wish });
    await recheckIntegration(deps, id);
    expect(standIn.state.tokens.filter(({ isRevoked }) => isRevoked)).toHaveLength(times);
  });

  it('is no news until it should have been done', async () => {
    makeToken('marked-shared', 10);
    const id = await added('marked-shared', 'One');
    const levels = async (left: number) => {
      const now = new Date((await standing(id)).credentialExpiresAt!.getTime() - left * day);
      return attentionOf(await standing(id), now).map(({ level }) => level);
    };
    expect(await levels(10)).toEqual(['warning']);
    await editIntegration(deps, id, { rotatesToken: true });
    expect(await levels(10)).toEqual([]);
    expect(await levels(2)).toEqual(['urgent']);
  });
});

describe('a service whose tokens cannot', () => {
  let house: SignInHouse;
  beforeEach(async () => {
    house = await openSignInHouse();
  });
  afterEach(() => house.close());

  it('refuses the wish in words', async () => {
    const credential = { kind: 'token', token: new Secret('good') } as const;
    const wanted = { connector: 'signed', name: 'One', settings: house.settings, credential };
    const { id } = await addIntegration(house.deps, wanted);
    const failure = await failureOf(editIntegration(house.deps, id, { rotatesToken: true }));
    expect([failure.kind, failure.message]).toEqual(['rejected', expect.stringMatching(/cannot renew/)]);
  });

  it('has no order to give when there is no token', async () => {
    const wanted = {
      connector: 'signed',
      name: 'One',
      settings: house.settings,
      credential: { kind: 'none' },
    } as const;
    const { id } = await addIntegration(house.deps, wanted);
    const failure = await failureOf(rotateToken(house.deps, id, 'person'));
    expect([failure.kind, failure.message]).toEqual(['rejected', expect.stringMatching(/cannot renew/)]);
  });
});
