/** Turns what went wrong in an HTTP exchange into a Failure with a whole sentence and no secret. */

import { Failure } from '@branchline/domain';
import type { FailureKind, FailureOrigin, Secret } from '@branchline/domain';
import { retryAtFrom } from './retry-after.ts';
import type { AnswerHeaders } from './retry-after.ts';
import { scrub } from './scrub.ts';

/** Whom we are speaking to, for people and for the Failure. */
export interface OtherSide {
  readonly from: FailureOrigin;
  /** `Jira`, `GitLab` … */
  readonly name: string;
}

/** What was asked, and which secrets must not appear in any message about it. */
export interface Asked {
  readonly side: OtherSide;
  readonly method: string;
  readonly url: string;
  readonly secrets: readonly Secret[];
}

export interface Refusal {
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** The beginning of the answer's body. */
  readonly body: string;
}

const longestWords = 500;
const mostWords = 5;

/** The Failure for an answer outside 200–299. Its `cause` is the other side's own words, see `wordsOf`. */
export function failureFromAnswer(asked: Asked, refusal: Refusal, now: Date): Failure {
  const kind = kindOfStatus(refusal.status);
  const words = wordsIn(refusal.body).map((text) => scrub(text, asked.secrets).slice(0, longestWords));
  const said = words.length === 0 ? '' : ` It said: ${words.join(' ')}`;
  const message = `${asked.side.name} ${sentenceByKind[kind]} (${placeOf(asked)} answered ${refusal.status}).${said}`;
  const retryAt = kind === 'rate-limited' || kind === 'unavailable' ? retryAtFrom(refusal.headers, now) : undefined;
  return new Failure(kind, asked.side.from, message, { cause: words, ...(retryAt === undefined ? {} : { retryAt }) });
}

/** The Failure for an exchange that brought no answer: nobody there, cut off, too slow. */
export function failureFromError(asked: Asked, error: unknown): Failure {
  const reason = scrub(reasonOf(error), asked.secrets);
  return new Failure(
    'unavailable',
    asked.side.from,
    `${asked.side.name} could not be reached (${placeOf(asked)}): ${reason}. Check that this machine may connect to it.`,
  );
}

/** The Failure for an answer that arrived and makes no sense. */
export function invalidResponse(asked: Asked, problem: string): Failure {
  const message = `${asked.side.name} gave an answer that cannot be used (${placeOf(asked)}): ${problem}`;
  return new Failure('invalid-response', asked.side.from, scrub(message, asked.secrets));
}

/** What the other side itself said when it refused; empty when it said nothing readable. */
export function wordsOf(failure: Failure): readonly string[] {
  return Array.isArray(failure.cause) ? failure.cause.map(String) : [];
}

function kindOfStatus(status: number): FailureKind {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 409) return 'conflict';
  if (status === 429) return 'rate-limited';
  if (status === 408 || status >= 500) return 'unavailable';
  if (status >= 400) return 'rejected';
  return 'invalid-response';
}

const sentenceByKind: Readonly<Record<FailureKind, string>> = {
  unauthorized: 'refused our credential',
  forbidden: 'does not allow this to our account',
  'not-found': 'does not know what was asked for',
  conflict: 'says that somebody was faster',
  rejected: 'refused the request',
  'rate-limited': 'asks us to slow down',
  unavailable: 'is not available at the moment',
  'invalid-response': 'gave an answer that cannot be used',
  'invalid-signature': 'sent a wrong signature',
};

/** Method, host and path: the query may hold what people typed, and says little. */
function placeOf(asked: Asked): string {
  const url = new URL(asked.url);
  return scrub(`${asked.method} ${url.host}${url.pathname}`, asked.secrets);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown network error';
  if (error.name === 'TimeoutError' || /Timeout/.test(error.name)) return 'it did not answer in time';
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return code === undefined ? error.message : `${error.message} (${code})`;
}

/** Sentences in the common shapes of error bodies, or the beginning of plain text; nothing of a web page. */
function wordsIn(body: string): readonly string[] {
  const text = body.trim();
  if (text === '' || text.startsWith('<')) return [];
  try {
    return sentencesIn(JSON.parse(text)).slice(0, mostWords);
  } catch {
    return [text];
  }
}

function sentencesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(sentencesIn);
  if (typeof value !== 'object' || value === null) return [];
  const named = value as Readonly<Record<string, unknown>>;
  const fields = ['errorMessages', 'errors', 'message', 'error_description', 'error'];
  const found = fields.map((field) => sentencesIn(named[field])).find((sentences) => sentences.length > 0);
  return found ?? [];
}
