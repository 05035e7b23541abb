/** Finds whose account at a Git service somebody pushed with. */

import { commitEmailFrom } from '@branchline/domain';
import type { PersonId } from '@branchline/domain';
import type { PusherQuestion } from '../../ports/authors.ts';
import type { FindAuthorDeps } from './find-author.ts';
import { knownServices, serviceOf } from './known-services.ts';
import { meetIdentities } from './meet-identities.ts';

/**
 * See `FindPusher`. Logins are not enough: they can be given up and taken by somebody else. An account that was not met
 * before is met by this, so that it can be joined with a person.
 */
export async function findPusher(
  deps: FindAuthorDeps,
  { pusher, integrationId }: PusherQuestion,
): Promise<PersonId | undefined> {
  const integration = await deps.store.integrations.get(integrationId);
  const place = integration && serviceOf(deps, integration);
  if (place === undefined || pusher.remoteId === undefined) return undefined;
  const identity = { kind: 'service-account', service: place.service, remoteId: pusher.remoteId } as const;
  const { people } = deps.store;
  if ((await people.find(identity)) === undefined) {
    const { login, name } = pusher;
    const seen = { identity, login, name, shownEmail: commitEmailFrom(pusher.email ?? '') };
    const services = await knownServices(deps);
    await deps.store.transaction((tables) => meetIdentities(tables, services, [seen], deps.clock.now()));
  }
  const account = await people.find(identity);
  const person = account && (await people.get(account.personId));
  return person?.conflict === undefined ? person?.id : undefined;
}
