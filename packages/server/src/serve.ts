/** Runs the house: the web server, the worker, or both, until asked to stop. */

import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { House } from './compose.ts';
import type { Config } from './config.ts';
import { digestOf } from './http/authenticate.ts';
import { createHandlers } from './http/handlers.ts';
import { createHealthServer } from './http/health-server.ts';
import { createServer } from './http/server.ts';
import { openWaitingRoom, type WaitingRoom } from './http/waiting-room.ts';
import { createJobHandlers } from './jobs/handlers.ts';
import { measuredHandlers } from './jobs/measured-handlers.ts';
import { createJobPolicy } from './jobs/policy.ts';
import type { JobContext, JobHandlers } from './ports/jobs.ts';
import type { Changes } from './ports/store/changes.ts';

export type Role = 'all' | 'web' | 'worker';

export interface Serving {
  /** Where the web server listens; undefined without one. */
  readonly address: string | undefined;
  /** Where a process without pages answers about its health. */
  readonly healthAddress: string | undefined;
  /** Resolves when everything has ended; rejects when the worker broke. */
  readonly ended: Promise<void>;
}

/**
 * Makes sure that an access token opens the pages, and gives it when it was made just now: it is kept only as a digest.
 */
export async function ensureAccessToken(house: House, config: Config): Promise<string | undefined> {
  const { installation } = house.store;
  if (config.accessToken !== undefined) {
    await installation.setAccessTokenDigest(digestOf(config.accessToken));
    return undefined;
  }
  if ((await installation.accessTokenDigest()) !== undefined) return undefined;
  const token = randomBytes(32).toString('base64url');
  await installation.setAccessTokenDigest(digestOf(token));
  return token;
}

/** Why nobody can reach us, with the variable that helps. */
function cannotListen(
  error: unknown,
  { host, port }: Pick<Config, 'host' | 'port'>,
  variable = 'BRANCHLINE_PORT',
): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new Error(`Port ${port} on ${host} is taken. End what listens there, or set ${variable} to another port.`);
  }
  if (code === 'EACCES') {
    return new Error(`Port ${port} is not for ordinary users. Set ${variable} to a port from 1024 on.`);
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new Error(`${host} is no address of this machine. Set BRANCHLINE_HOST to one, or to 0.0.0.0 for all.`);
  }
  return error;
}

/** Answers until the house is ready. Undefined where the port is a free one, which nobody knows yet. */
export async function waitingRoom(config: Config, role: Role): Promise<WaitingRoom | undefined> {
  if (role === 'worker' || config.port === 0) return undefined;
  return openWaitingRoom(config.host, config.port).catch((error: unknown) => {
    throw cannotListen(error, config);
  });
}

/** For a process without pages. */
async function startHealthDoors(house: House, config: Config, stopping: AbortSignal): Promise<string | undefined> {
  const { healthPort: port, host, triggerSecret, metricsToken } = config;
  if (port === undefined) return undefined;
  const server = createHealthServer({ ...house, triggerSecret, metricsToken, secure: false });
  const address = await server.listen({ host, port }).catch((error: unknown) => {
    throw cannotListen(error, { host, port }, 'BRANCHLINE_HEALTH_PORT');
  });
  stopping.addEventListener('abort', () => void server.close(), { once: true });
  return address;
}

async function startWeb(house: House, config: Config, stopping: AbortSignal, room: WaitingRoom | undefined) {
  const secure = config.publicUrl.startsWith('https:');
  const { triggerSecret, frameAncestors, metricsToken } = config;
  const deps = { ...house, triggerSecret, frameAncestors, metricsToken, secure };
  const server = await createServer(deps, createHandlers(deps));
  // The shortest moment without an answer.
  await room?.close();
  await server.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
    throw cannotListen(error, config);
  });
  const { address, port, family } = server.server.address() as AddressInfo;
  const ended = new Promise<void>((resolve, reject) => {
    stopping.addEventListener('abort', () => server.close().then(resolve, reject), { once: true });
  });
  return { address: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`, ended };
}

/** Handlers that tell pages when a job begins and ends: the queue's own tables are the library's. */
function tellingHandlers(handlers: JobHandlers, { note }: Changes): JobHandlers {
  const telling = Object.entries(handlers).map(([name, handle]) => [
    name,
    async (payload: never, context: JobContext) => {
      note(['jobs']);
      await handle(payload, context).finally(() => note(['jobs']));
    },
  ]);
  return Object.fromEntries(telling) as JobHandlers;
}

async function startWorker(house: House, stopping: AbortSignal): Promise<void> {
  const policy = createJobPolicy({ store: house.store, log: house.log, random: Math.random });
  const handlers = measuredHandlers(createJobHandlers(house), house.metrics, () => performance.now());
  await house.runner.run(tellingHandlers(handlers, house.store.changes), policy, stopping);
}

/** Starts what the role asks for. When one part breaks, `ended` rejects and the caller stops the rest. */
export async function serve(
  house: House,
  config: Config,
  role: Role,
  stopping: AbortSignal,
  room?: WaitingRoom,
): Promise<Serving> {
  const web = role === 'worker' ? undefined : await startWeb(house, config, stopping, room);
  const healthAddress = role === 'worker' ? await startHealthDoors(house, config, stopping) : undefined;
  const worker = role === 'web' ? Promise.resolve() : startWorker(house, stopping);
  const ended = Promise.all([web?.ended ?? Promise.resolve(), worker]).then(() => undefined);
  return { address: web?.address, healthAddress, ended };
}
