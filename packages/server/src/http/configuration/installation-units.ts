/** What a document asks about the settings of the installation. */

import type { Configuration } from '@branchline/contract';
import type { Context } from './context.ts';
import { unitOf, type Unit } from './unit.ts';

export async function installationUnits(
  { deps, asker }: Context,
  { branchNames, retention, mail }: NonNullable<Configuration['installation']>,
): Promise<readonly (Unit | undefined)[]> {
  const before = await deps.store.settings.installation();
  const unit = (name: 'branchNames' | 'retention' | 'mail', after: object, run: () => Promise<unknown>) =>
    unitOf({ kind: 'installation', name, before: { [name]: before[name] }, after: { [name]: after }, run });
  return [
    branchNames && unit('branchNames', branchNames, () => asker.ask('saveBranchNames', { body: branchNames })),
    retention && unit('retention', retention, () => asker.ask('saveRetention', { body: retention })),
    mail && unit('mail', mail, () => asker.ask('saveMailSettings', { body: mail })),
  ];
}
