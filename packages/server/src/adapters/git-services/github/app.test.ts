import { plainNetwork, Secret, type AppCredential, type ListedRepository } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GitServiceConnection, GitServiceConnector } from '../../../ports/git-service.ts';
import type { RegisteredApp } from '../../../ports/git-service/sign-in.ts';
import { failureOf } from '../../../test-support/failure-of.ts';
import { createApp, installApp } from '../../../test-support/stand-in/github/app-routes.ts';
import { githubEnterpriseServer as family } from '../../../test-support/stand-in/github/family.ts';
import { startHookTaker } from '../../../test-support/stand-in/hook-taker.ts';
import type { StandIn } from '../../../test-support/stand-in/stand-in.ts';
import { startStandIn } from '../../../test-support/stand-in/start-stand-in.ts';
import { testNetwork } from '../../../test-support/test-network.ts';
import { githubEnterpriseServer } from './connector.ts';

const minute = 60_000;
const wish = {
  name: 'Branchline of the very long-named company',
  url: 'https://branchline.example',
  redirectUrl: 'https://branchline.example/app/registered',
  setupUrl: 'https://branchline.example/app/installed',
  webhookUrl: 'https://branchline.example/webhooks/app',
  owner: 'acme',
  state: 'st&te',
};

let standIn: StandIn;
let connector: GitServiceConnector;
let settings: ReturnType<GitServiceConnector['parseSettings']>;

beforeEach(async () => {
  standIn = await startStandIn(family);
  standIn.addPerson({ login: 'ada' });
  connector = githubEnterpriseServer(testNetwork({ clock: standIn.state.clock }), standIn.state.clock);
  settings = connector.parseSettings({ url: standIn.url });
});

afterEach(() => standIn.close());

function registration() {
  if (connector.app === undefined) throw new Error('No app is offered.');
  return connector.app;
}

/** Registers the app, the person's click at the service included. */
async function register() {
  const { fields } = registration().form(settings, wish);
  const { app, code } = createApp(standIn, standIn.addOwner('acme'), fields['manifest'] ?? '');
  return { app, code, registered: await registration().register(settings, plainNetwork, code) };
}

function connect(
  registered: RegisteredApp,
  installationId: number,
  changes: Partial<AppCredential> = {},
): GitServiceConnection {
  const { appId, privateKey } = registered;
  const credential = { kind: 'app', appId, privateKey, installationId: String(installationId), ...changes } as const;
  return connector.connect({ settings, credential, network: plainNetwork, budget: 'test', for: 'background' });
}

async function listed(connection: GitServiceConnection): Promise<readonly ListedRepository[]> {
  const all: ListedRepository[] = [];
  for await (const page of connection.listRepositories()) all.push(...page.repositories);
  return all;
}

function tokensMade(): number {
  return standIn.requests.filter(({ path }) => path.endsWith('/access_tokens')).length;
}

describe('an app', () => {
  it('is registered by a form, once for each code', async () => {
    const { action, fields } = registration().form(settings, wish);
    expect(action).toBe(`${standIn.url}/organizations/acme/settings/apps/new?state=st%26te`);
    expect(JSON.parse(fields['manifest'] ?? '')).toMatchObject({
      name: 'Branchline of the very long-named',
      hook_attributes: { url: wish.webhookUrl },
      callback_urls: ['https://branchline.example/oauth/callback'],
      default_permissions: {
        contents: 'write',
        pull_requests: 'write',
        metadata: 'read',
        members: 'read',
        checks: 'read',
        statuses: 'read',
      },
      public: true,
    });
    const { app, code, registered } = await register();
    expect(registered).toMatchObject({ appId: app.clientId, slug: app.slug, name: app.name });
    expect(registered.privateKey.reveal()).toBe(app.privateKey);
    expect(registered.webhookSecret.reveal()).toBe(app.hook.secret);
    const again = await failureOf(registration().register(settings, plainNetwork, code));
    expect(again.kind).toBe('not-found');
  });

  it('is installed in several organisations, each seen with its own repositories', async () => {
    const { app, registered } = await register();
    const mine = await standIn.addRepository('acme/app');
    await standIn.addRepository('other/thing');
    await standIn.addRepository('third/hidden');
    const installations = ['acme', 'other'].map((name) => {
      const owner = standIn.state.owners.find(({ path }) => path === name);
      return installApp(standIn.state, app, owner ?? standIn.addOwner(name));
    });
    installations[1]!.isSuspended = true;
    const told = await registration().installations(settings, plainNetwork, registered);
    expect(told.map(({ account, isSuspended }) => [account.login, isSuspended])).toEqual([
      ['acme', false],
      ['other', true],
    ]);
    const connection = connect(registered, installations[0]!.id);
    expect((await listed(connection)).map(({ name }) => name)).toEqual(['acme/app']);
    expect(await connection.check()).toMatchObject({
      account: { login: 'acme' },
      missingRights: [],
      version: '3.19.2',
    });
    expect(await connection.pullRequests?.get((await listed(connection))[0]!, '1')).toBeUndefined();
    expect((await connection.findRepository(String(mine.id)))?.mayAdminister).toBeUndefined();
    expect((await failureOf(connect(registered, installations[1]!.id).check())).kind).toBe('unauthorized');
    expect((await failureOf(listed(connect(registered, installations[1]!.id)))).kind).toBe('unauthorized');
  });

  it('is installed on a page of its own', () => {
    const url = registration().installUrl(settings, 'our-app', 'a b');
    expect(url).toBe(`${standIn.url}/github-apps/our-app/installations/new?state=a%20b`);
  });

  it('names permissions that are missing', async () => {
    const { app, code } = createApp(
      standIn,
      standIn.addOwner('acme'),
      JSON.stringify({
        name: 'poor',
        hook_attributes: { url: wish.webhookUrl },
        default_permissions: { contents: 'read' },
      }),
    );
    const registered = await registration().register(settings, plainNetwork, code);
    const { missingRights } = await connect(registered, installApp(standIn.state, app, app.owner).id).check();
    expect(missingRights.map(({ name }) => name)).toEqual([
      'Pull requests: read',
      'Checks: read',
      'Commit statuses: read',
      'Contents: write',
      'Pull requests: write',
    ]);
  });
});

