/** Takes requests at a stand-in: records them, plays faults, finds out who asks, lets the family answer, and judges. */

import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { validToken } from './create-state.ts';
import type { StandInAnswer, StandInCall, StandInFamily } from './family.ts';
import type { Fault, FaultsInside } from './faults.ts';
import { answerGit, gitRequestIn, gitToken } from './git-door.ts';
import type { Judge } from './judge.ts';
import type { Listener } from './listen.ts';
import type { StoryTools } from './moving-refs.ts';
import { readBody } from './read-body.ts';
import type { createRouter } from './router.ts';
import { sendAnswer, spoil } from './send-answer.ts';
import type { RecordedRequest, StandIn } from './stand-in.ts';
import type { StandInToken } from './state.ts';

export interface DoorTools extends StoryTools {
  readonly standIn: StandIn;
  readonly prefix: string;
  readonly faults: FaultsInside;
  readonly judge: Judge;
  readonly router: ReturnType<typeof createRouter>;
  readonly requests: RecordedRequest[];
}

export function createDoor(tools: DoorTools): Listener {
  return (request, response) => {
    response.on('error', () => undefined);
    take(tools, request, response).catch((error: unknown) => {
      tools.judge.object(`${request.method} ${request.url}: the stand-in broke: ${String(error)}`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}

async function take(tools: DoorTools, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { family, state, prefix } = tools;
  const url = new URL(request.url ?? '/', 'http://localhost');
  const isBelow = url.pathname.startsWith(`${prefix}/`);
  const path = isBelow ? url.pathname.slice(prefix.length) : url.pathname;
  const method = request.method ?? 'GET';
  const git = isBelow ? gitRequestIn(path, url.search.slice(1)) : undefined;
  const headers = headersOf(request);
  const body = git === undefined ? await readBody(request) : undefined;
  const token =
    git === undefined ? validToken(state, family.credentialIn(headers)) : gitToken(family, state, request).token;
  const query = url.searchParams;
  const isGit = git !== undefined;
  const recorded: RecordedRequest = { method, path, query, headers, body, token, isGit, status: undefined };
  tools.requests.push(recorded);
  response.once('finish', () => (recorded.status = response.statusCode));
  if (!isBelow) return sendAnswer(response, { status: 404, text: 'Nothing is here.' });
  const fault = tools.faults.take({ method, path, isGit });
  if (fault !== undefined && (await playFault(tools, fault, response))) return undefined;
  if (git !== undefined) {
    const broken = (error: unknown): void => tools.judge.object(`A push could not be told: ${String(error)}`);
    return answerGit({ ...tools, broken }, git, request, response);
  }
  const call = { method, path, query, headers, body, token, person: token?.person, state, standIn: tools.standIn };
  return answer(tools, { ...call, variables: {} }, fault, response);
}

/** Whether that was all; the other faults spoil a real answer. */
async function playFault(tools: DoorTools, fault: Fault, response: ServerResponse): Promise<boolean> {
  if (fault.kind === 'status') {
    const { kind, ...said } = fault;
    sendAnswer(response, {
      ...(said.text === undefined ? { json: { message: `${kind} ${said.status}` } } : {}),
      ...said,
    });
    return true;
  }
  if (fault.kind === 'html') {
    sendAnswer(response, { status: fault.status ?? 200, text: '<!DOCTYPE html><html><title>Sign in</title></html>' });
    return true;
  }
  if (fault.kind === 'redirect') {
    sendAnswer(response, { status: fault.status ?? 302, headers: { location: fault.to }, text: '' });
    return true;
  }
  if (fault.kind !== 'silent') return false;
  await tools.faults.cleared();
  response.socket?.destroy();
  return true;
}

async function answer(
  tools: DoorTools,
  call: StandInCall,
  fault: Fault | undefined,
  response: ServerResponse,
): Promise<void> {
  tools.judge.judgeRequest(call);
  const found = await answerFrom(tools, call);
  tools.judge.judgeAnswer(call, { status: found.status, body: found.json });
  const whole = withEtag(tools.family, call, {
    ...found,
    headers: { ...tools.family.headersOf?.(call), ...found.headers },
  });
  if (fault === undefined) sendAnswer(response, whole);
  else spoil(response, whole, fault);
}

async function answerFrom({ family, router, state }: DoorTools, call: StandInCall): Promise<StandInAnswer> {
  const route = router.find(call.method, call.path);
  const given = family.credentialIn(call.headers);
  const isWelcome = (token: StandInToken | undefined, who: string): boolean =>
    who === 'own' || token !== undefined || (who === 'anyone' && given === undefined);
  if (!isWelcome(validToken(state, given), route?.for ?? 'anyone-known')) return family.refusals.unauthorized(call);
  if (route === undefined) return family.refusals.notFound(call);
  return route.handler({ ...call, variables: route.variables });
}

function withEtag(family: StandInFamily, call: StandInCall, whole: StandInAnswer): StandInAnswer {
  if (!family.sendsEtags || call.method !== 'GET' || whole.status !== 200 || whole.json === undefined) return whole;
  const digest = createHash('sha256').update(JSON.stringify(whole.json)).digest('hex').slice(0, 32);
  const headers = { ...whole.headers, etag: `W/"${digest}"` };
  const isKnown = (call.headers['if-none-match'] ?? '').includes(digest);
  return isKnown ? { status: 304, headers, text: '' } : { ...whole, headers };
}

function headersOf(request: IncomingMessage): Readonly<Record<string, string>> {
  const pairs = Object.entries(request.headers).map(([name, value]) => [name, String(value ?? '')] as const);
  return Object.fromEntries(pairs);
}
