/** A network for tests: hosts of this machine and plain http are allowed, pauses take no time. */

import { createNetwork, type NetworkTools } from '../adapters/http-client/create-network.ts';
import type { Network } from '../adapters/http-client/network.ts';
import { silentLog } from './silent-log.ts';

export function testNetwork(changes: Partial<NetworkTools> = {}): Network {
  return createNetwork({
    clock: { now: () => new Date() },
    log: silentLog,
    random: () => 0.5,
    sleep: async () => undefined,
    allowPrivateHosts: true,
    allowPlainHttp: true,
    ...changes,
  });
}
