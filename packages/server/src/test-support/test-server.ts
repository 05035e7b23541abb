/** The web server with everything behind it but the network: requests are injected, the store is real. */

import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { plainNetwork, Secret, type IntegrationId } from '@branchline/domain';
import { startJiraSandbox, type JiraSandbox, type SandboxOptions } from '@branchline/jira-sandbox';
import type { FastifyInstance } from 'fastify';
import { inject } from 'vitest';
import { exampleHealth } from './example-health.ts';
import { createConnectors } from '../adapters/git-services/index.ts';
import { jmespathFilter } from '../adapters/repository-filter/jmespath-filter.ts';
import { createHttpClient } from '../adapters/http-client/http-client.ts';
import { findCloudId } from '../adapters/jira/find-cloud-id.ts';
import { createPrometheusMetrics } from '../adapters/metrics/prometheus-metrics.ts';
import { createJiraSite } from '../adapters/jira/create-jira-site.ts';
import { createOAuth } from '../adapters/oauth/oauth.ts';
import { ed25519Keys } from '../adapters/ssh-keys/ed25519-keys.ts';
import { createSecretBox } from '../adapters/secret-box/aes-secret-box.ts';
import { makeKeyRing, parseKeyRing } from '../adapters/secret-box/key-ring.ts';
import { ensureWebhookEndpoint } from '../features/integrations/webhook-endpoints.ts';
import { digestOf } from '../http/authenticate.ts';
import { credentialPlace } from '../features/integrations/connect.ts';
import { sealCredential } from '../features/integrations/stored-credential.ts';
import { createHandlers, type HandlersDeps } from '../http/handlers.ts';
import { createServer, type ServerDeps } from '../http/server.ts';
import { person, signedService } from './signed-service.ts';
import type { GitBrowser } from '../ports/git-browser.ts';
import { appSecretPlace } from '../ports/store/apps.ts';
import { clientSecretPlace } from '../ports/store/oauth-clients.ts';
import { signInPlace } from '../ports/store/sign-ins.ts';
import { addAccountExamples, exampleCodes, exampleOpenId, plainPasswords } from './account-examples.ts';
import { forgeDoors } from '../compose/forge-doors.ts';
import { addPeopleExamples } from './people-examples.ts';
import { addJobExamples } from './job-examples.ts';
import { silentLog } from './silent-log.ts';
import { addSmartCommitExample } from './smart-commit-example.ts';
import { dropDatabase } from './test-databases.ts';
import { testMirror, type TestMirror } from './test-mirror.ts';
import { testNetwork } from './test-network.ts';
import { openTestStore, type TestStore } from './test-store.ts';

export const accessToken = 'access-token-of-these-tests-0123456789';
export const metricsToken = 'metrics-token-of-these-tests-0123456789';
export const triggerSecret = 'trigger-secret-of-these-tests-0123456789';

export interface TestServer {
  readonly server: FastifyInstance;
  readonly deps: HandlersDeps & ServerDeps;
  readonly sandbox: JiraSandbox;
  /** Of repositories; none is mirrored unless a test does it. */
  readonly mirrors: TestMirror;
  /** Of its database. */
  readonly connectionString: string;
  /** Everything logged at level error. */
  readonly logged: readonly unknown[];
  /** Milliseconds that the server's clock goes on. */
  advance(milliseconds: number): void;
  /** Takes the database away, as when its machine is gone. */
  loseDatabase(): Promise<void>;
  stop(): Promise<void>;
}

async function makeDeps(
  test: TestStore,
  sandbox: JiraSandbox,
  { now, mirrors }: { readonly now: () => Date; readonly mirrors: TestMirror },
  logged: unknown[],
): Promise<HandlersDeps & ServerDeps & { readonly browser: GitBrowser }> {
  await test.store.installation.setAccessTokenDigest(digestOf(accessToken));
  const clock = { now };
  const side = { from: 'jira', name: 'Jira' } as const;
  const sleep = async () => undefined;
  const http = createHttpClient({ side, clock, log: silentLog, random: () => 0.5, sleep });
  return {
    store: test.store,
    clock,
    log: { ...silentLog, error: (...line) => void logged.push(line) },
    connectors: new Map([...createConnectors(testNetwork(), clock), ['signed', signedService().connector]]),
    oauth: createOAuth({ network: testNetwork(), clock }),
    mail: { send: () => Promise.resolve() },
    publicUrl: 'https://branchline.example',
    randomToken: () => randomBytes(32).toString('base64url'),
    filters: jmespathFilter(),
    passwords: plainPasswords(),
    oneTimeCodes: exampleCodes,
    mirror: {
      ...mirrors.mirror,
      look: () => Promise.resolve({ fingerprint: '', defaultBranch: undefined, hostKey: undefined }),
    },
    browser: mirrors.browser,
    sshKeys: ed25519Keys(),
    openId: exampleOpenId,
    secretBox: createSecretBox(parseKeyRing(makeKeyRing())),
    jiraSite: (settings, credentials) =>
      createJiraSite({ settings, credentials, http, clock, sleep, remoteLinks: test.store.remoteLinks }),
    findCloudId: (siteUrl) => findCloudId(http, siteUrl),
    ...forgeDoors(sandbox.forge.keySetUrl(), { clock, log: silentLog, sleep }),
    triggerSecret,
    metricsToken,
    ...exampleHealth(),
    metrics: createPrometheusMetrics({ ...test.store, version: '1.2.3' }),
    secure: false,
    frameAncestors: ['https://jira.example'],
    pagesFolder: resolve(import.meta.dirname, 'pages'),
  };
}

