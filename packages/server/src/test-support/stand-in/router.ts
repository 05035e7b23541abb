/** Finds the handler for a request: patterns such as `/repos/:owner/:name/pulls` and, for the rest of a path, `*rest`. */

import type { RouteOptions, Router, StandInHandler } from './family.ts';

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
