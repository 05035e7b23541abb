import { Secret } from '@branchline/domain';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { gitea } from '../../../adapters/git-services/gitea/connector.ts';
import { failureOf } from '../../failure-of.ts';
import { addOAuthClient, oauthWalk, redirectUrl, verifier } from '../oauth-walk.ts';
import type { StandIn } from '../stand-in.ts';
import { startStandIn } from '../start-stand-in.ts';
import { gitea as family } from './family.ts';

let standIn: StandIn;

beforeEach(async () => {
  standIn = await startStandIn(family, { prefix: '/code' });
  standIn.addPerson({ login: 'ada' });
  await standIn.addRepository('team/app');
  addOAuthClient(standIn);
});
afterEach(() => standIn.close());

const world = () => oauthWalk(standIn, gitea, { url: standIn.url });

it('is signed in to by OAuth, and stays so when the access token has ended', async () => {
  const { oauth, party, connect, code: consent } = world();
  const code = await consent();
  const first = await oauth.exchange(party, { code, verifier, redirectUrl });
  const check = await connect(first).check();
  expect(check).toMatchObject({ account: { login: 'ada' }, missingRights: [], expiresAt: first.expiresAt });
  standIn.state.clock.advance(2 * 3_600_000);
  expect((await failureOf(connect(first).check())).kind).toBe('unauthorized');
  const second = await oauth.refresh(party, first.refreshToken!);
  expect((await connect(second).check()).account?.login).toBe('ada');
});

it('takes a code only with its verifier, and once', async () => {
  const all = world();
  const { oauth, party } = all;
  const wrong = { verifier: new Secret('w'.repeat(64)), redirectUrl };
  const stolen = await all.code();
  expect((await failureOf(oauth.exchange(party, { ...wrong, code: stolen }))).kind).toBe('rejected');
  const code = await all.code();
  await oauth.exchange(party, { code, verifier, redirectUrl });
  expect((await failureOf(oauth.exchange(party, { code, verifier, redirectUrl }))).kind).toBe('rejected');
  expect((await failureOf(oauth.refresh(party, new Secret('nonsense')))).kind).toBe('unauthorized');
});
