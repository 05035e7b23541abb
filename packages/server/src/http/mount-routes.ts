/** Joins the contract's routes with their handlers: parse, check who asks, call, present. */

import { routes, type Route, type RouteName, type Routes } from '@branchline/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isSignedIn, mayTrigger, sessionCookie, type AuthenticateDeps } from './authenticate.ts';
import { invalidRequest, notSignedIn } from './problems.ts';
import { underWay } from './under-way.ts';

type Parsed<Name extends RouteName, Field extends keyof Route> = Routes[Name] extends {
  readonly [Each in Field]: infer Schema extends z.ZodType;
}
  ? z.output<Schema>
  : undefined;

/** What a handler gets: the request as the contract reads it, and the answer in case it must set a cookie. */
export interface HandlerInput<Name extends RouteName> {
  readonly params: Parsed<Name, 'params'>;
  readonly query: Parsed<Name, 'query'>;
  readonly body: Parsed<Name, 'request'>;
  readonly reply: FastifyReply;
}

export type Handler<Name extends RouteName> = (input: HandlerInput<Name>) => Promise<z.input<Routes[Name]['response']>>;

/** Every route has exactly one handler, or it does not compile. */
export type Handlers = { readonly [Name in RouteName]: Handler<Name> };

function parse(schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(value ?? {});
  if (!result.success) throw invalidRequest(z.prettifyError(result.error));
  return result.data;
}

async function admit(deps: AuthenticateDeps, route: Route, request: FastifyRequest): Promise<void> {
  const { authorization } = request.headers;
  if (route.access === 'open') return;
  const admitted =
    route.access === 'trigger-secret'
      ? mayTrigger(deps, authorization)
      : await isSignedIn(deps, authorization, request.cookies[sessionCookie]);
  if (!admitted) throw notSignedIn();
}

/** Adds all routes to the server, which ends what it does for them before it has closed. */
export function mountRoutes(server: FastifyInstance, deps: AuthenticateDeps, handlers: Handlers): void {
  const work = underWay();
  server.addHook('onClose', () => work.settled());
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const handle = handlers[name] as (input: unknown) => Promise<unknown>;
    server.route({
      method: route.method,
      url: route.path,
      // Before the body is read: strangers cannot make us read anything. After the rate limit, which counts them, too.
      preParsing: (request) => work.during(admit(deps, route, request)),
      handler: async (request, reply) => {
        const input = {
          params: parse(route.params, request.params),
          query: parse(route.query, request.query),
          body: parse(route.request, request.body),
          reply,
        };
        const answer = await work.during(handle(input));
        reply.code(route.status);
        return answer;
      },
    });
  }
}
