/** Who is asking, once a door has made sure of it, and what each may do besides looking at what they may see. */

import type { AccountId, AtlassianAccountId, JiraSiteId, PersonId } from './ids.ts';
import type { Identity } from './identity.ts';
import { includesRole, type Role } from './role.ts';

/** Somebody at one of the doors. A door that cannot tell who it is lets nobody in: there is no anonymous one. */
export type Principal =
  /** Holds the access token of this installation, or a session made from it. */
  | { readonly kind: 'administrator' }
  /** Signed in with an account of this installation. */
  | { readonly kind: 'account'; readonly accountId: AccountId; readonly role: Role }
  /** Signed in as somebody we know. */
  | { readonly kind: 'person'; readonly personId: PersonId }
  /** Looks at Branchline from inside that Jira site, which vouches for the account. */
  | { readonly kind: 'jira-user'; readonly jiraSiteId: JiraSiteId; readonly accountId: AtlassianAccountId };

/** May change how this installation is set up, and sees everything it holds. */
export function mayAdminister(principal: Principal): boolean {
  return includesRole(roleOf(principal), 'manager');
}

/** May decide who signs in, as what, and with which tokens. */
export function mayDecideAboutPeople(principal: Principal): boolean {
  return roleOf(principal) === 'administrator';
}

/** The access token stands above accounts; whoever comes from elsewhere is a member. */
export function roleOf(principal: Principal): Role {
  if (principal.kind === 'administrator') return 'administrator';
  return principal.kind === 'account' ? principal.role : 'member';
}

/** May ask for what a Jira site has: administrators of any, others only of the site they come from. */
export function mayAskAbout(principal: Principal, jiraSiteId: JiraSiteId): boolean {
  return mayAdminister(principal) || (principal.kind === 'jira-user' && principal.jiraSiteId === jiraSiteId);
}

/** By which of their identities a door knows them; undefined for the access token, and for whom it knows as a person. */
export function identityOfPrincipal(principal: Principal): Identity | undefined {
  if (principal.kind === 'account') return { kind: 'own-account', accountId: principal.accountId };
  if (principal.kind !== 'jira-user') return undefined;
  const { jiraSiteId, accountId } = principal;
  return { kind: 'jira-account', jiraSiteId, accountId };
}

/** One word for each somebody, the same each time: for audit entries, and for keeping short-lived answers apart. */
export function nameOfPrincipal(principal: Principal): string {
  if (principal.kind === 'administrator') return 'administrator';
  if (principal.kind === 'account') return `account/${principal.accountId}`;
  if (principal.kind === 'person') return `person/${principal.personId}`;
  return `jira-user/${principal.jiraSiteId}/${principal.accountId}`;
}