describe('the tokens of an installation', () => {
  async function installed() {
    const { app, registered } = await register();
    await standIn.addRepository('acme/app');
    return { registered, id: installApp(standIn.state, app, app.owner).id };
  }

  it('are asked for once by many, kept, and renewed ten minutes early', async () => {
    const { registered, id } = await installed();
    await Promise.all([
      listed(connect(registered, id)),
      listed(connect(registered, id)),
      listed(connect(registered, id)),
    ]);
    expect(tokensMade()).toBe(1);
    standIn.state.clock.advance(45 * minute);
    await listed(connect(registered, id));
    expect(tokensMade()).toBe(1);
    standIn.state.clock.advance(6 * minute);
    await listed(connect(registered, id));
    expect(tokensMade()).toBe(2);
  });

  it('are replaced when one ends early', async () => {
    const { registered, id } = await installed();
    const connection = connect(registered, id);
    await listed(connection);
    for (const token of standIn.state.tokens) token.isRevoked = true;
    expect(await listed(connection)).toHaveLength(1);
    expect(tokensMade()).toBe(2);
  });

  it('are what git gets', async () => {
    const { registered, id } = await installed();
    const connection = connect(registered, id);
    const [repository] = await listed(connection);
    const access = await connection.gitAccess(repository!);
    const [token] = standIn.state.tokens;
    expect(access).toMatchObject({
      url: `${standIn.url}/acme/app.git`,
      refs: expect.arrayContaining(['refs/pull/*/head']),
    });
    expect(access.credential).toEqual({
      kind: 'user-and-password',
      user: 'x-access-token',
      password: new Secret(token!.value),
    });
    const elsewhere = await connection.gitAccess({ ...repository!, cloneUrl: 'https://thief.example/acme/app.git' });
    expect(elsewhere.url).toBe(`${standIn.url}/acme/app.git`);
  });

  it('are not for those without the key, nor after the app is gone', async () => {
    const { registered, id } = await installed();
    await listed(connect(registered, id));
    const other = createApp(
      standIn,
      standIn.addOwner('thief'),
      registration().form(settings, wish).fields['manifest'] ?? '',
    );
    const stolen = connect(registered, id, { privateKey: new Secret(other.app.privateKey) });
    expect((await failureOf(listed(stolen))).kind).toBe('unauthorized');
    const unreadable = connect(registered, id, { privateKey: new Secret('no key') });
    expect(await failureOf(listed(unreadable))).toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('.pem'),
    });
    const gone = await failureOf(listed(connect(registered, id + 1000)));
    expect([gone.kind, gone.message]).toEqual(['unauthorized', expect.stringContaining('Install it again')]);
  });
});

describe('the webhook of an app', () => {
  it('is set right, and asked for what was missed', async () => {
    const { app, registered } = await register();
    const repository = await standIn.addRepository('acme/app');
    const setup = connect(registered, installApp(standIn.state, app, app.owner).id).webhookSetup;
    const taker = await startHookTaker();
    const target = { level: 'app' } as const;
    const wanted = { url: taker.url, secret: new Secret('new secret') };
    expect(setup?.levels).toEqual(['app']);
    expect(await setup?.ensure(target, wanted)).toEqual({ remoteId: 'app', state: 'untried', reason: undefined });
    expect(app.hook).toMatchObject({ url: taker.url, secret: 'new secret' });
    const since = standIn.state.clock.now();
    taker.status = 500;
    await repository.git.commit('ABC-1', { a: '1' });
    await standIn.push(repository);
    expect(await setup?.ensure(target, wanted)).toMatchObject({
      state: 'failing',
      reason: expect.stringContaining('500'),
    });
    taker.status = 202;
    const missed = taker.taken.length;
    expect(await setup?.resendMissed?.(target, taker.url, since)).toBe(missed);
    expect(taker.taken).toHaveLength(missed * 2);
    expect(await setup?.resendMissed?.(target, taker.url, since)).toBe(0);
    expect(await setup?.resendMissed?.(target, 'https://elsewhere.example', since)).toBe(0);
    expect(await setup?.ensure(target, wanted)).toMatchObject({ state: 'working' });
    await setup?.remove(target, 'https://elsewhere.example');
    const stays = await failureOf(setup?.remove(target, taker.url) ?? Promise.resolve());
    expect([stays.kind, stays.message]).toEqual(['rejected', expect.stringContaining('Uninstall')]);
    await taker.close();
  });

  it('is the only one an app makes', async () => {
    const { app, registered } = await register();
    const setup = connect(registered, installApp(standIn.state, app, app.owner).id).webhookSetup;
    const wanted = { url: 'https://branchline.example/x', secret: new Secret('s') };
    const failure = await failureOf(setup?.ensure({ level: 'owner', owner: 'acme' }, wanted) ?? Promise.resolve());
    expect(failure.kind).toBe('rejected');
  });
});
