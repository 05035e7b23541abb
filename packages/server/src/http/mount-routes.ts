/** Joins the contract's routes with their handlers: parse, check who asks, call, present. */

import { editedFields, problemMediaType, routes, type Route, type RouteName, type Routes } from '@branchline/contract';
import { mayAdminister, mayDecideAboutPeople, nameOfPrincipal } from '@branchline/domain';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Caller } from '../ports/caller.ts';
import type { NamedLocks } from '../ports/store/named-locks.ts';
import { callerOf, mayTrigger, sessionCookieFor, type AuthenticateDeps } from './authenticate.ts';
import { guardedEdit } from './guarded-edit.ts';
import { doneOnce, idempotencyKeyFrom, type Answer, type IdempotencyDeps } from './idempotency.ts';
import { invalidRequest, notSignedIn, onlyAdministrators, onlyReading } from './problems.ts';
import { rememberCaller } from './request-caller.ts';
import { underWay } from './under-way.ts';
import { versionOf, versionStamp } from './versions.ts';

type Parsed<Name extends RouteName, Field extends keyof Route> = Routes[Name] extends {
  readonly [Each in Field]: infer Schema extends z.ZodType;
}
  ? z.output<Schema>
  : undefined;

/** Known wherever the route is not open to anybody and has no secret of its own. */
type CallerOf<Name extends RouteName> = Routes[Name]['access'] extends 'signed-in' | 'administrator' | 'viewer'
  ? Caller
  : undefined;

/** What a handler gets: who asks, the request as the contract reads it, and the answer in case it must set a cookie. */
export interface HandlerInput<Name extends RouteName> {
  readonly params: Parsed<Name, 'params'>;
  readonly query: Parsed<Name, 'query'>;
  readonly body: Parsed<Name, 'request'>;
  readonly caller: CallerOf<Name>;
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

/** A set of doors to the contract's routes: where they are, which there are, and who comes in by them. */
export interface RouteDoors {
  /** Before every path; empty, or with a slash in front and none behind. */
  readonly prefix: string;
  /** Routes that are left out are not there. */
  readonly opens: (route: Route) => boolean;
  /** Undefined for a stranger. */
  readonly callerOf: (request: FastifyRequest) => Promise<Caller | undefined>;
}

async function admit(
  deps: AuthenticateDeps,
  doors: RouteDoors,
  route: Route,
  request: FastifyRequest,
): Promise<Caller | undefined> {
  if (route.access === 'open') return undefined;
  if (route.access === 'trigger-secret') {
    if (mayTrigger(deps, request.headers.authorization)) return undefined;
    throw notSignedIn();
  }
  const caller = await doors.callerOf(request);
  if (caller === undefined) throw notSignedIn();
  if (route.access === 'signed-in' && !mayAdminister(caller.principal)) throw onlyAdministrators();
  if (route.access === 'administrator' && !mayDecideAboutPeople(caller.principal)) throw onlyAdministrators();
  if (caller.isReader === true && route.method !== 'GET') throw onlyReading();
  return caller;
}

/** The doors of our own pages, the command line and scripts: every route, by the access token. */
function ownDoors(deps: AuthenticateDeps): RouteDoors {
  return {
    prefix: '',
    opens: () => true,
    callerOf: ({ headers, cookies }) => callerOf(deps, headers.authorization, cookies[sessionCookieFor(deps)]),
  };
}

export interface MountRoutesDeps extends AuthenticateDeps, IdempotencyDeps {
  readonly store: AuthenticateDeps['store'] & { readonly editLocks: NamedLocks };
}

interface AnyInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly caller: Caller | undefined;
  readonly reply: FastifyReply;
}

type AnyHandler = (input: AnyInput) => Promise<unknown>;

/** The handler of a route, its answers with their versions; an edit waits for others and may find itself too late. */
function versionedHandler(deps: MountRoutesDeps, handlers: Handlers, name: RouteName): AnyHandler {
  const route: Route = routes[name];
  const handle = handlers[name] as unknown as AnyHandler;
  const stamp = versionStamp(route.response);
  async function answer(input: AnyInput): Promise<unknown> {
    return stamp === undefined ? handle(input) : stamp(await handle(input));
  }
  const { edits, editsOf } = route;
  if (edits === undefined) return answer;
  const shown = edits as RouteName;
  const show = versionedHandler(deps, handlers, shown);
  return async (input) => {
    const query = parse((routes[shown] as Route).query, editsOf?.(input));
    const edited = {
      name: JSON.stringify([shown, input.params, query]),
      show: () => show({ ...input, query, body: undefined }),
      ifMatch: input.reply.request.headers['if-match'],
    };
    return guardedEdit(deps.store.editLocks, edited, () => answer(input));
  };
}

/** With a key, the answer to the first of several that are the same; whoever is not known has no keys. */
async function answerOnce(
  deps: MountRoutesDeps,
  name: RouteName,
  request: FastifyRequest,
  { caller, reply }: AnyInput,
  handle: () => Promise<unknown>,
): Promise<Answer> {
  const { status, method }: Route = routes[name];
  const work = async () => ({ status, body: await handle() });
  const key = method === 'POST' ? idempotencyKeyFrom(request.headers['idempotency-key']) : undefined;
  if (key === undefined || caller === undefined) return work();
  const content = { url: request.url, body: request.body };
  const keyed = { caller: nameOfPrincipal(caller.principal), route: name, key, content };
  const { isReplayed, ...answer } = await doneOnce(deps, keyed, work);
  if (isReplayed) reply.header('idempotent-replayed', 'true');
  return answer;
}

/** Adds the routes to the server, which ends what it does for them before it has closed. */
export function mountRoutes(
  server: FastifyInstance,
  deps: MountRoutesDeps,
  handlers: Handlers,
  doors: RouteDoors = ownDoors(deps),
): void {
  const work = underWay();
  const callers = new WeakMap<FastifyRequest, Caller>();
  async function letIn(route: Route, request: FastifyRequest): Promise<void> {
    const caller = await admit(deps, doors, route, request);
    if (caller === undefined) return;
    callers.set(request, caller);
    if (server.hasDecorator('countFor')) server.countFor(request, nameOfPrincipal(caller.principal));
    rememberCaller(request, caller.principal);
  }
  server.addHook('onClose', () => work.settled());
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    if (!doors.opens(route)) continue;
    const handle = versionedHandler(deps, handlers, name);
    server.route({
      method: route.method,
      url: `${doors.prefix}${route.path}`,
      // Before the body is read: strangers cannot make us read anything. After the rate limit, which counts them, too.
      preParsing: (request) => work.during(letIn(route, request)),
      handler: async (request, reply) => {
        const input = {
          params: parse(route.params, request.params),
          query: parse(route.query, request.query),
          body: parse(route.request, request.body),
          caller: callers.get(request),
          reply,
        };
        const { status, body } = await work.during(answerOnce(deps, name, request, input, () => handle(input)));
        reply.code(status);
        if (status >= 400) return reply.type(problemMediaType).send(body);
        if (editedFields(route.response) !== undefined) reply.header('etag', `"${versionOf(body)}"`);
        return body;
      },
    });
  }
}
