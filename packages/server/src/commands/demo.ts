/** `branchline demo`: everything running on this machine for as long as the command runs, with a Jira of its own. */

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { everyRepository, Failure, Secret, type IntegrationId, type JiraSiteId } from '@branchline/domain';
import { startJiraSandbox, type JiraSandbox } from '@branchline/jira-sandbox';
import { createLog } from '../adapters/log/pino-log.ts';
import { compose, type House } from '../compose.ts';
import { processEnvironment, readConfig, type Config } from '../config.ts';
import { saveAssociation } from '../features/associations/save-association.ts';
import { addIntegration } from '../features/integrations/add-integration.ts';
import { addJiraSite } from '../features/jira-sites/add-jira-site.ts';
import { ensureAccessToken, serve } from '../serve.ts';
import { buildPages } from './build-pages.ts';
import { followDemo } from './follow-demo.ts';
import { stopSignalOfTerminal } from './stop-signal.ts';
import { cloneUrlOf, nameOfAddress } from './temporary-mirror.ts';

export interface DemoOptions {
  readonly port?: number;
  /** A Git service whose repositories are shown too: the connector's id. */
  readonly service?: string;
  /** Its address; left out where there is only one. */
  readonly url?: string;
  /** A file with an access token for it. */
  readonly tokenFile?: string;
  /** Patterns of names; without any, all repositories that the token can read. */
  readonly include?: readonly string[];
}

const thisRepository = fileURLToPath(new URL('../../../../', import.meta.url));
const usualPort = 8095;

/** A port that nobody else gets before it is released. */
interface ReservedPort {
  readonly port: number;
  readonly release: () => Promise<void>;
}

/** The port when it is free, else any free one; 0 asks for any. Kept until everything else is ready, which takes seconds. */
async function reservePort(wanted: number): Promise<ReservedPort> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' && wanted !== 0) resolve(reservePort(0));
      else reject(error);
    });
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : wanted;
      const released = () => new Promise<void>((done) => server.close(() => done()));
      resolve({ port, release: released });
    });
  });
}

async function demoConfig(folder: string, repositories: readonly string[], port: number): Promise<Config> {
  const config = readConfig(processEnvironment());
  return {
    ...config,
    dataFolder: folder,
    databaseUrl: undefined,
    host: '127.0.0.1',
    port,
    publicUrl: `http://127.0.0.1:${port}`,
    accessToken: randomBytes(32).toString('base64url'),
    allowedFolders: repositories.filter((repository) => existsSync(repository)),
    allowPrivateHosts: true,
    logLevel: config.logLevel === 'info' ? 'error' : config.logLevel,
  };
}

async function showInJira(house: House, jiraSiteId: JiraSiteId, integrationId: IntegrationId): Promise<void> {
  const everything = { repositoryId: undefined, projects: 'all', actions: ['see'] } as const;
  await saveAssociation(house, { jiraSiteId, integrationId, ...everything });
}

/** A Git service with a token, as a company would connect it. @throws Failure when it refuses, in words */
async function connectService(house: House, siteId: JiraSiteId, options: DemoOptions): Promise<void> {
  const { service: connector, url, tokenFile, include = [] } = options;
  if (connector === undefined) return;
  const credential =
    tokenFile === undefined
      ? ({ kind: 'none' } as const)
      : ({ kind: 'token', token: new Secret((await readFile(tokenFile, 'utf8')).trim()) } as const);
  const settings = url === undefined ? {} : { url };
  const choice = { ...everyRepository, include };
  const { id, warnings } = await addIntegration(house, { connector, name: undefined, settings, credential, choice });
  await showInJira(house, siteId, id);
  for (const warning of warnings) console.log(`  ${warning}`);
}

async function connectRepositories(house: House, siteId: JiraSiteId, repositories: readonly string[]): Promise<void> {
  for (const cloneUrl of repositories) {
    const integration = await addIntegration(house, {
      connector: 'git',
      name: nameOfAddress(cloneUrl),
      settings: { cloneUrl },
      credential: { kind: 'none' },
    });
    await showInJira(house, siteId, integration.id);
  }
}

async function connectJira(house: House, sandbox: JiraSandbox): Promise<JiraSiteId> {
  const site = await addJiraSite(house, {
    name: 'Demo Jira',
    siteUrl: sandbox.siteUrl,
    apiUrl: sandbox.url,
    oauth: { clientId: sandbox.clientId, clientSecret: new Secret(sandbox.clientSecret) },
    account: undefined,
  });
  return site.id;
}

async function runDemo(
  config: Config,
  repositories: readonly string[],
  options: DemoOptions,
  { release }: ReservedPort,
  stopping: AbortSignal,
): Promise<void> {
  const sandbox = await startJiraSandbox({
    issues: 'any',
    siteName: 'Demo Jira',
    panelUrl: (issueKey) => `${config.publicUrl}/embedded/issues/${issueKey}`,
    rememberRequests: 100,
  });
  let house: House | undefined;
  try {
    house = await compose(config, createLog(config.logLevel), { temporary: true });
    await ensureAccessToken(house, config);
    const siteId = await connectJira(house, sandbox);
    await release();
    const { ended } = await serve(house, { ...config, frameAncestors: [sandbox.url] }, 'all', stopping);
    console.log(`\n  Open  ${config.publicUrl}/sign-in#token=${config.accessToken}\n`);
    console.log(`  Jira  ${sandbox.url}   (a small one of its own: what arrives there is shown there)`);
    console.log('  Ctrl-C ends the demo and removes everything it made.\n');
    await connectRepositories(house, siteId, repositories);
    await connectService(house, siteId, options);
    await Promise.race([followDemo(house, stopping), ended]);
    await ended;
  } finally {
    await house?.close();
    await sandbox.stop();
  }
}

/** Runs until Ctrl-C. @throws Failure when a repository is not there */
export async function demo(addresses: readonly string[], options: DemoOptions): Promise<number> {
  const standard = options.service === undefined ? [thisRepository] : [];
  const repositories = await Promise.all((addresses.length === 0 ? standard : addresses).map(cloneUrlOf));
  const missing = repositories.find((repository) => !existsSync(repository) && !/^[\w.+-]+(:\/\/|@)/.test(repository));
  if (missing !== undefined) {
    throw new Failure(
      'not-found',
      'git',
      `There is no folder ${missing}; give a folder or an address such as https://git.example.com/x.git.`,
    );
  }
  const stopping = stopSignalOfTerminal();
  await buildPages();
  const reserved = await reservePort(options.port ?? usualPort);
  const folder = await mkdtemp(join(tmpdir(), 'branchline-demo-'));
  try {
    await runDemo(await demoConfig(folder, repositories, reserved.port), repositories, options, reserved, stopping);
  } finally {
    // Nothing happens when it was released before.
    await reserved.release();
    await rm(folder, { recursive: true, force: true });
  }
  return 0;
}
