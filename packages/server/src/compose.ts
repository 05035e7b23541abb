/** Makes every adapter and hands it to whoever asked: the only place that knows both a port and its adapter. */

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GitBrowser } from './ports/git-browser.ts';
import type { GitMirror } from './ports/git-mirror.ts';
import type { GitServiceConnector } from './ports/git-service.ts';
import type { Log } from './ports/log.ts';
import type { HeardClocks } from './ports/machine.ts';
import type { Metrics } from './ports/metrics.ts';
import type { OpenId } from './ports/openid.ts';
import type { OneTimeCodes } from './ports/one-time-codes.ts';
import type { SshKeys } from './ports/ssh-keys.ts';
import type { Passwords } from './ports/passwords.ts';
import type { SecretBox } from './ports/secret-box.ts';
import type { Store } from './ports/store.ts';
import type { AddIntegrationDeps } from './features/integrations/add-integration.ts';
import type { AddJiraSiteDeps } from './features/jira-sites/add-jira-site.ts';
import type { HandlersDeps as JobHandlersDeps } from './jobs/handlers.ts';
import { startEmbeddedPostgres } from './adapters/embedded-postgres/embedded-postgres.ts';
import { createGitBrowser, createGitMirror, type GitMirrorOptions } from './adapters/git-mirror/mirror.ts';
import { createConnectors } from './adapters/git-services/index.ts';
import { heardClocks as hearClocks } from './adapters/http-client/heard-clocks.ts';
import { createNetwork } from './adapters/http-client/create-network.ts';
import { createHttpClient } from './adapters/http-client/http-client.ts';
import { findCloudId } from './adapters/jira/find-cloud-id.ts';
import { jmespathFilter } from './adapters/repository-filter/jmespath-filter.ts';
import { createSmtpMail } from './adapters/mail/smtp-mail.ts';
import { createOpenId } from './adapters/oauth/openid-connect.ts';
import { createOAuth } from './adapters/oauth/oauth.ts';
import { otpauthCodes } from './adapters/one-time-codes/otpauth-codes.ts';
import { argon2Passwords } from './adapters/passwords/argon2-passwords.ts';
import { createPrometheusMetrics } from './adapters/metrics/prometheus-metrics.ts';
import { ed25519Keys } from './adapters/ssh-keys/ed25519-keys.ts';
import { createJobRunner } from './adapters/job-runner/job-runner.ts';
import { createSecretBox } from './adapters/secret-box/aes-secret-box.ts';
import { loadOrCreateKeyFile, parseKeyRing, watchKeyFile } from './adapters/secret-box/key-ring.ts';
import { openJobLedger } from './adapters/store/job-ledger.ts';
import { openStore } from './adapters/store/postgres.ts';
import { forgeDoors, type ForgeDoors } from './compose/forge-doors.ts';
import { healthParts, type HealthParts } from './compose/health-parts.ts';
import { keepJiraSites } from './compose/jira-sites.ts';
import { measuredJiraSite, measuredMirror } from './compose/measured-ports.ts';
import { programVersion } from './compose/program-version.ts';
import { ConfigProblem, configVariables, type Config } from './config.ts';
import type { JobRunner } from './ports/jobs.ts';

/** All that features, doors and jobs ask for, in one object; each takes what its own `…Deps` names. */
export interface House extends JobHandlersDeps, AddIntegrationDeps, AddJiraSiteDeps, ForgeDoors, HealthParts {
  readonly store: Store;
  readonly mirror: GitMirror;
  /** The same mirrors as people browse them. */
  readonly browser: GitBrowser;
  readonly log: Log;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
  readonly runner: JobRunner;
  readonly passwords: Passwords;
  readonly oneTimeCodes: OneTimeCodes;
  readonly sshKeys: SshKeys;
  readonly openId: OpenId;
  /** Of this process. */
  readonly metrics: Metrics;
  readonly heardClocks: HeardClocks;
  /** The built pages. */
  readonly pagesFolder: string;
  /** Lets go of the database, and stops it when it is ours. */
  close(): Promise<void>;
}

export interface ComposeOptions {
  /** The embedded database ends with this process even when it is killed: for folders nobody comes back to. */
  readonly temporary?: boolean;
}

const clock = { now: () => new Date() };

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

