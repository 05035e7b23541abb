/** The web server: security headers, one error handler, the API, health, and the pages. */

import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import { problemMediaType } from '@branchline/contract';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { createWebhookDoor, type WebhookDoorDeps } from '../features/webhooks/webhook-door.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import { addHealthDoors } from './health-doors.ts';
import { addMetricsDoor, type MetricsDoorDeps } from './metrics-door.ts';
import { addRequestLog, newRequestId, type RequestLogDeps } from './request-log.ts';
import { addEvents, type EventsDeps } from './events.ts';
import { mountForge, type ForgeDoorsDeps } from './forge.ts';
import { mountJiraWebhooks, type JiraWebhooksDeps } from './jira-webhooks.ts';
import { mountRoutes, type Handlers } from './mount-routes.ts';
import { defect, foreignPage, problemOf } from './problems.ts';
import { isForeignAction } from './same-origin.ts';
import { addOpenIdPages, type OpenIdPagesDeps } from './openid-pages.ts';
import { addSignInPages, type SignInPagesDeps } from './sign-in-pages.ts';
import { mountWebhooks } from './webhooks.ts';

export interface ServerDeps
  extends
    SignInPagesDeps,
    OpenIdPagesDeps,
    EventsDeps,
    WebhookDoorDeps,
    JiraWebhooksDeps,
    ForgeDoorsDeps,
    MetricsDoorDeps,
    Pick<RequestLogDeps, 'log'> {
  readonly store: Store;
  readonly log: Log;
  /** The built pages. */
  readonly pagesFolder: string;
  /** Origins whose pages may show ours in a frame. */
  readonly frameAncestors: readonly string[];
  /** The public address is https: browsers are told to stay there. */
  readonly secure: boolean;
}

/** The largest request body of the API; a private key or a long text fits. */
const bodyLimit = 1_048_576;
/** The longest word in an address that is read, in characters; the contract allows issue keys of 300. */
const longestParameter = 500;
/** Requests one address gets in a minute: far above what pages ask, far below what guessing tokens needs. */
const requestsPerMinute = 1200;

const isOfApi = /^\/api(?![^/?])/u;

async function addSecurity(server: FastifyInstance, deps: ServerDeps): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'self'", ...deps.frameAncestors],
      },
    },
    // Said by frame-ancestors, which knows more than one address.
    frameguard: false,
    hsts: deps.secure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
  });
  await server.register(rateLimit, { max: requestsPerMinute, timeWindow: '1 minute' });
  await server.register(cookie);
  // The API speaks JSON only; plain text is what a form of a foreign page could send without being asked first.
  server.removeContentTypeParser('text/plain');
  // Answers at once: a hook that waits would let the rate limit meet connections whose address is gone already.
  server.addHook('onRequest', (request, reply, done) => {
    // Answers are about somebody: neither browsers nor proxies keep them.
    if (isOfApi.test(request.url)) reply.header('cache-control', 'no-store');
    done(isForeignAction(request.method, request.headers) ? foreignPage() : undefined);
  });
}

/** Answers what was thrown; a defect goes to the log, never to the person. */
function answerError(log: Log, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  if (problem === undefined) {
    const route = request.routeOptions.url;
    log.error('a request met a defect', { method: request.method, route, requestId: request.id, error });
  }
  const answer = problem ?? defect;
  return reply
    .code(answer.status)
    .type(problemMediaType)
    .send({ ...answer, instance: `urn:branchline:request:${request.id}` });
}

/** The API, and files whose names carry a digest of what they hold: an old name must not become a page. */
const neverAPage = /^\/(api|assets)(?![^/?])/;

/** The pages: files as they are built, and the application for every address that is none of them. */
async function addPages(server: FastifyInstance, pagesFolder: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: pagesFolder,
    wildcard: false,
    index: false,
    // The application itself changes under one name.
    globIgnore: ['index.html', '**/*.br', '**/*.gz'],
    // As the build compressed them.
    preCompressed: true,
    immutable: true,
    maxAge: '1y',
  });
  server.get('/', (_request, reply) => reply.sendFile('index.html', { maxAge: 0, immutable: false }));
  server.setNotFoundHandler((request, reply) => {
    if (request.method === 'GET' && !neverAPage.test(request.url)) {
      return reply.sendFile('index.html', { maxAge: 0, immutable: false });
    }
    const problem = { type: 'not-found', title: 'Not found', status: 404, detail: 'There is nothing at this address.' };
    return reply.code(404).type(problemMediaType).send(problem);
  });
}

/** A server that is ready to listen. */
export async function createServer(deps: ServerDeps, handlers: Handlers): Promise<FastifyInstance> {
  const server = Fastify({
    bodyLimit,
    logger: false,
    genReqId: newRequestId,
    requestIdHeader: false,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: longestParameter },
    // Addresses that cannot be read fail before there is a route.
    frameworkErrors: (error, request, reply) => void answerError(deps.log, error, request, reply),
  });
  addRequestLog(server, deps);
  server.setErrorHandler((error, request, reply) => answerError(deps.log, error, request, reply));
  await mountWebhooks(server, createWebhookDoor(deps), deps.log);
  await mountJiraWebhooks(server, deps);
  await mountForge(server, deps, handlers);
  await addSecurity(server, deps);
  addHealthDoors(server, deps);
  addMetricsDoor(server, deps);
  mountRoutes(server, deps, handlers);
  addEvents(server, deps);
  addSignInPages(server, deps);
  addOpenIdPages(server, deps);
  await addPages(server, deps.pagesFolder);
  return server;
}
