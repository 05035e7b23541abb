/** One name of somebody, as people read it. */

import type { PersonIdentity } from '@branchline/contract';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';

const words = texts.people;

export function IdentityName({ identity }: { readonly identity: PersonIdentity }): ReactElement {
  return (
    <span className="break" title={words.kinds[identity.kind]}>
      {identityText(identity)}
    </span>
  );
}

/** `ada@example.org`, `ada at github.com`, `Ada at Jira site 1`, `ada at Branchline`. */
export function identityText({ kind, subject, service, jiraSiteId, login, name }: PersonIdentity): string {
  if (kind === 'commit-email') return subject;
  if (kind === 'service-account') return words.atService(login ?? subject, service ?? '');
  if (kind === 'own-account') return words.ownAccount(login ?? name ?? subject);
  return words.atJira(name ?? subject, words.jiraSite(jiraSiteId ?? 0));
}
