/** Stands before every API route: remembers requests, plays the faults, holds traffic against the contract, asks for the token. */

import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Contract, ContractRequest, Violation } from './contract.ts';
import type { Fault, FaultSwitches } from './faults.ts';
import type { RequestRecord } from './options.ts';
import { isPlatform, placesOf } from './request-places.ts';
import type { Throttle } from './throttle.ts';

export interface GatekeeperTools {
  readonly faults: FaultSwitches;
  readonly contract: Contract | undefined;
  readonly violations: Violation[];
  readonly requests: RequestRecord[];
  readonly rememberRequests: number;
  /** Whether the credential opens this path. */
  readonly mayEnter: (path: string, authorization: string | undefined) => boolean;
  readonly throttle: Throttle;
  readonly cloudId: string;
}

/** What is known of a request while it is answered. */
interface Visit {
  readonly asked: ContractRequest;
  readonly record: { -readonly [Name in keyof RequestRecord]: RequestRecord[Name] };
  fault: Fault | undefined;
}

/** Adds the hooks; only paths of the API are looked at, never the pages for people. */
export function addGatekeeper(app: FastifyInstance, tools: GatekeeperTools): void {
  const visits = new WeakMap<FastifyRequest, Visit>();

  app.addHook('preHandler', async (request, reply) => {
    if (!isApi(request)) return undefined;
    const visit = remember(tools, request);
    visits.set(request, visit);
    return receive(tools, visit, request, reply);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const visit = visits.get(request);
    if (visit === undefined) return payload;
    visit.record.status = reply.statusCode;
    if (visit.fault?.kind === 'cut-after') {
      visit.record.status = undefined;
      request.raw.socket.destroy();
    }
    if (visit.fault?.kind === 'garbage') return visit.fault.body;
    if (visit.fault?.kind === 'status-after') {
      visit.record.status = visit.fault.status;
      reply.code(visit.fault.status).removeHeader('content-type');
      return '';
    }
    if (visit.fault === undefined) judgeAnswer(tools, visit, reply.statusCode, payload);
    return payload;
  });
}

async function receive(
  tools: GatekeeperTools,
  visit: Visit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const { path } = visit.asked;
  const problems = tools.contract?.problemsOfRequest(visit.asked) ?? [];
  if (problems.length > 0) {
    tools.violations.push({ side: 'request', method: visit.asked.method, path, problems });
    return send(path, reply, 500, problems);
  }
  visit.fault = tools.faults.take(placesOf(request.method, path));
  if (visit.fault !== undefined && (await play(visit.fault, path, request, reply))) return reply;

  if (path === '/oauth/token') return undefined;
  if (tools.faults.isForbidden()) {
    visit.fault ??= { kind: 'status', status: 403 };
    return reply.code(403).send();
  }
  if (!tools.mayEnter(path, request.headers.authorization)) {
    return path.includes('/rest/api/') ? send(path, reply, 401, []) : reply.code(401).send();
  }
  if (!namesCloud(path, tools.cloudId)) return reply.code(404).send();
  const limit = tools.faults.bodyLimit();
  if (limit !== undefined && visit.record.bytes > limit) {
    return send(path, reply, 413, ['Data is too large. Submit fewer entities in each request.']);
  }
  const throttled = tools.throttle(request.method, path);
  reply.headers(throttled.headers);
  return throttled.isRefused ? send(path, reply, 429, ['Rate limit exceeded.']) : undefined;
}

/** Plays the part of a fault that comes before the answer; true when there is nothing left to do. */
async function play(fault: Fault, path: string, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  switch (fault.kind) {
    case 'status': {
      if (fault.retryAfter !== undefined) reply.header('retry-after', fault.retryAfter);
      await send(path, reply, fault.status, fault.messages ?? []);
      return true;
    }
    case 'redirect': {
      await reply.code(307).header('location', fault.to).send();
      return true;
    }
    case 'silence':
    case 'cut-before': {
      reply.hijack();
      if (fault.kind === 'cut-before') request.raw.socket.destroy();
      return true;
    }
    case 'slow': {
      await pause(fault.milliseconds);
      return false;
    }
    default:
      return false;
  }
}

function remember(tools: GatekeeperTools, request: FastifyRequest): Visit {
  const path = request.url.split('?')[0] ?? request.url;
  const asked: ContractRequest = {
    method: request.method,
    path,
    query: request.query as Readonly<Record<string, string>>,
    headers: request.headers as Readonly<Record<string, string>>,
    body: request.body ?? undefined,
  };
  const record: Visit['record'] = {
    ...asked,
    bytes: Number(request.headers['content-length'] ?? 0),
    status: undefined,
  };
  tools.requests.push(record);
  if (tools.requests.length > tools.rememberRequests) tools.requests.shift();
  return { asked, record, fault: undefined };
}

function judgeAnswer(tools: GatekeeperTools, visit: Visit, status: number, payload: unknown): void {
  const text = typeof payload === 'string' ? payload : '';
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  const problems = tools.contract?.problemsOfAnswer(visit.asked, { status, body }) ?? [];
  const { method, path } = visit.asked;
  if (problems.length > 0) tools.violations.push({ side: 'answer', method, path, problems });
}

function isApi(request: FastifyRequest): boolean {
  return /^\/(?:rest|ex|jira|oauth)\//.test(request.url);
}

function namesCloud(path: string, cloudId: string): boolean {
  const named = /^\/(?:ex\/jira|jira\/devinfo\/0\.1\/cloud)\/([^/]+)\//.exec(path)?.[1];
  return named === undefined || named === cloudId;
}

async function send(
  path: string,
  reply: FastifyReply,
  status: number,
  messages: readonly string[],
): Promise<FastifyReply> {
  if (isPlatform(path)) return reply.code(status).send({ errorMessages: messages, errors: {} });
  return reply.code(status).send({ errorMessages: messages.map((message) => ({ message })) });
}
