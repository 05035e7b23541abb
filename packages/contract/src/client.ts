/** A typed client made from the routes: one function per route, used by the web app and the command line. */

import { z } from 'zod';
import { Problem, problemError } from './problem.ts';
import type { ProblemError } from './problem.ts';
import { routes } from './routes.ts';
import type { Route, RouteName, Routes } from './routes.ts';

type Part<Name extends RouteName, Key extends string, Field extends keyof Route> = Routes[Name] extends {
  readonly [Each in Field]: infer Schema extends z.ZodType;
}
  ? { readonly [Each in Key]: z.input<Schema> }
  : unknown;

type Condition<Name extends RouteName> = Routes[Name] extends { readonly edits: string }
  ? {
      /** The version from which somebody edited: nothing is done when it is another by now. */
      readonly ifMatch?: string;
    }
  : unknown;

/** What a route takes: `params`, `query` and `body`, as far as it has them. */
export type RequestOf<Name extends RouteName> = Part<Name, 'params', 'params'> &
  Partial<Part<Name, 'query', 'query'>> &
  Part<Name, 'body', 'request'> &
  Condition<Name>;

export type ResponseOf<Name extends RouteName> = z.output<Routes[Name]['response']>;

/** Every route as a function. @throws ProblemError whatever goes wrong, an unreachable server included */
export type Client = {
  readonly [Name in RouteName]: object extends RequestOf<Name>
    ? (request?: RequestOf<Name>, signal?: AbortSignal) => Promise<ResponseOf<Name>>
    : (request: RequestOf<Name>, signal?: AbortSignal) => Promise<ResponseOf<Name>>;
};

export interface ClientOptions {
  /** Scheme, host and perhaps a path, without a slash at the end; empty for the page's own origin. */
  readonly baseUrl: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** The access token, where there is no session cookie. */
  readonly token?: string;
  /** A word of its own for each request that does something: it may then be sent again, and is done once. */
  readonly idempotencyKey?: () => string;
}

interface LooseRequest {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly ifMatch?: string;
}

export function createClient(options: ClientOptions): Client {
  const functions = Object.entries(routes).map(([name, route]) => [
    name,
    (request: LooseRequest = {}, signal?: AbortSignal) => ask(options, route, request, signal),
  ]);
  return Object.fromEntries(functions) as Client;
}

/** Whether a route may be asked with an Idempotency-Key. */
export function takesIdempotencyKey({ method, access }: Route): boolean {
  return method === 'POST' && access !== 'open' && access !== 'trigger-secret';
}

/** The address of a route with its params and query filled in. */
export function addressOf(path: string, request: LooseRequest): string {
  const filled = path.replaceAll(/:(\w+)/gu, (_, name: string) => encodeURIComponent(String(request.params?.[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) query.set(name, String(value));
  }
  return query.size === 0 ? filled : `${filled}?${query.toString()}`;
}

async function ask(
  options: ClientOptions,
  route: Route,
  request: LooseRequest,
  signal?: AbortSignal,
): Promise<unknown> {
  const response = await send(options, route, request, signal);
  const text = await response.text();
  if (!response.ok) throw problemFrom(response.status, text);
  if (response.status === 204) return undefined;
  const answer = route.response.safeParse(route.media === undefined ? parseJson(text) : text);
  if (!answer.success) throw strangeAnswer(response.status, z.prettifyError(answer.error));
  return answer.data;
}

async function send(
  options: ClientOptions,
  route: Route,
  request: LooseRequest,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const headers = new Headers({ accept: [...(route.media ?? []), 'application/json'].join(', ') });
  if (options.token !== undefined) headers.set('authorization', `Bearer ${options.token}`);
  if (request.body !== undefined) headers.set('content-type', 'application/json');
  // A server that does not know versions says none.
  if (request.ifMatch) headers.set('if-match', `"${request.ifMatch}"`);
  const isKeyed = options.idempotencyKey !== undefined && takesIdempotencyKey(route);
  if (isKeyed) headers.set('idempotency-key', options.idempotencyKey());
  const once = () =>
    options.fetch(`${options.baseUrl}${addressOf(route.path, request)}`, {
      method: route.method,
      headers,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  try {
    // The connection may have broken before the request came or after: with a key, it does not matter.
    return await once().catch((error: unknown) => {
      if (!isKeyed || signal?.aborted === true) throw error;
      return once();
    });
  } catch (error) {
    // Whoever gave the signal waits for exactly this error.
    if (signal?.aborted === true) throw error;
    throw problemError({
      type: 'unreachable',
      title: 'The Branchline server does not answer',
      status: 0,
      detail: `The request never reached the server: ${error instanceof Error ? error.message : String(error)}`,
      remedy: 'Check that the server runs and that this machine reaches it, then try again.',
    });
  }
}

function problemFrom(status: number, text: string): ProblemError {
  const problem = Problem.safeParse(parseJson(text));
  if (problem.success) return problemError(problem.data);
  return strangeAnswer(status, text.slice(0, 500));
}

function strangeAnswer(status: number, detail: string): ProblemError {
  return problemError({
    type: 'invalid-response',
    title: 'The answer did not come from Branchline, or from another version of it',
    status,
    detail: `Status ${status}. ${detail}`,
    remedy: 'Reload this page. If that does not help, look for a proxy between here and the server.',
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
