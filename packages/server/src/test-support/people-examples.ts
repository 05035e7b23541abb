/** People for tests of the doors: one with an own connection, two who may be one, and one to be forgotten. */

import { Secret, type IdentityId, type IntegrationId } from '@branchline/domain';
import { sealCredential } from '../features/integrations/stored-credential.ts';
import type { Clock } from '../ports/clock.ts';
import type { SecretBox } from '../ports/secret-box.ts';
import type { Store } from '../ports/store.ts';
import { personalConnectionPlace } from '../ports/store/personal-connections.ts';
import { person } from './signed-service.ts';

/**
 * Person 1 is `ada` at `signed.example` and connected with that integration; persons 2 and 3 are addresses with
 * suggestion 1 between them; person 4 is an address.
 */
export async function addPeopleExamples(
  { store, secretBox, clock }: { readonly store: Store; readonly secretBox: SecretBox; readonly clock: Clock },
  signedIntegration: IntegrationId,
): Promise<void> {
  const at = clock.now();
  const unnamed = { name: undefined, shownEmail: undefined };
  const account = { kind: 'service-account', service: 'signed.example', remoteId: 'id-ada' } as const;
  const { id: identityId } = await store.people.add({ identity: account, login: 'ada', ...unnamed }, at);
  for (const name of ['bob', 'robert', 'eve']) {
    const identity = { kind: 'commit-email', email: `${name}@example.org` } as const;
    await store.people.add({ identity, login: undefined, shownEmail: undefined, name }, at);
  }
  const [one, other] = [2 as IdentityId, 3 as IdentityId];
  await store.people.tell({ one, other, proof: 'service-email', state: 'suggested', by: 'rule', at });
  const key = { identityId, integrationId: signedIntegration };
  const credential = { kind: 'token', token: new Secret('good') } as const;
  const sealed = sealCredential(secretBox, credential, personalConnectionPlace(key));
  const findings = { account: person('ada'), missingRights: [], expiresAt: undefined, checkedAt: at };
  await store.personalConnections.save(key, 'token', sealed, findings);
}
