/** One HTTP exchange within limits. Redirects are followed only where the credential may go: to the same origin. */

import { Failure } from '@branchline/domain';
import { request as send } from 'undici';
import type { Dispatcher } from 'undici';
import { failureFromError, invalidResponse } from './failure-from.ts';
import type { Asked } from './failure-from.ts';
import type { AnswerHeaders } from './retry-after.ts';

export interface HttpLimits {
  /** For the whole exchange, redirects included. */
  readonly timeMilliseconds: number;
  /** Bytes of an answer's body; what goes beyond is not read. */
  readonly answerBytes: number;
  readonly redirects: number;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: string;
  /** The body went on beyond the limit. */
  readonly cut: boolean;
}

export interface ExchangeDetails {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly dispatcher: Dispatcher | undefined;
  readonly limits: HttpLimits;
}

// 300 and 304 are answers, 305 and 306 are of the past.
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** @throws Failure `unavailable` without an answer, `invalid-response` for a redirect that may not be followed */
export async function exchange(asked: Asked, details: ExchangeDetails): Promise<RawAnswer> {
  const signal = AbortSignal.timeout(details.limits.timeMilliseconds);
  let url = asked.url;
  for (let followed = 0; ; followed += 1) {
    const answer = await exchangeOnce({ ...asked, url }, details, signal);
    const location = answer.headers['location'];
    if (!redirects.has(answer.status) || typeof location !== 'string') return answer;
    if (followed >= details.limits.redirects) throw invalidResponse(asked, 'it sent us from page to page.');
    url = nextUrl(asked, url, answer.status, location);
  }
}

function nextUrl(asked: Asked, from: string, status: number, location: string): string {
  if (!URL.canParse(location, from)) throw invalidResponse(asked, 'it sent us to an address that is none.');
  const to = new URL(location, from);
  if (to.origin !== new URL(from).origin) {
    throw invalidResponse(
      asked,
      `it sent us on to ${to.host}, another host, where our credential may not go. Correct the address in the settings.`,
    );
  }
  const keepsMethod = asked.method === 'GET' || status === 307 || status === 308;
  if (!keepsMethod) throw invalidResponse(asked, `it sent a ${asked.method} on to ${to.host}${to.pathname}.`);
  return to.href;
}

async function exchangeOnce(asked: Asked, details: ExchangeDetails, signal: AbortSignal): Promise<RawAnswer> {
  try {
    const answer = await send(asked.url, {
      method: asked.method,
      headers: details.headers,
      body: details.body ?? null,
      signal,
      ...(details.dispatcher ? { dispatcher: details.dispatcher } : {}),
    });
    const { text, cut } = await readBody(answer.body, details.limits.answerBytes);
    return { status: answer.statusCode, headers: answer.headers, body: text, cut };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw failureFromError(asked, error);
  }
}

async function readBody(body: AsyncIterable<Buffer>, limit: number): Promise<{ text: string; cut: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    // Leaving the loop closes the connection.
    if (bytes > limit) return { text: Buffer.concat(chunks).toString('utf8'), cut: true };
    chunks.push(chunk);
  }
  return { text: Buffer.concat(chunks).toString('utf8'), cut: false };
}
