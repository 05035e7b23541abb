/** Speaks HTTP to the outside: time and size limits, polite repetition, answers parsed, every problem a Failure. */

import { Failure } from '@branchline/domain';
import type { Secret } from '@branchline/domain';
import type { Dispatcher } from 'undici';
import type { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { exchange } from './exchange.ts';
import type { HttpLimits, RawAnswer } from './exchange.ts';
import { failureFromAnswer, invalidResponse } from './failure-from.ts';
import type { Asked, OtherSide } from './failure-from.ts';

/** One thing to ask. */
export interface HttpRequest<Answer> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly authorization?: { readonly scheme: 'Bearer' | 'Basic' | 'token'; readonly secret: Secret };
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Other secrets in the request: they are taken out of every message. */
  readonly secrets?: readonly Secret[];
  /** Asking twice does no more than asking once, so that a doubtful exchange may be repeated. */
  readonly repeatable: boolean;
  /** What an answer between 200 and 299 must look like; an empty body is `undefined`. */
  readonly answer: z.ZodType<Answer>;
}

export interface HttpClient {
  /** @throws Failure of every kind but `invalid-signature`; `retryAt` is set whenever it is `rate-limited` */
  ask<Answer>(request: HttpRequest<Answer>): Promise<Answer>;
}

export interface HttpClientTools {
  readonly side: OtherSide;
  readonly clock: Clock;
  readonly log: Log;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** How connections are made (proxy, certificates); undici's own by default. */
  readonly dispatcher?: Dispatcher;
  readonly limits?: Partial<HttpLimits>;
}

// Atlassian's advice for 429 and 503 (rate limiting, "build an app that respects rate limits"): then the queue waits.
const pauseSeconds = [2, 4, 8, 16];
const leastJitter = 0.7;
const jitterWidth = 0.6;
// Whoever asks for more patience than this gets it from the durable queue, which survives a restart.
const longestPauseMilliseconds = 20_000;
const unnamedPauseMilliseconds = 60_000;

const ordinaryLimits: HttpLimits = { timeMilliseconds: 30_000, answerBytes: 16 * 1024 * 1024, redirects: 3 };

/** A client for one other side. It keeps no state between requests but undici's connections. */
export function createHttpClient(tools: HttpClientTools): HttpClient {
  const limits = { ...ordinaryLimits, ...tools.limits };

  async function ask<Answer>(request: HttpRequest<Answer>): Promise<Answer> {
    for (let repetition = 0; ; repetition += 1) {
      try {
        return await askOnce(tools, limits, request);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        const pause = request.repeatable ? pauseBefore(tools, error, repetition) : undefined;
        if (pause === undefined) throw withRetryAt(error, tools.clock.now());
        tools.log.info(`${tools.side.name} is asked again after a pause`, {
          because: error.message,
          milliseconds: pause,
        });
        await tools.sleep(pause);
      }
    }
  }

  return { ask };
}

/** Milliseconds to wait before asking again, or undefined when it is not for us to wait. */
function pauseBefore(tools: HttpClientTools, failure: Failure, repetition: number): number | undefined {
  if (failure.kind !== 'rate-limited' && failure.kind !== 'unavailable') return undefined;
  const seconds = pauseSeconds[repetition];
  if (seconds === undefined) return undefined;
  const wanted = failure.retryAt === undefined ? 0 : failure.retryAt.getTime() - tools.clock.now().getTime();
  if (wanted > longestPauseMilliseconds) return undefined;
  const jittered = seconds * 1000 * (leastJitter + jitterWidth * tools.random());
  return Math.round(Math.max(wanted, jittered));
}

function withRetryAt(failure: Failure, now: Date): Failure {
  if (failure.kind !== 'rate-limited' || failure.retryAt !== undefined) return failure;
  const retryAt = new Date(now.getTime() + unnamedPauseMilliseconds);
  return new Failure(failure.kind, failure.from, failure.message, { cause: failure.cause, retryAt });
}

async function askOnce<Answer>(
  tools: HttpClientTools,
  limits: HttpLimits,
  request: HttpRequest<Answer>,
): Promise<Answer> {
  const secrets = [...(request.secrets ?? []), ...(request.authorization ? [request.authorization.secret] : [])];
  const asked: Asked = { side: tools.side, method: request.method, url: request.url, secrets };
  const answer = await exchange(asked, {
    headers: headersOf(request),
    body: request.json === undefined ? undefined : JSON.stringify(request.json),
    dispatcher: tools.dispatcher,
    limits,
  });
  if (answer.status < 200 || answer.status > 299) throw failureFromAnswer(asked, answer, tools.clock.now());
  return parseAnswer(asked, answer, request.answer);
}

function headersOf(request: HttpRequest<unknown>): Record<string, string> {
  const { authorization } = request;
  return {
    accept: 'application/json',
    'user-agent': 'Branchline',
    ...(request.json === undefined ? {} : { 'content-type': 'application/json' }),
    ...request.headers,
    ...(authorization ? { authorization: `${authorization.scheme} ${authorization.secret.reveal()}` } : {}),
  };
}

function parseAnswer<Answer>(asked: Asked, answer: RawAnswer, schema: z.ZodType<Answer>): Answer {
  if (answer.cut) throw invalidResponse(asked, 'it is larger than we accept.');
  const parsed = schema.safeParse(jsonFrom(asked, answer.body));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalidResponse(asked, `at "${issue?.path.join('.') ?? ''}": ${issue?.message ?? 'it has another shape'}.`);
}

function jsonFrom(asked: Asked, body: string): unknown {
  if (body.trim() === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    throw invalidResponse(asked, 'it is not JSON.');
  }
}
