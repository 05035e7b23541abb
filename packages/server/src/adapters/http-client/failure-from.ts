/** Turns what went wrong in an HTTP exchange into a Failure with a whole sentence and no secret. */

import { Failure } from '@branchline/domain';
import type { FailureKind, FailureOrigin, NetworkSettings, Secret } from '@branchline/domain';
import { problemOfConnection } from './connection-problems.ts';
import type { Judgement } from './judgement.ts';
import { retryAtFrom } from './retry-after.ts';
import type { AnswerHeaders } from './retry-after.ts';
import { scrub } from './scrub.ts';

/** Whom we are speaking to, for people and for the Failure. */
export interface OtherSide {
  readonly from: FailureOrigin;
  /** `Jira`, `GitLab` … */
  readonly name: string;
  /** Where people change how it is reached; undefined where they cannot. */
  readonly networkSettings?: NetworkSettings;
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

/**
 * The Failure for an answer outside 200–299, or one that was judged to be a refusal. Its `cause` is the other side's
 * own words, see `wordsOf`.
 */
export function failureFromAnswer(asked: Asked, refusal: Refusal, now: Date, judgement?: Judgement): Failure {
  const kind = judgement?.kind ?? kindOfStatus(refusal.status);
  const words = wordsIn(refusal.body).map((text) => scrub(text, asked.secrets).slice(0, longestWords));
  const said = words.length === 0 ? '' : ` It said: ${words.join(' ')}`;
  const place = `${placeOf(asked)} answered ${refusal.status}`;
  const sentence =
    judgement?.sentence === undefined
      ? `${asked.side.name} ${sentenceByKind[kind]} (${place}).`
      : `${scrub(judgement.sentence, asked.secrets)} (${place}.)`;
  const isTemporary = kind === 'rate-limited' || kind === 'unavailable';
  const retryAt = judgement?.retryAt ?? (isTemporary ? retryAtFrom(refusal.headers, now) : undefined);
  const details = { cause: words, ...(retryAt === undefined ? {} : { retryAt }) };
  return new Failure(kind, asked.side.from, `${sentence}${said}`, details);
}

/** The Failure for an exchange that brought no answer: nobody there, cut off, too slow, not trusted. */
export function failureFromError(asked: Asked, error: unknown): Failure {
  const { kind, reason, remedy } = problemOfConnection(error, asked.side.networkSettings);
  const message = `${asked.side.name} could not be reached (${placeOf(asked)}): ${reason}. ${remedy}`;
  return new Failure(kind, asked.side.from, scrub(message, asked.secrets));
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

/** @param isSaid within a field that holds sentences, where others may stand under the names of what they are about */
function sentencesIn(value: unknown, isSaid = false): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((each) => sentencesIn(each, isSaid));
  if (typeof value !== 'object' || value === null) return [];
  const named = value as Readonly<Record<string, unknown>>;
  const fields = ['errorMessages', 'errors', 'message', 'error_description', 'error'];
  const found = fields.map((field) => sentencesIn(named[field], true)).find((sentences) => sentences.length > 0);
  return found ?? (isSaid ? Object.values(named).flatMap((each) => sentencesIn(each, true)) : []);
}
