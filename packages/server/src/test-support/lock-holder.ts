/** A process that takes a lock on a credential, says so, and holds it until it is killed. */

import { credentialLocks } from '../adapters/store/credential-locks.ts';

const [connectionString = '', name = ''] = process.argv.slice(2);

await credentialLocks(connectionString).hold(name, async () => {
  process.send?.('held');
  // Until the other side ends this process; the channel to it keeps this one alive.
  await new Promise<never>(() => undefined);
});
