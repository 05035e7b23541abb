/** Who may do what at a stand-in of GitHub, and how it says no. */

import type { StandInAnswer, StandInCall } from '../family.ts';
import {
  formerlyNamed,
  mayReach,
  repositoryNamed,
  type StandInAccess,
  type StandInRepository,
  type StandInToken,
} from '../state.ts';
import type { Json, Place } from './entries.ts';

/** What a route asks of a token: a fine-grained permission, and the access of whoever holds it. */
export interface Needs {
  /** `contents=read` */
  readonly permission: string;
  readonly access: StandInAccess;
}

export const documentation = 'https://docs.github.com/rest';

export function refusal(status: number, message: string, more: Json = {}): StandInAnswer {
  return { status, json: { message, documentation_url: documentation, ...more } };
}

export function invalid(errors: readonly Json[]): StandInAnswer {
  return refusal(422, 'Validation Failed', { errors });
}

/** Classic tokens and those of OAuth apps have scopes; the others have permissions. */
export function hasScopes({ kind }: StandInToken): boolean {
  return kind === 'classic' || kind === 'oauth';
}

const levels = ['read', 'write', 'admin'];

/** `contents:write` allows `contents=read`. */
export function isPermitted(token: StandInToken, permission: string): boolean {
  const [name = '', level = 'read'] = permission.split('=');
  if (hasScopes(token)) return token.scopes.includes('repo');
  const granted = token.scopes.find((scope) => scope.startsWith(`${name}:`))?.slice(name.length + 1);
  return granted !== undefined && levels.indexOf(granted) >= levels.indexOf(level);
}

/** The repository a call is about, or the answer that there is none for this one. */
export function repositoryFor(place: Place, call: StandInCall, needs: Needs): StandInRepository | StandInAnswer {
  const { owner = '', repo = '', id } = call.variables;
  const { state, token, person } = call;
  const name = `${owner}/${repo}`;
  const found =
    id === undefined
      ? repositoryNamed(state, name)
      : state.repositories.find((repository) => String(repository.id) === id);
  if (found === undefined) return redirectTo(place, call, id === undefined ? formerlyNamed(state, name) : undefined);
  if (!mayReach(found, person, 'read') || !isInstalledAt(token, found)) return refusal(404, 'Not Found');
  if (token !== undefined && !isPermitted(token, needs.permission)) {
    const isOpen = !found.isPrivate && needs.access === 'read' && hasScopes(token);
    if (!isOpen) return lacking(token, needs.permission);
  }
  if (mayReach(found, person, needs.access)) return found;
  // Webhooks are hidden from those who are no administrators.
  return needs.access === 'admin' ? refusal(404, 'Not Found') : refusal(403, 'Must have push access to repository');
}

export function isAnswer(found: object): found is StandInAnswer {
  return 'status' in found && typeof found.status === 'number';
}

function redirectTo({ api }: Place, call: StandInCall, repository: StandInRepository | undefined): StandInAnswer {
  if (repository === undefined) return refusal(404, 'Not Found');
  const rest = call.path.replace(/^.*?\/repos\/[^/]+\/[^/]+/, '');
  const query = call.query.size === 0 ? '' : `?${call.query.toString()}`;
  const url = `${api}/repositories/${repository.id}${rest}${query}`;
  const answer = refusal(call.method === 'GET' ? 301 : 307, 'Moved Permanently', { url });
  return { ...answer, headers: { location: url } };
}

function lacking(token: StandInToken, permission: string): StandInAnswer {
  if (hasScopes(token)) return { ...refusal(404, 'Not Found'), headers: { 'x-accepted-oauth-scopes': 'repo' } };
  const whose = token.kind === 'installation' ? 'integration' : 'personal access token';
  const answer = refusal(403, `Resource not accessible by ${whose}`);
  return { ...answer, headers: { 'x-accepted-github-permissions': permission } };
}

/** An installation's token sees what the app was given. */
function isInstalledAt(token: StandInToken | undefined, repository: StandInRepository): boolean {
  const given = token?.own['repositories'];
  return typeof given !== 'function' || (given as () => readonly StandInRepository[])().includes(repository);
}
