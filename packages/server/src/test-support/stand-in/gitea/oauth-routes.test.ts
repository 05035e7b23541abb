import { type OAuthCredential, plainNetwork, Secret } from '@branchline/domain';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { gitea } from '../../../adapters/git-services/gitea/connector.ts';
import { createOAuth } from '../../../adapters/oauth/oauth.ts';
import { failureOf } from '../../failure-of.ts';
import { testNetwork } from '../../test-network.ts';
import type { StandIn } from '../stand-in.ts';
import { startStandIn } from '../start-stand-in.ts';
import { gitea as family } from './family.ts';

const redirectUrl = 'https://branchline.example/oauth/callback';
const verifier = new Secret('v'.repeat(64));
let standIn: StandIn;

beforeEach(async () => {
  standIn = await startStandIn(family, { prefix: '/code' });
  standIn.addPerson({ login: 'ada' });
  await standIn.addRepository('team/app');
  standIn.state.oauthClients.push({ id: 'client', secret: 'a-client-secret', name: 'x', redirectUrls: [redirectUrl] });
});
afterEach(() => standIn.close());

function world() {
  const { clock } = standIn.state;
  const network = testNetwork({ clock });
  const connector = gitea(network);
  const settings = connector.parseSettings({ url: standIn.url });
  const provider = connector.oauth!;
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

it('is signed in to by OAuth, and stays so when the access token has ended', async () => {
  const { oauth, party, connect, ...rest } = world();
  const code = await codeFrom({ oauth, party, connect, ...rest });
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
  const stolen = await codeFrom(all);
  expect((await failureOf(oauth.exchange(party, { ...wrong, code: stolen }))).kind).toBe('rejected');
  const code = await codeFrom(all);
  await oauth.exchange(party, { code, verifier, redirectUrl });
  expect((await failureOf(oauth.exchange(party, { code, verifier, redirectUrl }))).kind).toBe('rejected');
  expect((await failureOf(oauth.refresh(party, new Secret('nonsense')))).kind).toBe('unauthorized');
});
