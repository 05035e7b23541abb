/** A request with an Idempotency-Key is done once: whoever sends it again gets the answer that there was. */

import { createHash, createHmac } from 'node:crypto';
import { problemError, type Problem, type ProblemError } from '@branchline/contract';
import { Secret } from '@branchline/domain';
import type { SecretBox } from '../ports/secret-box.ts';
import type { IdempotentRequestTable, RequestIdentity } from '../ports/store/idempotent-requests.ts';
import { invalidRequest, problemOf } from './problems.ts';
import { canonical } from './versions.ts';

export interface IdempotencyDeps {
  readonly store: { readonly idempotentRequests: IdempotentRequestTable };
  readonly secretBox: SecretBox;
  /** Random text, another each time. */
  readonly randomToken: () => string;
}

/** What came. */
export interface KeyedRequest {
  readonly caller: string;
  /** The route's name. */
  readonly route: string;
  readonly key: string;
  /** Everything else that was sent, as it came: another content is another request. */
  readonly content: unknown;
}

export interface Answer {
  readonly status: number;
  /** Undefined: nothing to say. */
  readonly body: unknown;
}

/** How long an answer is kept. */
export const keptSeconds = 24 * 3600;
/** Longer than any request of ours may take. When a server dies over one, it may be done again after this. */
const leaseSeconds = 300;

/** The key that came. @throws ProblemError when it is no key */
export function idempotencyKeyFrom(header: string | readonly string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && /^[\x20-\x7e]{1,255}$/u.test(header)) return header;
  throw invalidRequest('The header Idempotency-Key takes 1 to 255 printable characters of ASCII, once.');
}

/**
 * Does the work, or finds what it came to. Refusals are kept as well; what failed on our side is not, nor what waits for
 * an account to be connected: they may be tried again.
 * @throws ProblemError when the same is under way, or the key was used for something else; what the work throws
 */
export async function doneOnce(
  deps: IdempotencyDeps,
  request: KeyedRequest,
  work: () => Promise<Answer>,
): Promise<Answer & { readonly isReplayed: boolean }> {
  const table = deps.store.idempotentRequests;
  const identity = identityOf(request);
  const place = answerPlace(identity);
  const attempt = deps.randomToken();
  // By the key, which is kept nowhere: nobody can guess from the digest what was sent.
  const requestDigest = createHmac('sha256', request.key).update(canonical(request.content)).digest('hex');
  const begun = await table.begin({ ...identity, requestDigest, attempt, leaseSeconds, keptSeconds });
  if (begun.outcome === 'under-way') throw underWay();
  if (begun.outcome === 'another-request') throw anotherRequest();
  if (begun.outcome === 'answered') {
    const { status, sealedAnswer } = begun;
    const body: unknown = sealedAnswer && JSON.parse(deps.secretBox.open(sealedAnswer, place).reveal());
    return { status, body, isReplayed: true };
  }
  const keep = ({ status, body }: Answer) => {
    const sealedAnswer = body === undefined ? undefined : deps.secretBox.seal(new Secret(JSON.stringify(body)), place);
    return table.finish(identity, attempt, { status, sealedAnswer });
  };
  try {
    const answer = await work();
    await keep(answer);
    return { ...answer, isReplayed: false };
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined || isForAnotherTry(problem)) await table.giveUp(identity, attempt);
    else await keep({ status: problem.status, body: problem });
    throw error;
  }
}

/** Nothing was done, and the same may come to something else. 428: the one who asks connects an account first. */
function isForAnotherTry({ status }: Problem): boolean {
  return status >= 500 || status === 428;
}

function identityOf({ caller, route, key }: KeyedRequest): RequestIdentity {
  return { caller, route, keyDigest: createHash('sha256').update(key).digest('hex') };
}

/** Where the answer to a request is sealed to. */
export function answerPlace({ caller, route, keyDigest }: RequestIdentity): string {
  return `idempotent-request/${caller}/${route}/${keyDigest}`;
}

function underWay(): ProblemError {
  return problemError({
    type: 'conflict',
    title: 'The same request is under way',
    status: 409,
    detail: 'A request with this Idempotency-Key came before and has no answer yet.',
    remedy: 'Send it again in a moment to get the answer of the first.',
  });
}

function anotherRequest(): ProblemError {
  return problemError({
    type: 'idempotency-key-reused',
    title: 'This Idempotency-Key belongs to another request',
    status: 422,
    detail: 'A request with this key and another content came within the last day. Nothing was done.',
    remedy: 'Use a new key for each request, and the same only to send the same again.',
  });
}