/** @param overrides what differs from an installation with an access token and a trigger secret, reached by http */
export async function startTestServer(
  overrides: Partial<HandlersDeps & ServerDeps> = {},
  ofSandbox: SandboxOptions = {},
): Promise<TestServer> {
  let time = Date.parse('2026-03-01T12:00:00Z');
  const logged: unknown[] = [];
  const test = await openTestStore();
  const sandbox = await startJiraSandbox({ now: () => new Date(time), ...ofSandbox });
  const mirrors = testMirror();
  const now = () => new Date(time);
  const deps = { ...(await makeDeps(test, sandbox, { now, mirrors }, logged)), ...overrides };
  const server = await createServer(deps, createHandlers(deps));
  return {
    server,
    deps,
    sandbox,
    mirrors,
    connectionString: test.connectionString,
    logged,
    advance: (milliseconds) => void (time += milliseconds),
    loseDatabase: () => dropDatabase(inject('testPostgres'), test.connectionString),
    async stop() {
      await server.close();
      await sandbox.stop();
      await test.close();
      mirrors.remove();
    },
  };
}

/** What the API takes to add the sandbox as a Jira site. */
export function sandboxAsSite({ url, siteUrl, clientId, clientSecret }: JiraSandbox) {
  return { name: 'Sandbox', siteUrl, apiUrl: url, clientId, clientSecret };
}

/**
 * Adds an integration with a repository, an address for webhooks and one delivery, and the sandbox: each with id 1; and
 * a second integration with a token, and a third that is a draft.
 */
export async function addExamples({ deps, sandbox }: TestServer): Promise<void> {
  const { store } = deps;
  const settings = { cloneUrl: 'https://git.example/team/code.git' };
  const integration = await store.integrations.add({ connector: 'git', name: 'Code', settings });
  const remote = { remoteId: settings.cloneUrl, name: 'code', cloneUrl: settings.cloneUrl, webUrl: undefined };
  await store.repositories.save(integration.id, remote);
  await addJobExamples(store, integration.id);
  const { cloudId, url, siteUrl, clientId, clientSecret } = sandbox;
  const site = await store.jiraSites.add({ name: 'Sandbox', siteUrl, cloudId, apiUrl: url, clientId });
  const sealed = deps.secretBox.seal(new Secret(clientSecret), `jira-site/${site.id}/client-secret`);
  await store.jiraSites.saveSealedClientSecret(site.id, sealed);
  await addSignInExamples(deps);
  await addSmartCommitExample(deps);
  await addPeopleExamples(deps, await addTokenExample(deps));
  await addAccountExamples(deps);
  await addDraftExample(deps);
  const endpoint = await ensureWebhookEndpoint(deps, { integrationId: integration.id, repositoryId: undefined });
  const place = { endpointId: endpoint.id, integrationId: integration.id, repositoryId: undefined };
  const sent = { connector: 'trigger', event: 'trigger', deliveryKey: 'one', headers: {}, body: Buffer.from('{}') };
  await store.deliveries.store([{ ...place, ...sent, receivedAt: deps.clock.now() }], []);
}

/** The third integration is a draft. */
async function addDraftExample(deps: HandlersDeps & ServerDeps): Promise<void> {
  const now = deps.clock.now();
  const id = await addTokenExample(deps);
  await deps.store.integrationDrafts.begin(id, now, new Date(now.getTime() + 24 * 3_600_000));
}

/** An integration with a token at the service `signed`. */
async function addTokenExample({ store, secretBox }: HandlersDeps & ServerDeps): Promise<IntegrationId> {
  const settings = { url: 'https://signed.example' };
  const { id } = await store.integrations.add({ connector: 'signed', name: 'Signed', settings });
  const sealed = sealCredential(secretBox, { kind: 'token', token: new Secret('good') }, credentialPlace(id));
  await store.integrations.saveSealedCredential(id, sealed, { kind: 'token', appId: undefined });
  return id;
}

/** An app, an OAuth client, and a credential that waits, of the service `signed`: the first of each. */
async function addSignInExamples({ store, secretBox, clock }: HandlersDeps & ServerDeps): Promise<void> {
  const settings = { url: 'https://signed.example' };
  const place = { connector: 'signed', settings, network: plainNetwork };
  const named = { appId: 'client-1', slug: 'ours', name: 'Ours', webUrl: 'https://signed.example/apps/ours' };
  const { id } = await store.apps.add({ ...place, ...named });
  const key = secretBox.seal(new Secret('key'), appSecretPlace(id, 'private-key'));
  await store.apps.saveSealedSecret(id, 'private-key', key);
  const authorizeUrl = 'https://signed.example/authorize';
  const sealedClientSecret = secretBox.seal(new Secret('secret'), clientSecretPlace('signed', authorizeUrl));
  await store.oauthClients.save({ connector: 'signed', authorizeUrl, settings, clientId: 'id', sealedClientSecret });
  const expiresAt = new Date(clock.now().getTime() + 3_600_000);
  const purpose = { kind: 'new-integration' } as const;
  await store.signIns.begin({ id: '1', ...place, purpose, expiresAt, stateDigest: 'state', browserDigest: 'browser' });
  const credential = { kind: 'token', token: new Secret('good') } as const;
  const sealedCredential = sealCredential(secretBox, credential, signInPlace('1', 'credential'));
  const checked = { account: person('ada'), credentialExpiresAt: undefined, missingRights: [] };
  await store.signIns.finish('1', { sealedCredential, ...checked, expiresAt });
}
