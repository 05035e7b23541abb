/** Finds whose account at a Git service somebody pushed with. */

import type { PersonId } from '@branchline/domain';
import type { PusherQuestion } from '../../ports/authors.ts';
import { serviceOf, type KnownServicesDeps } from './known-services.ts';

/** See `FindPusher`. Logins are not enough: they can be given up and taken by somebody else. */
export async function findPusher(
  deps: KnownServicesDeps,
  { pusher, integrationId }: PusherQuestion,
): Promise<PersonId | undefined> {
  const integration = await deps.store.integrations.get(integrationId);
  const place = integration && serviceOf(deps, integration);
  if (place === undefined || pusher.remoteId === undefined) return undefined;
  const { people } = deps.store;
  const account = await people.find({ kind: 'service-account', service: place.service, remoteId: pusher.remoteId });
  const person = account && (await people.get(account.personId));
  return person?.conflict === undefined ? person?.id : undefined;
}
