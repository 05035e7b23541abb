/** The ways through a browser, at stand-ins of the services themselves: OAuth at GitLab, an app at GitHub. */

import { plainNetwork, Secret } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signInDepsAt } from '../../test-support/sign-in-deps-at.ts';
import type { StandIn } from '../../test-support/stand-in/stand-in.ts';
import { createApp, installApp } from '../../test-support/stand-in/github/app-routes.ts';
import { githubEnterpriseServer as githubFamily } from '../../test-support/stand-in/github/family.ts';
import { gitlabFamily } from '../../test-support/stand-in/gitlab/family.ts';
import { startStandIn } from '../../test-support/stand-in/start-stand-in.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';
import { addIntegration, type AddIntegrationDeps } from './add-integration.ts';
import type { BrowserSignInDeps, SignInOutcome } from './browser-sign-in.ts';
import { connect } from './connect.ts';
import { saveOAuthClient } from './oauth-clients.ts';
import { showPendingCredential } from './pending-credential.ts';
import { finishApp, finishInstallation, startApp } from './register-app.ts';
import { finishOAuth, oauthRedirectUrl, startOAuth } from './sign-in-by-oauth.ts';

let standIn: StandIn;
let test: TestStore;
let deps: BrowserSignInDeps & AddIntegrationDeps;

beforeEach(async () => {
  test = await openTestStore();
});
afterEach(async () => {
  await standIn.close();
  await test.close();
});

async function open(family: Parameters<typeof startStandIn>[0]): Promise<void> {
  standIn = await startStandIn(family);
  deps = signInDepsAt(standIn, test.store);
}

function pendingIn(outcome: SignInOutcome): string {
  if (outcome.outcome === 'refused') throw new Error(outcome.because);
  return outcome.id;
}

async function namesListed(id: Awaited<ReturnType<typeof addIntegration>>['id']): Promise<readonly string[]> {
  const connection = await connect(deps, (await test.store.integrations.get(id))!);
  const names: string[] = [];
  for await (const { repositories } of connection.listRepositories())
    names.push(...repositories.map(({ name }) => name));
  return names;
}

describe('GitLab', () => {
  const connector = 'gitlab-self-managed';

  async function signedIn(): Promise<string> {
    const settings = { url: standIn.url };
    const client = {
      name: 'Branchline',
      id: 'client',
      secret: 'marked-secret',
      redirectUrls: [oauthRedirectUrl(deps.publicUrl)],
    };
    standIn.state.oauthClients.push(client);
    const clientSecret = new Secret(client.secret);
    await saveOAuthClient(deps, { connector, settings, clientId: client.id, clientSecret });
    const wish = { connector, settings, network: plainNetwork, switchesAccount: true, browser: undefined };
    const started = await startOAuth(deps, wish);
    const answer = await fetch(started!.authorizationUrl, { redirect: 'manual' });
    const back = new URL(answer.headers.get('location')!).searchParams;
    const [code, state] = [back.get('code') ?? undefined, back.get('state') ?? undefined];
    const nothing = { error: undefined, errorDescription: undefined, issuer: undefined };
    return pendingIn(await finishOAuth(deps, { ...nothing, code, state, browser: started!.browser }));
  }

  it('is signed in to by OAuth, seen as whom, and kept signed in over hours', async () => {
    await open(gitlabFamily);
    standIn.addPerson({ login: 'ada' });
    await standIn.addRepository('ada/app');
    const pending = await signedIn();
    expect((await showPendingCredential(deps, pending))?.signIn.account?.login).toBe('ada');
    const { id, name } = await addIntegration(deps, { pending, name: undefined });
    expect(name).toContain('(ada)');
    expect(await namesListed(id)).toEqual(['ada/app']);
    for (let hours = 0; hours < 3; hours += 1) {
      standIn.state.clock.advance(2 * 3_600_000);
      expect(await namesListed(id)).toEqual(['ada/app']);
    }
    const asked = standIn.requests.filter(({ path }) => path.endsWith('/oauth/token'));
    expect(asked).toHaveLength(4);
    expect(standIn.violations()).toEqual([]);
  });
});

describe('GitHub', () => {
  const connector = 'github-enterprise-server';

  it('registers an app by a click, installs it, and reads as the app', async () => {
    await open(githubFamily);
    standIn.addPerson({ login: 'ada' });
    await standIn.addRepository('acme/app');
    await standIn.addRepository('other/hidden');
    const acme = standIn.state.owners.find(({ path }) => path === 'acme')!;
    const settings = { url: standIn.url };
    const wanted = { connector, settings, network: plainNetwork, name: 'Ours', owner: 'acme', browser: undefined };
    const { form, browser } = await startApp(deps, wanted);
    const made = createApp(standIn, acme, form.fields['manifest'] ?? '');
    const state = new URL(form.action).searchParams.get('state') ?? undefined;
    const registered = await finishApp(deps, { state, code: made.code, browser });
    if (registered.outcome === 'refused') throw new Error(registered.because);
    const { id: installation } = installApp(standIn.state, made.app, acme);
    const installed = new URL(registered.url).searchParams.get('state') ?? undefined;
    const callback = { state: installed, action: 'install', browser };
    const forged = { ...callback, installationId: String(installation + 1) };
    const pending = pendingIn(await finishInstallation(deps, { ...callback, installationId: String(installation) }));
    expect((await finishInstallation(deps, forged)).outcome).toBe('refused');
    const { id, account, credentialKind } = await addIntegration(deps, { pending, name: undefined });
    expect({ login: account?.login, credentialKind }).toEqual({ login: 'acme', credentialKind: 'app' });
    expect(await namesListed(id)).toEqual(['acme/app']);
    expect(standIn.violations()).toEqual([]);
  });
});