function givenKeys(text: string): ReturnType<typeof parseKeyRing> {
  try {
    return parseKeyRing(text);
  } catch (error) {
    const { name, example } = configVariables.keys;
    const words = error instanceof Error ? error.message : String(error);
    throw new ConfigProblem(`${name} cannot be used: ${words} Example: ${name}=${example}`, { cause: error });
  }
}

/** What people and the house itself prove by who they are. */
function proofs(): Pick<House, 'passwords' | 'oneTimeCodes' | 'sshKeys'> {
  return { passwords: argon2Passwords(), oneTimeCodes: otpauthCodes(), sshKeys: ed25519Keys() };
}

async function openDatabase(config: Config, log: Log, options: ComposeOptions) {
  if (config.databaseUrl !== undefined) {
    return { connectionString: config.databaseUrl, stop: () => Promise.resolve() };
  }
  return startEmbeddedPostgres({ folder: config.dataFolder, log, endWithProcess: options.temporary ?? false });
}

/** @throws Error in words when the keys cannot be had */
async function openSecretBox({ keys, dataFolder }: Config): Promise<SecretBox> {
  if (keys !== undefined) return createSecretBox(givenKeys(keys));
  const keyFile = join(dataFolder, 'keys');
  await loadOrCreateKeyFile(keyFile);
  return createSecretBox(watchKeyFile(keyFile));
}

function mirrorOptions(
  { dataFolder, gitProgram: git, path, allowPlainHttp, ...config }: Config,
  log: Log,
): GitMirrorOptions {
  const { allowedFolders, allowPrivateHosts } = config;
  const folder = join(dataFolder, 'mirrors');
  return { folder, git, path, log, allowedFolders, allowPrivateHosts, allowHttp: allowPlainHttp };
}

/**
 * Opens the database, brings it up to date, and makes everything else.
 * @throws Error in words when the database or the keys cannot be had
 */
export async function compose(config: Config, log: Log, options: ComposeOptions = {}): Promise<House> {
  const secretBox = await openSecretBox(config);
  const database = await openDatabase(config, log, options);
  const { connectionString } = database;
  const store = await openStore({ connectionString, log }).catch(async (error: unknown) => {
    await database.stop();
    throw error;
  });
  const ledger = openJobLedger({ connectionString, log });
  const heardClocks = hearClocks();
  const network = createNetwork({
    clock,
    clocks: heardClocks,
    log,
    random: Math.random,
    sleep: pause,
    allowPrivateHosts: config.allowPrivateHosts,
    allowPlainHttp: config.allowPlainHttp,
    budgets: store.rateBudgets,
  });
  const { figures, rateBudgets, remoteLinks } = store;
  const metrics = createPrometheusMetrics({ figures, rateBudgets, version: programVersion() });
  const side = { from: 'jira', name: 'Jira' } as const;
  const http = createHttpClient({ side, clock, log, random: Math.random, sleep: pause, clocks: heardClocks });
  const jiraSite = keepJiraSites({ http, clock, sleep: pause, remoteLinks });
  return {
    store,
    log,
    clock,
    mirror: measuredMirror(createGitMirror(mirrorOptions(config, log)), metrics),
    browser: createGitBrowser(mirrorOptions(config, log)),
    metrics,
    heardClocks,
    ...healthParts(config),
    secretBox,
    ...proofs(),
    connectors: createConnectors(network, clock),
    filters: jmespathFilter(),
    jiraSite: (settings, credentials) => measuredJiraSite(jiraSite(settings, credentials), metrics),
    findCloudId: (siteUrl) => findCloudId(http, siteUrl),
    ...forgeDoors(config.forgeKeysUrl, { clock, log, sleep: pause }),
    publicUrl: config.publicUrl,
    mail: config.mail && createSmtpMail(config.mail),
    oauth: createOAuth({ network, clock }),
    openId: createOpenId(network),
    randomToken: () => randomBytes(32).toString('base64url'),
    runner: createJobRunner({ connectionString, ledger, log, clock, concurrency: config.concurrentJobs }),
    pagesFolder: fileURLToPath(new URL('../../web/dist', import.meta.url)),
    async close() {
      await ledger.close();
      await store.close();
      await database.stop();
    },
  };
}
