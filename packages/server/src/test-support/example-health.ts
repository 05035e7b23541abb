/** A machine that is well, for tests of doors: nothing outside is asked. */

import { sealedPlaces } from '../compose/sealed-places.ts';
import type { HealthParts } from '../compose/health-parts.ts';
import type { HeardClocks, Machine } from '../ports/machine.ts';

const gigabyte = 1024 ** 3;

export const wellMachine: Machine = {
  versions: { branchline: '1.2.3', node: 'v24.1.0' },
  gitVersion: async () => 'git version 2.43.0',
  sshVersion: async () => 'OpenSSH_9.6',
  disk: async () => ({ folder: '/data', freeBytes: 100 * gigabyte, totalBytes: 200 * gigabyte }),
  keyFile: async () => ({ path: '/data/keys', isOpen: false, changedAt: new Date('2026-02-01T12:00:00Z') }),
};

export function exampleHealth(): HealthParts & { readonly heardClocks: HeardClocks } {
  return {
    machine: wellMachine,
    publicAddress: {
      url: 'https://branchline.example',
      reach: async () => 'everybody',
      ask: async () => ({ outcome: 'silent', because: 'Nobody is asked in tests.' }),
    },
    checkMail: undefined,
    heardClocks: { hear: () => undefined, list: () => [] },
    sealedPlaces,
    databaseKind: 'embedded',
    isServing: true,
    within: (work) => work,
  };
}
