/** The web server: security headers, one error handler, the API, health, and the pages. */

import fastifyStatic from '@fastify/static';
import { problemMediaType } from '@branchline/contract';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { createWebhookDoor, type WebhookDoorDeps } from '../features/webhooks/webhook-door.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import { countedWebhooks } from './counted-webhooks.ts';
import { addHealthDoors } from './health-doors.ts';
import { addMetricsDoor, type MetricsDoorDeps } from './metrics-door.ts';
import { addRequestLog, newRequestId, type RequestLogDeps } from './request-log.ts';
import { answerClientError, usualRequestTimes, type RequestTimes } from './client-errors.ts';
import { addEvents, type EventsDeps } from './events.ts';
import { mountForge, type ForgeDoorsDeps } from './forge.ts';
import { mountJiraWebhooks, type JiraWebhooksDeps } from './jira-webhooks.ts';
import { mountRoutes, type Handlers } from './mount-routes.ts';
import { defect, problemOf } from './problems.ts';
import { addSecurity, type SecurityDeps } from './security.ts';
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
    SecurityDeps,
    Pick<RequestLogDeps, 'log'> {
  readonly store: Store;
  readonly log: Log;
  /** The built pages. */
  readonly pagesFolder: string;
  /** What differs from the usual. */
  readonly requestTimes?: Partial<RequestTimes>;
}

/** The largest request body of the API; a private key or a long text fits. */
const bodyLimit = 1_048_576;
/** The longest word in an address that is read, in characters; the contract allows issue keys of 300. */
const longestParameter = 500;

/** Of answers that no hook has touched. */
const bareHeaders = { 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'" };

type AnswerErrorDeps = Pick<ServerDeps, 'log' | 'clock'>;

/** At least one, for whoever comes at once would come in vain. */
function secondsUntil(moment: string, now: Date): number {
  return Math.max(1, Math.ceil((Date.parse(moment) - now.getTime()) / 1000));
}

/** Answers what was thrown; a defect goes to the log, never to the person. */
function answerError(
  deps: AnswerErrorDeps,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { log, clock } = deps;
  const problem = problemOf(error);
  if (problem === undefined) {
    const route = request.routeOptions.url;
    log.error('a request met a defect', { method: request.method, route, requestId: request.id, error });
  }
  const answer = problem ?? defect;
  if (answer.retryAt !== undefined) void reply.header('retry-after', secondsUntil(answer.retryAt, clock.now()));
  return reply
    .code(answer.status)
    .type(problemMediaType)
    .send({ ...answer, instance: `urn:branchline:request:${request.id}` });
}

/** The API below its page, and files whose names carry a digest of what they hold: an old name must not become a page. */
const neverAPage = /^\/(?:api\/|assets(?![^/?]))/;

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
  const { headers, request, look, headerBytes } = { ...usualRequestTimes, ...deps.requestTimes };
  const server = Fastify({
    bodyLimit,
    requestTimeout: request,
    http: { headersTimeout: headers, connectionsCheckingInterval: look, maxHeaderSize: headerBytes },
    clientErrorHandler: answerClientError,
    logger: false,
    genReqId: newRequestId,
    requestIdHeader: false,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: longestParameter },
    // Addresses that cannot be read fail before there is a route.
    frameworkErrors: (error, request, reply) => void answerError(deps, error, request, reply.headers(bareHeaders)),
  });
  addRequestLog(server, deps);
  server.setErrorHandler((error, request, reply) => answerError(deps, error, request, reply));
  await mountWebhooks(server, countedWebhooks(createWebhookDoor(deps), deps.metrics), deps.log);
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
