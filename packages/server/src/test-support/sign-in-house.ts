/** What features about signing in ask for, over a real store, with a service and an OAuth server that do as told. */

import { plainNetwork, Secret, type IntegrationId } from '@branchline/domain';
import { createOAuth } from '../adapters/oauth/oauth.ts';
import { jmespathFilter } from '../adapters/repository-filter/jmespath-filter.ts';
import { openStore } from '../adapters/store/postgres.ts';
import { addIntegration, type AddIntegrationDeps } from '../features/integrations/add-integration.ts';
import type { BrowserSignInDeps } from '../features/integrations/browser-sign-in.ts';
import { saveOAuthClient } from '../features/integrations/oauth-clients.ts';
import { finishOAuth, startOAuth } from '../features/integrations/sign-in-by-oauth.ts';
import { createJobPolicy } from '../jobs/policy.ts';
import type { JobPolicy } from '../ports/jobs.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import { startOAuthServer, type OAuthServer } from './oauth-server.ts';
import { signedService, type SignedService } from './signed-service.ts';
import { silentLog } from './silent-log.ts';
import { testNetwork } from './test-network.ts';
import { testSecretBox } from './test-secret-box.ts';
import { openTestStore, type TestStore } from './test-store.ts';

export interface SignInHouse {
  readonly deps: BrowserSignInDeps & AddIntegrationDeps;
  readonly database: TestStore;
  readonly service: SignedService;
  readonly server: OAuthServer;
  /** The settings of the service. */
  readonly settings: { readonly url: string };
  advance(milliseconds: number): void;
  /** A store on the same database with connections of its own, as another process has; whoever opens it closes it. */
  openOther(): Promise<Store>;
  /** What the runner does about failures. */
  policy(log?: Log): JobPolicy;
  /** An integration that signed in by OAuth. */
  addByOAuth(account?: string): Promise<IntegrationId>;
  /** An integration with a pasted token. */
  addByToken(token?: string): Promise<IntegrationId>;
  close(): Promise<void>;
}

export async function openSignInHouse(): Promise<SignInHouse> {
  const database = await openTestStore();
  const server = await startOAuthServer();
  const service = signedService();
  let time = Date.UTC(2026, 2, 1, 12);
  let tokens = 0;
  const clock = { now: () => new Date(time) };
  const deps: SignInHouse['deps'] = {
    filters: jmespathFilter(),
    store: database.store,
    clock,
    secretBox: testSecretBox(),
    oauth: createOAuth({ network: testNetwork(), clock }),
    connectors: new Map([['signed', service.connector]]),
    randomToken: () => `random-token-that-has-43-characters-${String((tokens += 1)).padStart(7, '0')}`,
    publicUrl: 'https://branchline.example',
  };
  const settings = { url: server.url };
  const { clientId, clientSecret } = server.behaviour;
  await saveOAuthClient(deps, { connector: 'signed', settings, clientId, clientSecret: new Secret(clientSecret) });
  // OAuth's tokens are good while the server takes them, and say whose they are.
  const ordinary = service.accountOf;
  service.accountOf = (credential) =>
    credential.kind === 'oauth' ? server.accountOf(credential.accessToken.reveal()) : ordinary(credential);
  return {
    deps,
    database,
    service,
    server,
    settings,
    advance: (milliseconds) => void (time += milliseconds),
    openOther: () => openStore({ connectionString: database.connectionString, log: silentLog }),
    policy: (log = silentLog) => createJobPolicy({ store: database.store, log, random: () => 0 }),
    async addByOAuth(account = 'ada') {
      const pending = await pendingByOAuth(deps, server, account);
      return (await addIntegration(deps, { pending, name: undefined })).id;
    },
    async addByToken(token = 'good') {
      const credential = { kind: 'token', token: new Secret(token) } as const;
      return (await addIntegration(deps, { connector: 'signed', name: undefined, settings, credential })).id;
    },
    async close() {
      await server.stop();
      await database.close();
    },
  };
}

/** Signs in as somebody would in a browser; the name of what waits then. */
export async function pendingByOAuth(deps: BrowserSignInDeps, server: OAuthServer, account: string): Promise<string> {
  const wish = { connector: 'signed', settings: { url: server.url }, network: plainNetwork, switchesAccount: false };
  const started = await startOAuth(deps, { ...wish, browser: undefined });
  if (started === undefined) throw new Error('Nothing was started.');
  const back = new URL(server.agree(started.authorizationUrl, account)).searchParams;
  const [code, state] = [back.get('code') ?? undefined, back.get('state') ?? undefined];
  const nothing = { error: undefined, errorDescription: undefined, issuer: undefined };
  const outcome = await finishOAuth(deps, { ...nothing, code, state, browser: started.browser });
  if (outcome.outcome === 'refused') throw new Error(outcome.because);
  return outcome.id;
}
