/** Adds routes to a stand-in of GitHub: repositories are reached by name and by number, as at the real one. */

import type { RouteOptions, Router, StandInAnswer, StandInCall } from '../family.ts';
import { pageOf } from '../page-of.ts';
import type { StandInRepository } from '../state.ts';
import { isAnswer, repositoryFor, type Needs } from './access.ts';
import type { Json, Place } from './entries.ts';

export type Handler = (call: StandInCall, place: Place) => StandInAnswer | Promise<StandInAnswer>;
export type RepositoryHandler = (
  call: StandInCall,
  repository: StandInRepository,
  place: Place,
) => StandInAnswer | Promise<StandInAnswer>;

export interface Routes {
  readonly on: (method: string, pattern: string, handler: Handler, options?: RouteOptions) => void;
  /** `rest` follows the repository's own path. */
  readonly onRepository: (method: string, rest: string, needs: Needs, handler: RepositoryHandler) => void;
}

export function routesBelow(router: Router, apiPath: string): Routes {
  const on: Routes['on'] = (method, pattern, handler, options) =>
    router.on(method, `${apiPath}${pattern}`, (call) => handler(call, placeOf(call, apiPath)), options);
  return {
    on,
    onRepository(method, rest, needs, handler) {
      for (const whole of [`/repos/:owner/:repo${rest}`, `/repositories/:id${rest}`]) {
        on(method, whole, (call, place) => {
          const found = repositoryFor(place, call, needs);
          return isAnswer(found) ? found : handler(call, found, place);
        });
      }
    },
  };
}

function placeOf({ state }: StandInCall, apiPath: string): Place {
  return { state, url: state.url, api: `${state.url}${apiPath}` };
}

const rule = { sizeParameter: 'per_page', standardSize: 30, largestSize: 100 };

/** A page of entries; `wrap` puts them into what some lists come in. */
export function listAnswer<Item>(
  call: StandInCall,
  items: readonly Item[],
  entryOf: (item: Item) => Json,
  wrap: (entries: readonly Json[], total: number) => unknown = (entries) => entries,
): StandInAnswer {
  const page = pageOf(call, items, rule);
  const headers: Readonly<Record<string, string>> = page.link === '' ? {} : { link: page.link };
  return { status: 200, json: wrap(page.items.map(entryOf), page.total), headers };
}

/** The body as an object. */
export function bodyOf({ body }: StandInCall): Json {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Json) : {};
}

export function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
