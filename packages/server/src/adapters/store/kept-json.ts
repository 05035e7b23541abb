/** Small things kept as JSON, which leaves out what is undefined: our own, so they are taken at their word. */

import { plainNetwork } from '@branchline/domain';
import type { NetworkSettings, ServicePerson } from '@branchline/domain';
import type { MissingRight } from '../../ports/git-service.ts';

export function networkFromJson(kept: unknown): NetworkSettings {
  return { ...plainNetwork, ...(kept as Partial<NetworkSettings>) };
}

export function personFromJson(kept: unknown): ServicePerson | undefined {
  if (kept === null) return undefined;
  const person = kept as Partial<ServicePerson>;
  return {
    remoteId: person.remoteId,
    login: person.login ?? '',
    name: person.name,
    email: person.email,
    webUrl: person.webUrl,
    avatarUrl: person.avatarUrl,
  };
}

export function rightsFromJson(kept: unknown): readonly MissingRight[] {
  const rights = kept as readonly (Omit<MissingRight, 'grantUrl'> & { readonly grantUrl?: string })[];
  return rights.map((right) => ({ ...right, grantUrl: right.grantUrl }));
}
