/** No secret of any way to sign in is found in a row, a log line or a message, whatever goes well or wrong. */

import { plainNetwork, type IntegrationId } from '@branchline/domain';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { failureOf } from '../../test-support/failure-of.ts';
import { markedSecrets, type MarkedSecrets } from '../../test-support/marked-secrets.ts';
import { ownSignInDeps } from '../../test-support/own-sign-in-deps.ts';
import { openSignInHouse, pendingByOAuth, type SignInHouse } from '../../test-support/sign-in-house.ts';
import { addIntegration } from './add-integration.ts';
import { checkIntegration } from './check-integration.ts';
import { connect, connectAsPerson } from './connect.ts';
import { editIntegration } from './edit-integration.ts';
import { saveOAuthClient } from './oauth-clients.ts';
import { finishOwnSignIn, ownWay, startOwnSignIn } from './own-sign-in.ts';
import { finishApp, finishInstallation, startApp } from './register-app.ts';
import { finishRemoval, removeIntegration } from './remove-integration.ts';

let house: SignInHouse;
let marks: MarkedSecrets;

beforeEach(async () => {
  house = await openSignInHouse();
  marks = markedSecrets();
});
afterEach(() => house.close());

async function standing(id: IntegrationId) {
  return (await house.deps.store.integrations.get(id))!;
}

async function byOAuth(): Promise<IntegrationId> {
  const { deps, server, settings } = house;
  const clientSecret = marks.make('client-secret');
  Object.assign(server.behaviour, {
    clientSecret: clientSecret.reveal(),
    nameFor: (kind: string) => marks.make(kind).reveal(),
  });
  await saveOAuthClient(deps, { connector: 'signed', settings, clientId: 'branchline-client', clientSecret });
  const pending = await pendingByOAuth(deps, server, 'ada');
  expect(await marks.placesInDatabase(house.database.connectionString)).toEqual([]);
  const { id } = await addIntegration(deps, { pending, name: undefined });
  house.advance(3 * 3_600_000);
  await (await connect(deps, await standing(id))).check();
  return id;
}

async function byApp(): Promise<IntegrationId> {
  const { deps, settings } = house;
  house.service.nameSecret = (name) => marks.make(name);
  const wanted = { connector: 'signed', settings, network: plainNetwork, name: 'Ours', owner: undefined };
  const { form, browser } = await startApp(deps, { ...wanted, browser: undefined });
  const state = new URL(form.action).searchParams.get('state') ?? undefined;
  const registered = await finishApp(deps, { state, code: 'good-code', browser });
  if (registered.outcome === 'refused') throw new Error(registered.because);
  const install = new URL(registered.url).searchParams.get('state') ?? undefined;
  const callback = { state: install, installationId: '77', action: 'install', browser };
  const outcome = await finishInstallation(deps, callback);
  if (outcome.outcome === 'refused') throw new Error(outcome.because);
  return (await addIntegration(deps, { pending: outcome.id, name: undefined })).id;
}

it('not after everything that goes well', async () => {
  const ids = [await byOAuth(), await byApp(), await house.addByToken(marks.make('token').reveal())];
  const views = await Promise.all(ids.map(standing));
  expect(marks.placesIn('what is shown of integrations', views)).toEqual([]);
  expect(await marks.placesInDatabase(house.database.connectionString)).toEqual([]);
});

it('not after people connected their own accounts, kept waiting for a code, or renewed', async () => {
  await byOAuth();
  const { deps, server } = house;
  const [integration] = await deps.store.integrations.list();
  await deps.store.accounts.add({ login: 'ada', name: 'Ada', role: 'member', passwordHash: undefined });
  const whole = ownSignInDeps(deps);
  const ada = { kind: 'account', accountId: 1 as never, role: 'member' } as const;
  const inJira = { kind: 'jira-user', jiraSiteId: 1 as never, accountId: 'j-1' as never } as const;
  const told: unknown[] = [];
  for (const owner of [ada, inJira]) {
    const wish = { integrationId: integration!.id, owner, next: undefined, switchesAccount: false, browser: undefined };
    const started = (await startOwnSignIn(deps, wish))!;
    const back = new URL(server.agree(started.authorizationUrl)).searchParams;
    const [code, state] = [back.get('code') ?? undefined, back.get('state') ?? undefined];
    const callback = { code, state, error: undefined, errorDescription: undefined, issuer: undefined };
    const by = owner === ada ? ada : undefined;
    told.push(
      await finishOwnSignIn(whole, { ...callback, browser: started.browser }, by),
      await ownWay(deps, started.id),
    );
  }
  const person = await deps.store.people.find({ kind: 'own-account', accountId: ada.accountId });
  const [own] = await deps.store.personalConnections.ofPerson(person!.personId);
  house.advance(3 * 3_600_000);
  await (await connectAsPerson(deps, integration!, own!)).check();
  expect(marks.placesIn('what is told', [told, own])).toEqual([]);
  expect(await marks.placesInDatabase(house.database.connectionString)).toEqual([]);
});

it('not after everything that goes wrong', async () => {
  const id = await byOAuth();
  const failures: unknown[] = [];
  house.server.revokeAll();
  failures.push(await failureOf(checkIntegration(house.deps, id)));
  house.service.accountOf = () => undefined;
  const credential = { kind: 'token', token: marks.make('token') } as const;
  failures.push(await failureOf(editIntegration(house.deps, id, { credential })));
  const wanted = { connector: 'signed', name: undefined, settings: house.settings, credential };
  failures.push(await failureOf(addIntegration(house.deps, wanted)));
  house.server.behaviour.breaksWith = {
    status: 200,
    body: JSON.stringify({ access_token: marks.make('odd').reveal() }),
  };
  house.advance(3 * 3_600_000);
  failures.push(await failureOf(connect(house.deps, await standing(id))));
  const policy = house.policy(marks.log);
  for (const failure of failures) {
    await policy.onGivenUp(
      'check-integration',
      { integrationId: id },
      failure as Parameters<typeof policy.onGivenUp>[2],
    );
  }
  await removeIntegration(house.deps, id);
  await finishRemoval({ ...house.deps, log: marks.log }, id);
  expect(failures.flatMap((failure) => marks.placesIn('a failure', failure))).toEqual([]);
  expect(marks.placesInLog()).toEqual([]);
  expect(await marks.placesInDatabase(house.database.connectionString)).toEqual([]);
});
