/**
 * One app for several organisations: registered and installed by clicks, one webhook for all, and what happens in each
 * organisation reaches Jira through its own integration.
 */

import { plainNetwork } from '@branchline/domain';
import { afterEach, expect, it } from 'vitest';
import { addIntegration } from '../../packages/server/src/features/integrations/add-integration.ts';
import {
  finishApp,
  finishInstallation,
  startApp,
  startInstallation,
} from '../../packages/server/src/features/integrations/register-app.ts';
import { markedSecrets } from '../../packages/server/src/test-support/marked-secrets.ts';
import { openListeningHouse, type ListeningHouse } from '../../packages/server/src/test-support/service-house.ts';
import { createApp, installApp } from '../../packages/server/src/test-support/stand-in/github/app-routes.ts';
import { githubEnterpriseServer } from '../../packages/server/src/test-support/stand-in/github/family.ts';
import type { StandIn } from '../../packages/server/src/test-support/stand-in/stand-in.ts';
import { startStandIn } from '../../packages/server/src/test-support/stand-in/start-stand-in.ts';
import type { StandInApp, StandInOwner } from '../../packages/server/src/test-support/stand-in/state.ts';

const organisations = ['acme', 'other'];
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

function stateIn(url: string): string | undefined {
  return new URL(url).searchParams.get('state') ?? undefined;
}

function ownerNamed(standIn: StandIn, name: string): StandInOwner {
  return standIn.state.owners.find(({ path }) => path === name)!;
}

/** The clicks that make the app; where the browser goes next, to install it. */
async function register({ house }: ListeningHouse, standIn: StandIn) {
  const place = { connector: 'github-enterprise-server', settings: { url: standIn.url }, network: plainNetwork };
  const { form, browser } = await startApp(house, { ...place, name: 'Ours', owner: 'acme', browser: undefined });
  const { app, code } = createApp(standIn, ownerNamed(standIn, 'acme'), form.fields['manifest'] ?? '');
  const registered = await finishApp(house, { state: stateIn(form.action), code, browser });
  if (registered.outcome === 'refused') throw new Error(registered.because);
  return { app, registered };
}

/** The clicks that install it in one organisation, and the integration that comes of it. */
async function install(
  { house }: ListeningHouse,
  standIn: StandIn,
  {
    app,
    owner,
    going,
  }: { readonly app: StandInApp; readonly owner: string; readonly going: { url: string; browser: string } },
) {
  const { id } = installApp(standIn.state, app, ownerNamed(standIn, owner));
  const { url, browser } = going;
  const callback = { state: stateIn(url), installationId: String(id), action: 'install', browser };
  const ended = await finishInstallation(house, callback);
  if (ended.outcome === 'refused') throw new Error(ended.because);
  const added = await addIntegration(house, { pending: ended.id, name: undefined });
  await house.associate({ integrationId: added.id }, 'all');
  return added;
}

it('brings the pull requests of every organisation to Jira', { timeout: 120_000 }, async () => {
  const standIn = await startStandIn(githubEnterpriseServer);
  opened.push(standIn);
  const ada = standIn.addPerson({ login: 'ada' });
  const repositories = [];
  for (const name of organisations) {
    const repository = await standIn.addRepository(`${name}/app`);
    await repository.git.commit('ABC-1 start', { [name]: name });
    await repository.git.branch('topic');
    await repository.git.commit('ABC-2 go on', { topic: name });
    await standIn.push(repository);
    repositories.push(repository);
  }
  const secrets = markedSecrets();
  const listening = await openListeningHouse(standIn, { hears: true, log: secrets.log });
  opened.push(listening);
  const { house } = listening;

  const { app, registered } = await register(listening, standIn);
  await install(listening, standIn, { app, owner: 'acme', going: registered });
  const [row] = await house.store.apps.list();
  const going = await startInstallation(house, row!, undefined);
  await install(listening, standIn, { app, owner: 'other', going });
  expect(await listening.settle()).toEqual([]);
  const integrations = await house.store.integrations.list();
  expect(integrations.map(({ account }) => account?.login)).toEqual(organisations);
  for (const { hooks, owner } of repositories) expect([...hooks, ...owner.hooks]).toEqual([]);

  for (const repository of repositories) {
    const title = `ABC-3 in ${repository.owner.path}`;
    await standIn.openPullRequest(repository, { title, author: ada, source: 'topic' });
  }
  expect(app.hook.deliveries.map(({ status }) => status)).toEqual(app.hook.deliveries.map(() => 202));
  expect(await listening.settle()).toEqual([]);
  const known = (await listening.atJira()).repositories;
  expect(known.map(({ pullRequests }) => pullRequests.map(({ content }) => content['title']))).toEqual([
    ['ABC-3 in acme'],
    ['ABC-3 in other'],
  ]);

  secrets.mark('private key', app.privateKey);
  secrets.mark('client secret', app.clientSecret);
  secrets.mark('webhook secret', app.hook.secret);
  for (const { value, kind } of standIn.state.tokens) secrets.mark(kind, value);
  expect(secrets.placesInLog()).toEqual([]);
  expect(await secrets.placesInDatabase(house.database.connectionString)).toEqual([]);
  expect(secrets.placesInFolder(house.mirrorFolder)).toEqual([]);
});
