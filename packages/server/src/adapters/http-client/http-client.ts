/** Speaks HTTP to the outside: time and size limits, polite repetition, answers parsed, every problem a Failure. */

import { Failure } from '@branchline/domain';
import type { Secret } from '@branchline/domain';
import type { Dispatcher } from 'undici';
import type { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { HeardClocks } from '../../ports/machine.ts';
import { exchange } from './exchange.ts';
import type { ExchangeDetails, HttpLimits, RawAnswer } from './exchange.ts';
import type { Asked, OtherSide } from './failure-from.ts';
import type { JudgedAnswer, Judgement } from './judgement.ts';
import { readAnswer, withRetryAt } from './read-answer.ts';
import type { AnswerHeaders } from './retry-after.ts';

/** One thing to ask. */
export interface HttpRequest<Answer> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Whole, or for clients of a `Network` also a path with its query below the base address. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly authorization?: { readonly scheme: 'Bearer' | 'Basic' | 'token'; readonly secret: Secret };
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as a web form; for those who speak OAuth. */
  readonly form?: Readonly<Record<string, string>>;
  /** Other secrets in the request: they are taken out of every message. */
  readonly secrets?: readonly Secret[];
  /** The `etag` of an earlier answer: when nothing changed, the service answers 304 and nothing more. */
  readonly ifNoneMatch?: string | undefined;
  /** Which of the service's counts this request is on, where it is not the ordinary one: `search`. */
  readonly resource?: string;
  /** Asking twice does no more than asking once, so that a doubtful exchange may be repeated. */
  readonly repeatable: boolean;
  /** `text` gives the body to `answer` as it is. JSON unless said. */
  readonly expects?: 'json' | 'text';
  /** What an answer between 200 and 299 must look like; an empty body is `undefined`, as text `''`. */
  readonly answer: z.ZodType<Answer>;
}

export interface WholeAnswer<Answer> {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly answer: Answer;
}

export interface HttpClient {
  /** @throws Failure of every kind but `invalid-signature`; `retryAt` is set whenever it is `rate-limited` */
  ask<Answer>(request: Omit<HttpRequest<Answer>, 'ifNoneMatch'>): Promise<Answer>;
  /** The same with status and headers. With `ifNoneMatch`, `answer` is undefined when the status is 304. */
  askWhole<Answer>(request: HttpRequest<Answer> & { readonly ifNoneMatch?: undefined }): Promise<WholeAnswer<Answer>>;
  askWhole<Answer>(request: HttpRequest<Answer>): Promise<WholeAnswer<Answer | undefined>>;
}

/** Keeps an allowance of requests. */
export interface Meter {
  /**
   * Asked before each request; what it returns is told how the request ended.
   * @throws Failure `rate-limited` with `retryAt` when the request may not be sent now
   */
  admit(resource: string | undefined): Promise<(outcome: RequestOutcome) => Promise<void>>;
}

/** How a request ended. */
export interface RequestOutcome {
  /** Undefined without an answer. */
  readonly headers: AnswerHeaders | undefined;
  readonly failure: Failure | undefined;
}

export interface HttpClientTools {
  readonly side: OtherSide;
  readonly clock: Clock;
  readonly log: Log;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Makes a request's address whole, and refuses those that lead elsewhere; as they are by default. */
  readonly addressOf?: (url: string) => string;
  /** How connections are made (proxy, certificates); undici's own by default. */
  readonly dispatcher?: Dispatcher;
  readonly limits?: Partial<HttpLimits>;
  readonly meter?: Meter;
  /** Told what time the other side says it is. */
  readonly clocks?: Pick<HeardClocks, 'hear'>;
  readonly judge?: (refusal: JudgedAnswer, now: Date) => Judgement | undefined;
}

// Atlassian's advice for 429 and 503 (rate limiting, "build an app that respects rate limits"): then the queue waits.
const pauseSeconds = [2, 4, 8, 16];
const leastJitter = 0.7;
const jitterWidth = 0.6;
// Whoever asks for more patience than this gets it from the durable queue, which survives a restart.
const longestPauseMilliseconds = 20_000;

const ordinaryLimits: HttpLimits = { timeMilliseconds: 30_000, answerBytes: 16 * 1024 * 1024, redirects: 3 };

/** A client for one other side. It keeps no state between requests but undici's connections. */
export function createHttpClient(tools: HttpClientTools): HttpClient {
  const limits = { ...ordinaryLimits, ...tools.limits };

  async function askWhole<Answer>(request: HttpRequest<Answer>): Promise<WholeAnswer<Answer>> {
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

  return { askWhole, ask: async (request) => (await askWhole(request)).answer };
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

async function askOnce<Answer>(
  tools: HttpClientTools,
  limits: HttpLimits,
  request: HttpRequest<Answer>,
): Promise<WholeAnswer<Answer>> {
  const url = tools.addressOf?.(request.url) ?? request.url;
  const secrets = [...(request.secrets ?? []), ...(request.authorization ? [request.authorization.secret] : [])];
  const asked: Asked = { side: tools.side, method: request.method, url, secrets };
  const details: ExchangeDetails = {
    headers: headersOf(request),
    body: bodyOf(request),
    dispatcher: tools.dispatcher,
    limits,
  };
  const settle = await tools.meter?.admit(request.resource);
  let headers: AnswerHeaders | undefined;
  try {
    const answer = await exchange(asked, details);
    ({ headers } = answer);
    hearClock(tools, url, headers);
    const whole = wholeFrom(tools, asked, answer, request);
    await settle?.({ headers, failure: undefined });
    return whole;
  } catch (error) {
    const named = error instanceof Failure && tools.meter ? withRetryAt(error, tools.clock.now()) : error;
    await settle?.({ headers, failure: named instanceof Failure ? named : undefined });
    throw named;
  }
}

/** Waits for the answer count as theirs being behind; they are short beside what matters. */
function hearClock({ clocks, clock }: HttpClientTools, url: string, headers: AnswerHeaders): void {
  const { date } = headers;
  const host = URL.parse(url)?.host;
  if (host !== undefined && typeof date === 'string') clocks?.hear(host, date, clock.now());
}

function wholeFrom<Answer>(
  tools: HttpClientTools,
  asked: Asked,
  answer: RawAnswer,
  request: HttpRequest<Answer>,
): WholeAnswer<Answer> {
  const { status, headers } = answer;
  // Only those who sent an etag get here, and their type says that the answer may be missing.
  if (status === 304 && request.ifNoneMatch !== undefined) return { status, headers, answer: undefined as Answer };
  const { expects = 'json', answer: shape } = request;
  return {
    status,
    headers,
    answer: readAnswer(answer, { asked, expects, shape, judge: tools.judge, now: tools.clock.now() }),
  };
}

function headersOf(request: HttpRequest<unknown>): Record<string, string> {
  const { authorization, ifNoneMatch } = request;
  return {
    accept: request.expects === 'text' ? '*/*' : 'application/json',
    'user-agent': 'Branchline',
    ...(request.json === undefined ? {} : { 'content-type': 'application/json' }),
    ...(request.form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    ...(ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch }),
    ...request.headers,
    ...(authorization ? { authorization: `${authorization.scheme} ${authorization.secret.reveal()}` } : {}),
  };
}

function bodyOf({ json, form }: HttpRequest<unknown>): string | undefined {
  if (form !== undefined) return new URLSearchParams(form).toString();
  return json === undefined ? undefined : JSON.stringify(json);
}
