/** Finds the handler for a request: patterns such as `/repos/:owner/:name/pulls` and, for the rest of a path, `*rest`. */

import type { StandInAnswer, StandInCall } from './family.ts';

export type StandInHandler = (call: StandInCall) => StandInAnswer | Promise<StandInAnswer>;

export interface RouteOptions {
  /**
   * Who may come: `anyone-known` (a valid credential, the standard), `anyone` (`call.token` is undefined without one; a
   * wrong one is still refused), `own` (the handler looks at the headers itself: app tokens, OAuth).
   */
  readonly for?: 'anyone-known' | 'anyone' | 'own';
}

export interface Router {
  /** Where several patterns fit, the one with more fixed words wins. Variables match one segment, decoded. */
  on(method: string, pattern: string, handler: StandInHandler, options?: RouteOptions): void;
}

export interface FoundRoute {
  readonly handler: StandInHandler;
  readonly for: NonNullable<RouteOptions['for']>;
  readonly variables: Readonly<Record<string, string>>;
}

interface Route {
  readonly method: string;
  readonly segments: readonly string[];
  readonly handler: StandInHandler;
  readonly for: NonNullable<RouteOptions['for']>;
}

export function createRouter(): Router & { find(method: string, path: string): FoundRoute | undefined } {
  const routes: Route[] = [];
  return {
    on(method, pattern, handler, options = {}) {
      routes.push({ method, segments: pattern.split('/'), handler, for: options.for ?? 'anyone-known' });
    },
    find(method, path) {
      const segments = path.split('/');
      const found = routes
        .filter((route) => route.method === method)
        .flatMap((route) => {
          const variables = match(route.segments, segments);
          return variables === undefined ? [] : [{ ...route, variables, fixed: fixedWords(route.segments) }];
        });
      return found.toSorted((a, b) => b.fixed - a.fixed)[0];
    },
  };
}

function fixedWords(segments: readonly string[]): number {
  return segments.filter((segment) => !/^[:*]/.test(segment)).length;
}

function match(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const variables: Record<string, string> = {};
  for (const [at, wanted] of pattern.entries()) {
    const segment = segments[at];
    if (segment === undefined) return undefined;
    if (wanted.startsWith('*')) {
      variables[wanted.slice(1)] = segments.slice(at).map(decodeURIComponent).join('/');
      return variables;
    }
    if (wanted.startsWith(':') && segment !== '') variables[wanted.slice(1)] = decodeURIComponent(segment);
    else if (wanted !== segment) return undefined;
  }
  return pattern.length === segments.length ? variables : undefined;
}
