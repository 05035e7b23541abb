/** Changes what is set for the whole installation, and writes down what it was before. */

import { nameOfPrincipal, type InstallationSettings, type Principal } from '@branchline/domain';
import type { Store } from '../../ports/store.ts';
import { differenceInWords } from './difference-in-words.ts';

export interface SaveInstallationSettingsDeps {
  readonly store: Store;
}

/** Replaces the parts that are given. Nothing is written where nothing differs. */
export async function saveInstallationSettings(
  { store }: SaveInstallationSettingsDeps,
  principal: Principal,
  change: Partial<InstallationSettings>,
): Promise<InstallationSettings> {
  return store.transaction(async (tables) => {
    const before = await tables.settings.installation();
    const after = { ...before, ...change };
    const words = differenceInWords(before, after);
    if (words === '') return before;
    await tables.settings.saveInstallation(change);
    await tables.auditLog.add({
      who: nameOfPrincipal(principal),
      what: 'settings/installation',
      about: 'installation',
      origin: 'api',
      result: 'done',
      note: words,
    });
    return after;
  });
}
