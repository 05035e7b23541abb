/** Holds back every job of the installation, and lets them go again. */

import { nameOfPrincipal, type Principal } from '@branchline/domain';
import type { Store } from '../../ports/store.ts';

export interface HoldQueueDeps {
  readonly store: Store;
}

async function note(
  tables: Pick<Store, 'auditLog'>,
  principal: Principal,
  deed: 'pause' | 'resume',
  words: string,
): Promise<void> {
  const who = nameOfPrincipal(principal);
  const line = { about: 'installation', origin: 'api', result: 'done' } as const;
  await tables.auditLog.add({ who, what: `queue/${deed}`, ...line, note: words });
}

/** No job starts until `releaseQueue`, also after a restart; those that run end. Done twice, the first reason stays. */
export async function holdQueue({ store }: HoldQueueDeps, principal: Principal, because: string): Promise<void> {
  await store.transaction(async (tables) => {
    const wasHeld = (await tables.jobControl.held()) !== undefined;
    await tables.jobControl.hold(nameOfPrincipal(principal), because);
    if (!wasHeld) await note(tables, principal, 'pause', because);
  });
}

/** What waits starts again. */
export async function releaseQueue({ store }: HoldQueueDeps, principal: Principal): Promise<void> {
  await store.transaction(async (tables) => {
    if ((await tables.jobControl.held()) === undefined) return;
    await tables.jobControl.release();
    await note(tables, principal, 'resume', '');
  });
}
