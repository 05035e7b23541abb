/** `branchline start`: runs the server until it is asked to stop. */

import { createLog } from '../adapters/log/pino-log.ts';
import { makeFirstLink } from '../features/accounts/password-links.ts';
import { compose } from '../compose.ts';
import { processEnvironment, readConfig } from '../config.ts';
import { ensureAccessToken, serve, waitingRoom, type Role } from '../serve.ts';
import { buildPages } from './build-pages.ts';
import { makeWritableFolder } from './writable-folder.ts';
import { stopSignal } from './stop-signal.ts';

/** Runs with the environment's configuration. Resolves with the exit code when everything has ended. */
export async function start(role: Role): Promise<number> {
  const config = readConfig(processEnvironment());
  const stopping = stopSignal();
  const log = createLog(config.logLevel);
  await makeWritableFolder(config.dataFolder);
  if (role !== 'worker') await buildPages();
  const room = await waitingRoom(config, role);
  const house = await compose(config, log).catch(async (error: unknown) => {
    await room?.close();
    throw error;
  });
  try {
    const token = role === 'worker' ? undefined : await ensureAccessToken(house, config);
    const { address, healthAddress, ended } = await serve(house, config, role, stopping, room);
    console.log(address === undefined ? 'Branchline runs jobs' : `Branchline listens at ${address}`);
    if (healthAddress !== undefined) console.log(`Its health is at ${healthAddress}/readyz`);
    // Port 0 stands for a free one, which is known only now.
    const pages = config.publicUrl.endsWith(':0') ? address : config.publicUrl;
    if (token !== undefined) {
      console.log(`Sign in once at ${pages}/sign-in#token=${token}`);
      console.log('This access token is shown only now; BRANCHLINE_ACCESS_TOKEN sets another.');
    }
    const link = role === 'worker' ? undefined : await makeFirstLink(house);
    if (link !== undefined) {
      console.log(`Make the first administrator within a day at ${pages}/link#${link.token}`);
    }
    await ended;
  } finally {
    await house.close();
  }
  return 0;
}
