/** Reads an answer: a refusal becomes a Failure, a body what the shape says. */

import { Failure } from '@branchline/domain';
import type { z } from 'zod';
import type { RawAnswer } from './exchange.ts';
import { failureFromAnswer, invalidResponse } from './failure-from.ts';
import type { Asked } from './failure-from.ts';
import type { JudgedAnswer, Judgement } from './judgement.ts';

/** How to read it. */
export interface Reading<Answer> {
  readonly asked: Asked;
  /** Text is given to the shape as it is. */
  readonly expects: 'json' | 'text';
  readonly shape: z.ZodType<Answer>;
  /** Sees first what is not as it should be. */
  readonly judge: ((refusal: JudgedAnswer, now: Date) => Judgement | undefined) | undefined;
  readonly now: Date;
}

// Enough to tell a sign-in page or "Retry later" by; a judge reads no novels.
const judgedCharacters = 4000;

/** @throws Failure for a refusal, and for a body that is not of the shape */
export function readAnswer<Answer>(answer: RawAnswer, reading: Reading<Answer>): Answer {
  const { asked, judge, now } = reading;
  const judged = (): Judgement | undefined =>
    judge?.({ status: answer.status, headers: answer.headers, body: answer.body.slice(0, judgedCharacters) }, now);
  if (answer.status < 200 || answer.status > 299) throw failureFromAnswer(asked, answer, now, judged());
  if (answer.cut) throw invalidResponse(asked, 'it is larger than we accept.');
  const body = reading.expects === 'text' ? { value: answer.body } : jsonFrom(answer);
  if (body.problem !== undefined) {
    const judgement = judged();
    if (judgement !== undefined) throw failureFromAnswer(asked, answer, now, judgement);
    throw invalidResponse(asked, body.problem);
  }
  const parsed = reading.shape.safeParse(body.value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalidResponse(asked, `at "${issue?.path.join('.') ?? ''}": ${issue?.message ?? 'it has another shape'}.`);
}

function jsonFrom({ headers, body }: RawAnswer): { readonly value?: unknown; readonly problem?: string } {
  const text = body.trim();
  if (text === '') return { value: undefined };
  const type = String(headers['content-type'] ?? '');
  if (text.startsWith('<') || /html/i.test(type)) return { problem: webPage };
  if (type !== '' && !/json/i.test(type)) return { problem: `it calls itself "${type}", and JSON was expected.` };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { problem: 'it is not JSON, or was cut off before its end.' };
  }
}

const webPage =
  'it is a web page and not data: a page to sign in, or one of a proxy or another server. Check the address in the settings.';

/** `failure`, naming a moment when it is a rate limit that names none. */
export function withRetryAt(failure: Failure, now: Date): Failure {
  if (failure.kind !== 'rate-limited' || failure.retryAt !== undefined) return failure;
  const retryAt = new Date(now.getTime() + unnamedPauseMilliseconds);
  return new Failure(failure.kind, failure.from, failure.message, { cause: failure.cause, retryAt });
}

const unnamedPauseMilliseconds = 60_000;
