/** The Git services whose accounts we may meet: those that are configured, and those that everybody knows. */

import { wellKnownServices } from '@branchline/domain';
import type { Integration, NoreplyService } from '@branchline/domain';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { Tables } from '../../ports/store.ts';

export interface KnownServicesDeps {
  readonly store: Tables;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
}

/** Where an integration's accounts are; undefined where there are none. */
export function serviceOf(
  { connectors }: Pick<KnownServicesDeps, 'connectors'>,
  { connector, settings }: Pick<Integration, 'connector' | 'settings'>,
): NoreplyService | undefined {
  const accounts = connectors.get(connector)?.accounts;
  return accounts && { service: accounts.service(settings), form: accounts.noreply };
}

/** Each once. */
export async function knownServices(deps: KnownServicesDeps): Promise<readonly NoreplyService[]> {
  const ours = (await deps.store.integrations.list()).flatMap((integration) => serviceOf(deps, integration) ?? []);
  const byName = new Map([...wellKnownServices, ...ours].map((each) => [`${each.form} ${each.service}`, each]));
  return [...byName.values()];
}
