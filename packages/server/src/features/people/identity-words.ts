/** Identities and what is wrong with them, in words. */

import type { KeptIdentity } from '../../ports/store/people.ts';

/** `ada@example.org`, `ada at git.example.org`, `the Jira account 5b10…`. */
export function identityInWords({ identity, login }: Pick<KeptIdentity, 'identity' | 'login'>): string {
  if (identity.kind === 'commit-email') return identity.email;
  if (identity.kind === 'service-account') return `${login ?? `account ${identity.remoteId}`} at ${identity.service}`;
  if (identity.kind === 'own-account') return `the account ${login ?? identity.accountId} of Branchline`;
  return `the Jira account ${identity.accountId}`;
}

/** By its number, for the audit log: whoever is forgotten must not be left behind there. */
export function identityInLog({ id, identity }: Pick<KeptIdentity, 'id' | 'identity'>): string {
  return `${identity.kind} ${id}`;
}

/** What a conflict is about, and what an administrator does about it. */
export function conflictInWords(
  kind: 'accounts' | 'rejected',
  [one, other]: readonly [KeptIdentity, KeptIdentity],
): string {
  const [first, second] = [identityInWords(one), identityInWords(other)];
  const what =
    kind === 'accounts'
      ? `What is known leads to two accounts at one Jira site, ${first} and ${second}`
      : `What is known would join ${first} and ${second}, which an administrator keeps apart`;
  return `${what}. Nobody acts for either until an administrator settles it: branchline people show ${one.personId}.`;
}
