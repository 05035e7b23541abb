/** Connects with a Git service in the name of whoever asks. */

import { identityOfPrincipal } from '@branchline/domain';
import type { Integration, PersonId, Principal, ServicePerson } from '@branchline/domain';
import type { GitServiceConnection } from '../../ports/git-service.ts';
import type { Tables } from '../../ports/store.ts';
import { connectAsPerson, type ConnectDeps } from '../integrations/connect.ts';

/**
 * By the token of their own that they gave for the integration, with the account it was found to be of; undefined when
 * they gave none, or nobody knows who they are. @throws Failure when the service does not take it, or cannot be asked
 */
export async function connectAs(
  deps: ConnectDeps,
  principal: Principal,
  integration: Integration,
): Promise<{ readonly connection: GitServiceConnection; readonly account: ServicePerson } | undefined> {
  const person = await knownPerson(deps.store, principal);
  const own = person === undefined ? undefined : await deps.store.personalConnections.get(person, integration.id);
  if (own === undefined) return undefined;
  return { connection: await connectAsPerson(deps, integration, own), account: own.account };
}

/** Who somebody is known to be; undefined when nothing is known of them. */
export async function knownPerson(tables: Tables, principal: Principal): Promise<PersonId | undefined> {
  if (principal.kind === 'person') return principal.personId;
  const identity = identityOfPrincipal(principal);
  return identity && (await tables.people.find(identity))?.personId;
}
