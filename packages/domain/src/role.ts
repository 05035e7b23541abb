/** What somebody with an account may do in Branchline, whatever Jira and the Git services let them see. */

/**
 * `administrator`: everything. `manager`: everything but people, their roles and their tokens. `member`: looks at what
 * they may see, and acts under their own name.
 */
export type Role = 'administrator' | 'manager' | 'member';

/** The one that may most comes first. */
export const roles: readonly Role[] = ['administrator', 'manager', 'member'];

/** Whether `role` may do all that `needed` may. */
export function includesRole(role: Role, needed: Role): boolean {
  return roles.indexOf(role) <= roles.indexOf(needed);
}

/** What an API token may be used for; each includes those before it. */
export type TokenScope = 'read' | 'write' | 'administer';

export const tokenScopes: readonly TokenScope[] = ['read', 'write', 'administer'];

/**
 * The role that somebody has through a token: never more than the scope allows, nor than their own role.
 * `read` is no role: whoever has it may look at what the role shows, and change nothing.
 */
export function roleThroughToken(role: Role, scope: TokenScope): Role {
  if (scope === 'administer' || role !== 'administrator') return role;
  return 'manager';
}

/** The shortest password that is taken, in characters: NIST SP 800-63B asks for 8 at least, OWASP for 12 without more. */
export const shortestPassword = 12;
/** The longest, in characters: far above any phrase, and short enough to be hashed. */
export const longestPassword = 256;

const shortestName = 4;

/** Why a password is not taken, as a whole sentence; undefined when it is. */
export function passwordProblem(password: string, login: string): string | undefined {
  const length = Array.from(password).length;
  if (length < shortestPassword) return `The password has ${length} characters; it needs at least ${shortestPassword}.`;
  if (length > longestPassword) return `The password has more than ${longestPassword} characters.`;
  if (new Set(password).size < 5)
    return 'The password repeats too few different characters. A phrase is easier to keep in mind.';
  // A short name stands in many a word.
  if (login.length >= shortestName && password.toLowerCase().includes(login.toLowerCase())) {
    return 'The password contains the name it belongs to, which is what others try first.';
  }
  return undefined;
}
