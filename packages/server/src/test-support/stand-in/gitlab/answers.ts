/** How GitLab says no, cuts lists into pages, and finds what a path names. */

import type { StandInAnswer, StandInCall, StandInHandler } from '../family.ts';
import { pageOf } from '../page-of.ts';
import { fullNameOf, mayReach, type StandInAccess, type StandInPullRequest, type StandInRepository } from '../state.ts';

export function refuse(status: number, message: unknown): StandInAnswer {
  return { status, json: { message } };
}

export function found(json: unknown, status = 200): StandInAnswer {
  return { status, json: plain(json) };
}

/** As it goes over the wire: dates are text. */
export function plain(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json)) as unknown;
}

/** A page of a list, with the headers that name its neighbours. */
export function listed<Item>(call: StandInCall, all: readonly Item[], shape: (item: Item) => unknown): StandInAnswer {
  const page = pageOf(call, all, { sizeParameter: 'per_page', standardSize: 20, largestSize: 100 });
  const headers = {
    link: page.link,
    'x-page': String(page.number),
    'x-per-page': String(page.size),
    'x-next-page': page.number < page.last ? String(page.number + 1) : '',
    'x-total': String(page.total),
  };
  return { status: 200, headers, json: plain(page.items.map(shape)) };
}

/** Reading wants `read_api`, everything else `api`. */
export function scoped(handler: StandInHandler): StandInHandler {
  return (call) => {
    const scopes = new Set(call.token?.scopes);
    const isEnough = scopes.has('api') || (call.method === 'GET' && scopes.has('read_api'));
    return isEnough ? handler(call) : insufficient(call.method === 'GET' ? 'api read_api' : 'api');
  };
}

export function insufficient(scope: string): StandInAnswer {
  const words = 'The request requires higher privileges than provided by the access token.';
  return { status: 403, json: { error: 'insufficient_scope', error_description: words, scope } };
}

type ProjectHandler = (call: StandInCall, repository: StandInRepository) => StandInAnswer | Promise<StandInAnswer>;

/** For paths with `:id`, a number or a whole path. Who may not see it is told that there is none. */
export function inProject(wanted: StandInAccess, handler: ProjectHandler): StandInHandler {
  return scoped((call) => {
    const id = call.variables['id'] ?? '';
    const repository = call.state.repositories.find((one) => String(one.id) === id || fullNameOf(one) === id);
    if (repository === undefined || !mayReach(repository, call.person, 'read')) {
      return refuse(404, '404 Project Not Found');
    }
    if (!mayReach(repository, call.person, wanted)) return refuse(403, '403 Forbidden');
    return handler(call, repository);
  });
}

type RequestHandler = (call: StandInCall, request: StandInPullRequest) => StandInAnswer | Promise<StandInAnswer>;

/** For paths with `:id` and `:iid`. */
export function inMergeRequest(wanted: StandInAccess, handler: RequestHandler): StandInHandler {
  return inProject(wanted, (call, repository) => {
    const request = repository.pullRequests.find(({ number }) => String(number) === call.variables['iid']);
    return request === undefined ? refuse(404, '404 Not found') : handler(call, request);
  });
}

/** A field of a JSON body; undefined when there is none. */
export function fieldOf(call: StandInCall, name: string): unknown {
  return typeof call.body === 'object' && call.body !== null ? (call.body as Record<string, unknown>)[name] : undefined;
}

export function textOf(call: StandInCall, name: string): string {
  const value = fieldOf(call, name);
  return typeof value === 'string' ? value : '';
}
