import { Secret } from '@branchline/domain';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { github } from '../../../adapters/git-services/github/connector.ts';
import { failureOf } from '../../failure-of.ts';
import { addOAuthClient, oauthWalk, redirectUrl, verifier } from '../oauth-walk.ts';
import type { StandIn } from '../stand-in.ts';
import { startStandIn } from '../start-stand-in.ts';
import { github as family } from './family.ts';
import { letTokensExpire } from './oauth-routes.ts';

let standIn: StandIn;

beforeEach(async () => {
  standIn = await startStandIn(family);
  standIn.addPerson({ login: 'ada' });
  await standIn.addRepository('acme/app');
  addOAuthClient(standIn);
});
afterEach(() => standIn.close());

const world = () => oauthWalk(standIn, github, { url: standIn.url, apiUrl: `${standIn.url}/api` });

it('is signed in to by OAuth, for as long as nobody takes it back', async () => {
  const all = world();
  const credential = await all.oauth.exchange(all.party, { code: await all.code(), verifier, redirectUrl });
  expect(credential).toMatchObject({ refreshToken: undefined, expiresAt: undefined });
  const check = await all.connect(credential).check();
  expect(check).toMatchObject({ account: { login: 'ada' }, missingRights: [], expiresAt: undefined });
});

it('stays signed in where tokens expire', async () => {
  letTokensExpire(standIn.state);
  const all = world();
  const first = await all.oauth.exchange(all.party, { code: await all.code(), verifier, redirectUrl });
  standIn.state.clock.advance(9 * 3_600_000);
  expect((await failureOf(all.connect(first).check())).kind).toBe('unauthorized');
  const second = await all.oauth.refresh(all.party, first.refreshToken ?? new Secret(''));
  expect((await all.connect(second).check()).account?.login).toBe('ada');
  const stale = await failureOf(all.oauth.refresh(all.party, first.refreshToken ?? new Secret('')));
  expect(stale.kind).toBe('unauthorized');
});

it('takes a code only with its verifier, and once', async () => {
  const all = world();
  const stolen = { code: await all.code(), verifier: new Secret('w'.repeat(64)), redirectUrl };
  expect((await failureOf(all.oauth.exchange(all.party, stolen))).kind).toBe('rejected');
  const mine = { code: await all.code(), verifier, redirectUrl };
  await all.oauth.exchange(all.party, mine);
  expect((await failureOf(all.oauth.exchange(all.party, mine))).kind).toBe('rejected');
  const badSecret = { ...all.party, clientSecret: new Secret('another') };
  const refused = await failureOf(all.oauth.exchange(badSecret, { ...mine, code: await all.code() }));
  expect(refused.kind).not.toBe('invalid-response');
});
