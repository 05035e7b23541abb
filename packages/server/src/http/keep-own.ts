/** Keeps what somebody brought from a Git service: as whoever they are at the door. */

import type { OwnSignInDeps } from '../features/integrations/own-sign-in.ts';
import { sealCredential } from '../features/integrations/stored-credential.ts';
import { refuseMissingRights } from '../features/integrations/try-credential.ts';
import { meetPrincipal } from '../features/people/own-connections.ts';
import { savePersonalConnection, type PersonalConnectionDeps } from '../features/people/personal-connections.ts';

export type KeepOwnDeps = Omit<PersonalConnectionDeps, 'sealCredential' | 'refuseMissingRights'>;

export function keepOwnBy(given: KeepOwnDeps): OwnSignInDeps['keepOwn'] {
  const deps = { ...given, sealCredential, refuseMissingRights };
  return async (owner, integrationId, credential) => {
    const anchor = await meetPrincipal(deps.store, owner, deps.clock.now());
    if (anchor === undefined) return false;
    const wish = { personId: anchor.personId, anchorId: anchor.id, integrationId, credential, by: owner };
    return (await savePersonalConnection(deps, wish)) !== undefined;
  };
}
