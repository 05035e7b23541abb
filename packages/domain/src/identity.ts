/** The names by which a person is known to git, to Git services, to Jira and to this installation. */

import type { AccountId, AtlassianAccountId, IdentityId, JiraSiteId } from './ids.ts';

/** One name of somebody, by which nobody else is meant. Display names are none: many people share them. */
export type Identity =
  /** What commits say, in lower case: see `commitEmailFrom`. */
  | { readonly kind: 'commit-email'; readonly email: string }
  /** An account at a Git service; `service` is what `serviceAt` says. */
  | { readonly kind: 'service-account'; readonly service: string; readonly remoteId: string }
  | { readonly kind: 'jira-account'; readonly jiraSiteId: JiraSiteId; readonly accountId: AtlassianAccountId }
  /** An account of this installation. */
  | { readonly kind: 'own-account'; readonly accountId: AccountId };

export type IdentityKind = Identity['kind'];

export const identityKinds: readonly IdentityKind[] = [
  'commit-email',
  'service-account',
  'jira-account',
  'own-account',
];

/** An identity that has a number here. */
export interface NumberedIdentity {
  readonly id: IdentityId;
  readonly identity: Identity;
}

/** Characters of an e-mail address (RFC 5321, 4.5.3.1.3, less the angle brackets). */
const emailLimit = 254;

/** Local parts that programs write for nobody in particular. */
const nobodys = /^(?:no-?reply|do-?not-?reply|root|nobody|git|unknown|invalid|none)$/;

/** Domains that every machine may call itself. */
const anyMachine = /(?:^|\.)(?:localhost|localdomain|invalid|\(none\))$/;

/**
 * The e-mail address of a commit as an identity; undefined when it names nobody: not an address at all, one that
 * programs use for everybody, or one at a machine's own name, which many machines share.
 */
export function commitEmailFrom(text: string): string | undefined {
  const email = text.trim().replace(/^<|>$/g, '').toLowerCase();
  if (email.length > emailLimit || /[\s\p{Cc}\p{Cf}<>]/u.test(email)) return undefined;
  const at = email.lastIndexOf('@');
  const [local, domain] = [email.slice(0, at), email.slice(at + 1)];
  if (at < 1 || !domain.includes('.') || domain.startsWith('.') || domain.endsWith('.')) return undefined;
  return nobodys.test(local) || anyMachine.test(domain) ? undefined : email;
}

/** Equal for equal identities only. */
export function identityKey(identity: Identity): string {
  switch (identity.kind) {
    case 'commit-email':
      return `commit-email ${identity.email}`;
    case 'service-account':
      return `service-account ${identity.service} ${identity.remoteId}`;
    case 'jira-account':
      return `jira-account ${identity.jiraSiteId} ${identity.accountId}`;
    case 'own-account':
      return `own-account ${identity.accountId}`;
  }
}
