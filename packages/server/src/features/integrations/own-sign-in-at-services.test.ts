/** People's own ways through OAuth at stand-ins of the services: asked for, kept, used, renewed and taken back. */

import { Secret, type AppId, type IntegrationId, type OAuthCredential } from '@branchline/domain';
import { afterEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../test-support/failure-of.ts';
import { ownSignInDeps } from '../../test-support/own-sign-in-deps.ts';
import { signInDepsAt } from '../../test-support/sign-in-deps-at.ts';
import { forgejo, gitea } from '../../test-support/stand-in/gitea/family.ts';
import { githubEnterpriseServer } from '../../test-support/stand-in/github/family.ts';
import { letTokensExpire } from '../../test-support/stand-in/github/oauth-routes.ts';
import { gitlabFamily } from '../../test-support/stand-in/gitlab/family.ts';
import type { StandIn } from '../../test-support/stand-in/stand-in.ts';
import { startStandIn } from '../../test-support/stand-in/start-stand-in.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';
import { appSecretPlace } from '../../ports/store/apps.ts';
import { connectAsPerson } from './connect.ts';
import { saveOAuthClient } from './oauth-clients.ts';
import { finishOwnSignIn, ownWay, startOwnSignIn, type OwnSignInDeps } from './own-sign-in.ts';
import { oauthRedirectUrl } from './sign-in-by-oauth.ts';
import { sealCredential } from './stored-credential.ts';

let standIn: StandIn;
let test: TestStore;
let deps: OwnSignInDeps;

afterEach(async () => {
  await standIn.close();
  await test.close();
});

const client = { name: 'Branchline', id: 'client', secret: 'marked-secret' };
const services = [
  { connector: 'gitlab-self-managed', family: gitlabFamily, scopes: 'api', hours: 2 },
  { connector: 'github-enterprise-server', family: githubEnterpriseServer, scopes: 'repo user:email', hours: 8 },
  {
    connector: 'gitea',
    family: gitea,
    scopes: 'read:user read:organization read:issue write:repository',
    hours: 1,
  },
  {
    connector: 'forgejo',
    family: forgejo,
    scopes: 'read:user read:organization read:issue write:repository',
    hours: 1,
  },
] as const;

async function open({ connector, family }: (typeof services)[number]): Promise<IntegrationId> {
  standIn = await startStandIn(family);
  test = await openTestStore();
  deps = ownSignInDeps(signInDepsAt(standIn, test.store));
  letTokensExpire(standIn.state);
  standIn.addPerson({ login: 'ada' });
  await standIn.addRepository('ada/app');
  await test.store.accounts.add({ login: 'ada', name: 'Ada', role: 'member', passwordHash: undefined });
  standIn.state.oauthClients.push({ ...client, redirectUrls: [oauthRedirectUrl(deps.publicUrl)] });
  const settings = deps.connectors.get(connector)!.parseSettings({ url: standIn.url });
  return (await test.store.integrations.add({ connector, name: 'Code', settings })).id;
}

async function enterClient(connector: string): Promise<void> {
  const clientSecret = new Secret(client.secret);
  await saveOAuthClient(deps, { connector, settings: { url: standIn.url }, clientId: client.id, clientSecret });
}

const owner = { kind: 'account', accountId: 1 as never, role: 'member' } as const;

/** There and back; where they were sent. */
async function walk(integrationId: IntegrationId): Promise<URL> {
  const wish = { integrationId, owner, next: undefined, switchesAccount: false, browser: undefined };
  const started = (await startOwnSignIn(deps, wish))!;
  const answer = await fetch(started.authorizationUrl, { redirect: 'manual' });
  const back = new URL(answer.headers.get('location')!).searchParams;
  const [code, state] = [back.get('code') ?? undefined, back.get('state') ?? undefined];
  const nothing = { error: undefined, errorDescription: undefined, issuer: undefined };
  await finishOwnSignIn(deps, { ...nothing, code, state, browser: started.browser }, owner);
  expect((await ownWay(deps, started.id))?.signIn.outcome).toEqual({ kind: 'connected' });
  return new URL(started.authorizationUrl);
}

async function own(integrationId: IntegrationId) {
  const known = await test.store.people.find({ kind: 'own-account', accountId: owner.accountId });
  return (await test.store.personalConnections.get(known!.personId, integrationId))!;
}

async function act(integrationId: IntegrationId) {
  const integration = (await test.store.integrations.get(integrationId))!;
  return (await connectAsPerson(deps, integration, await own(integrationId))).check();
}

describe.each(services)('$connector', (service) => {
  it('asks for what acting takes, is used in their name, renewed, and done with when it is taken back', async () => {
    const id = await open(service);
    await enterClient(service.connector);
    const asked = await walk(id);
    expect(asked.searchParams.get('scope')).toBe(service.scopes);
    expect(await own(id)).toMatchObject({
      account: { login: 'ada' },
      credentialKind: 'oauth',
      expiresAt: undefined,
      missingRights: [],
    });
    for (let times = 0; times < 2; times += 1) {
      standIn.state.clock.advance(service.hours * 3_600_000);
      expect(await Promise.all([act(id), act(id)])).toMatchObject([{ account: { login: 'ada' } }, {}]);
    }
    const tokenRequests = standIn.requests.filter(({ path }) => /\/oauth\/(?:access_)?token$/.test(path));
    expect(tokenRequests).toHaveLength(3);
    for (const kept of ['oauth', 'grants']) standIn.state.own[kept] = undefined;
    standIn.state.clock.advance(service.hours * 3_600_000);
    expect((await failureOf(act(id))).kind).toBe('unauthorized');
    expect(standIn.violations()).toEqual([]);
  });
});

it('goes through our app where the integration is one, and is renewed through it whatever client is entered later', async () => {
  const id = await open(services[1]);
  const { store, secretBox } = { store: test.store, secretBox: deps.secretBox };
  const { connector, settings, network } = (await store.integrations.get(id))!;
  const named = { appId: client.id, slug: 'ours', name: 'Ours', webUrl: `${standIn.url}/apps/ours` };
  const { id: app } = await store.apps.add({ connector, settings, network, ...named });
  const place = appSecretPlace(app, 'client-secret');
  await store.apps.saveSealedSecret(app, 'client-secret', secretBox.seal(new Secret(client.secret), place));
  const credential = { kind: 'app', app, installationId: '1' } as const;
  const sealed = sealCredential(secretBox, credential, `integration/${id}/credential`);
  await store.integrations.saveSealedCredential(id, sealed, { kind: 'app', appId: app });
  const given: OAuthCredential[] = [];
  const { keepOwn } = deps;
  deps = { ...deps, keepOwn: (who, where, what) => (given.push(what), keepOwn(who, where, what)) };
  expect((await walk(id)).searchParams.get('client_id')).toBe(client.id);
  expect(given).toMatchObject([{ app: app satisfies AppId }]);
  const clientSecret = new Secret('of another');
  await saveOAuthClient(deps, { connector, settings, clientId: 'another', clientSecret });
  standIn.state.clock.advance(8 * 3_600_000);
  expect(await act(id)).toMatchObject({ account: { login: 'ada' } });
});
