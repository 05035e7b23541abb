/** What the routes of Gitea and Forgejo share: scopes, repositories by name, pages, refusals. */

import type { Router, StandInAnswer, StandInCall } from '../family.ts';
import { pageOf } from '../page-of.ts';
import {
  formerlyNamed,
  fullNameOf,
  mayReach,
  repositoryNamed,
  type StandInAccess,
  type StandInPerson,
  type StandInRepository,
} from '../state.ts';
import type { GiteaBrand } from './brand.ts';

export function refusal({ state }: StandInCall, status: number, message: string): StandInAnswer {
  return { status, json: { message, url: `${state.url}/api/swagger` } };
}

export function notFound(call: StandInCall): StandInAnswer {
  return { status: 404, json: { errors: [], message: 'not found', url: `${call.state.url}/api/swagger` } };
}

export const done: StandInAnswer = { status: 204 };

/** What a scope must be about: the part behind `read:` and `write:`. */
export type ScopeOf = 'user' | 'repository' | 'organization' | 'issue';

/** A call by somebody who is known. */
export interface KnownCall extends StandInCall {
  readonly person: StandInPerson;
}

export type KnownHandler = (call: KnownCall) => StandInAnswer | Promise<StandInAnswer>;
export type RepositoryHandler = (
  call: KnownCall,
  repository: StandInRepository,
) => StandInAnswer | Promise<StandInAnswer>;

export interface GiteaRoutes {
  readonly on: (method: string, pattern: string, scopes: readonly ScopeOf[], handler: KnownHandler) => void;
  /** Below `/repos/:owner/:name`, for those who may do at least this with it. */
  readonly onRepository: (
    method: string,
    pattern: string,
    needs: { readonly access: StandInAccess; readonly scope?: ScopeOf },
    handler: RepositoryHandler,
  ) => void;
}

export function giteaRoutes(router: Router, brand: GiteaBrand): GiteaRoutes {
  const routes: GiteaRoutes = {
    on(method, pattern, scopes, handler) {
      router.on(method, `/api/v1${pattern}`, (call) => {
        const level = method === 'GET' ? 'read' : 'write';
        const wanted = scopes.map((scope) => `${level}:${scope}`);
        const has = call.token?.scopes ?? [];
        if (!wanted.every((scope) => allows(has, scope))) return refusal(call, 403, brand.lacking(wanted, has));
        return call.person === undefined ? notFound(call) : handler({ ...call, person: call.person });
      });
    },
    onRepository(method, pattern, { access, scope = 'repository' }, handler) {
      routes.on(method, `/repos/:owner/:name${pattern}`, [scope], (call) => {
        const name = `${call.variables['owner']}/${call.variables['name']}`;
        const repository = repositoryNamed(call.state, name);
        if (repository === undefined) return redirected(call, name);
        if (!mayReach(repository, call.person, 'read')) return notFound(call);
        if (!mayReach(repository, call.person, access)) return refusal(call, 403, 'user should have more rights');
        if (method !== 'GET' && repository.isArchived) return refusal(call, 423, `${name} is archived`);
        return handler(call, repository);
      });
    },
  };
  return routes;
}

function allows(has: readonly string[], wanted: string): boolean {
  return has.some((scope) => scope === 'all' || scope === wanted || scope === wanted.replace('read:', 'write:'));
}

/** A name it had before leads on to the one it has now. */
function redirected(call: StandInCall, name: string): StandInAnswer {
  const repository = formerlyNamed(call.state, name);
  if (repository === undefined) return notFound(call);
  const path = call.path.replace(/\/repos\/[^/]+\/[^/]+/, () => `/repos/${fullNameOf(repository)}`);
  const query = call.query.size === 0 ? '' : `?${call.query.toString()}`;
  const location = `${new URL(call.state.url).pathname.replace(/\/$/, '')}${path}${query}`;
  return { status: 301, headers: { location }, text: '' };
}

/** Some lists say where the next page is; all say how many entries there are. */
export async function listed<Item>(
  call: StandInCall,
  all: readonly Item[],
  jsonOf: (item: Item) => unknown,
  says: 'link' | 'total' = 'link',
): Promise<StandInAnswer> {
  const page = pageOf(call, all, { sizeParameter: 'limit', standardSize: 30, largestSize: 50 });
  const link = says === 'link' && page.link !== '' ? { link: page.link } : {};
  const headers = { ...link, 'x-total-count': String(page.total) };
  return { status: 200, headers, json: await Promise.all(page.items.map(jsonOf)) };
}

/** Fields of a JSON body; none when it is no object. */
export function bodyOf(call: StandInCall): Readonly<Record<string, unknown>> {
  return typeof call.body === 'object' && call.body !== null ? (call.body as Readonly<Record<string, unknown>>) : {};
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
