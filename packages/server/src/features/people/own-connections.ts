/** Where somebody can have a connection of their own, and who they are for that. */

import { identityOfPrincipal, mayAdminister } from '@branchline/domain';
import type { IntegrationId, Principal } from '@branchline/domain';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { RepositoriesInSight } from '../../ports/issue-gate.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';
import type { KeptIdentity } from '../../ports/store/people.ts';
import type { PersonalConnection } from '../../ports/store/personal-connections.ts';
import { serviceOf } from './known-services.ts';
import { meetOwnAccount } from './own-account.ts';

export interface OwnConnectionsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
}

/** An integration whose service has accounts, with the connection that somebody has there. */
export interface ConnectablePlace {
  readonly integration: IntegrationStanding;
  readonly connector: GitServiceConnector;
  /** Where the service is, as people know it: `git.example.org`. */
  readonly service: string;
  readonly connection: PersonalConnection | undefined;
}

/** The identity by which a door knows somebody, met now if it was not known. Undefined for whoever holds the access token. */
export async function meetPrincipal(tables: Tables, principal: Principal, at: Date): Promise<KeptIdentity | undefined> {
  if (principal.kind === 'account') {
    const account = await tables.accounts.get(principal.accountId);
    return account && meetOwnAccount(tables, account, at);
  }
  const identity = identityOfPrincipal(principal);
  const unnamed = { login: undefined, name: undefined, shownEmail: undefined };
  return identity && tables.people.add({ identity, ...unnamed }, at);
}

/** Undefined when nothing is known of them. */
export async function knownPrincipal(tables: Tables, principal: Principal): Promise<KeptIdentity | undefined> {
  const identity = identityOfPrincipal(principal);
  return identity && tables.people.find(identity);
}

/**
 * Accounts of this installation are offered all of them: only with a connection may they find out what they may see.
 * Others are offered those with repositories in their sight, and where they have a connection already.
 */
export async function listConnectablePlaces(
  { store, connectors }: OwnConnectionsDeps,
  principal: Principal,
  sight: RepositoriesInSight,
): Promise<readonly ConnectablePlace[]> {
  const known = await knownPrincipal(store, principal);
  const own = known === undefined ? [] : await store.personalConnections.ofPerson(known.personId);
  const offered = await offeredTo(store, principal, sight);
  const places: ConnectablePlace[] = [];
  for (const integration of await store.integrations.list()) {
    const connector = connectors.get(integration.connector);
    const service = connector && serviceOf({ connectors }, integration)?.service;
    const connection = own.find(({ integrationId }) => integrationId === integration.id);
    const isOffered = connection !== undefined || offered === 'all' || offered.has(integration.id);
    if (connector === undefined || service === undefined || integration.isBeingRemoved || !isOffered) continue;
    places.push({ integration, connector, service, connection });
  }
  return places;
}

async function offeredTo(
  { repositories }: Tables,
  principal: Principal,
  sight: RepositoriesInSight,
): Promise<'all' | ReadonlySet<IntegrationId>> {
  if (principal.kind === 'account' || mayAdminister(principal)) return 'all';
  const visible = new Set(sight.any);
  const seen = (await repositories.list()).filter(({ id }) => visible.has(id));
  return new Set(seen.map(({ integrationId }) => integrationId));
}
