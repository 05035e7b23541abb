import { type OAuthCredential, plainNetwork, Secret } from '@branchline/domain';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { github } from '../../../adapters/git-services/github/connector.ts';
import { createOAuth } from '../../../adapters/oauth/oauth.ts';
import { failureOf } from '../../failure-of.ts';
import { testNetwork } from '../../test-network.ts';
import type { StandIn } from '../stand-in.ts';
import { startStandIn } from '../start-stand-in.ts';
import { github as family } from './family.ts';
import { letTokensExpire } from './oauth-routes.ts';

const redirectUrl = 'https://branchline.example/oauth/callback';
const verifier = new Secret('v'.repeat(64));
let standIn: StandIn;

beforeEach(async () => {
  standIn = await startStandIn(family);
  standIn.addPerson({ login: 'ada' });
  await standIn.addRepository('acme/app');
  standIn.state.oauthClients.push({ id: 'client', secret: 'a-client-secret', name: 'x', redirectUrls: [redirectUrl] });
});
afterEach(() => standIn.close());

function world() {
  const { clock } = standIn.state;
  const network = testNetwork({ clock });
  const connector = github(network, clock);
  const settings = connector.parseSettings({ url: standIn.url, apiUrl: `${standIn.url}/api` });
  const provider = connector.oauth;
  if (provider === undefined) throw new Error('OAuth is not offered.');
  const party = {
    serviceName: connector.title,
    endpoints: provider.endpoints(settings),
    clientAuthentication: provider.clientAuthentication,
    network: plainNetwork,
    clientId: 'client',
    clientSecret: new Secret('a-client-secret'),
  };
  const oauth = createOAuth({ network, clock });
  const connect = (credential: OAuthCredential) =>
    connector.connect({ settings, credential, network: plainNetwork, budget: 'test', for: 'background' });
  return { oauth, party, provider, connect };
}

async function codeFrom({ oauth, party, provider }: ReturnType<typeof world>): Promise<Secret> {
  const scopes = provider.scopes('service-account');
  const wish = { redirectUrl, scopes, state: 'a-state', verifier, extraParameters: provider.switchAccountParameters };
  const answer = await fetch(await oauth.authorizationUrl(party, wish), { redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? '').searchParams;
  expect(back.get('state')).toBe('a-state');
  return new Secret(back.get('code') ?? '');
}

it('is signed in to by OAuth, for as long as nobody takes it back', async () => {
  const all = world();
  const credential = await all.oauth.exchange(all.party, { code: await codeFrom(all), verifier, redirectUrl });
  expect(credential).toMatchObject({ refreshToken: undefined, expiresAt: undefined });
  const check = await all.connect(credential).check();
  expect(check).toMatchObject({ account: { login: 'ada' }, missingRights: [], expiresAt: undefined });
});

it('stays signed in where tokens expire', async () => {
  letTokensExpire(standIn.state);
  const all = world();
  const first = await all.oauth.exchange(all.party, { code: await codeFrom(all), verifier, redirectUrl });
  standIn.state.clock.advance(9 * 3_600_000);
  expect((await failureOf(all.connect(first).check())).kind).toBe('unauthorized');
  const second = await all.oauth.refresh(all.party, first.refreshToken ?? new Secret(''));
  expect((await all.connect(second).check()).account?.login).toBe('ada');
  const stale = await failureOf(all.oauth.refresh(all.party, first.refreshToken ?? new Secret('')));
  expect(stale.kind).toBe('unauthorized');
});

it('takes a code only with its verifier, and once', async () => {
  const all = world();
  const stolen = { code: await codeFrom(all), verifier: new Secret('w'.repeat(64)), redirectUrl };
  expect((await failureOf(all.oauth.exchange(all.party, stolen))).kind).toBe('rejected');
  const mine = { code: await codeFrom(all), verifier, redirectUrl };
  await all.oauth.exchange(all.party, mine);
  expect((await failureOf(all.oauth.exchange(all.party, mine))).kind).toBe('rejected');
  const badSecret = { ...all.party, clientSecret: new Secret('another') };
  const refused = await failureOf(all.oauth.exchange(badSecret, { ...mine, code: await codeFrom(all) }));
  expect(refused.kind).not.toBe('invalid-response');
});
