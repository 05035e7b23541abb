/** The suite: every no of a service becomes the right failure, with a message that helps, and the right follow-up. */

import { afterFailure, type AfterFailure, type FailureKind } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import { startHookTaker } from '../stand-in/hook-taker.ts';
import type { Fault } from '../stand-in/faults.ts';
import type { GitServiceFacts } from './facts.ts';
import { inScene, listAll } from './scene.ts';

interface Case {
  readonly fault: Fault;
  readonly kind: FailureKind;
  readonly verdict: AfterFailure['verdict'];
  readonly retryAfter?: number;
  readonly says?: RegExp;
}

const inAnHour = { 'retry-after': '3600' };

/** The same for all services. */
const cases: Readonly<Record<string, Case>> = {
  '401': { fault: status(401), kind: 'unauthorized', verdict: 'pause' },
  '403': { fault: status(403), kind: 'forbidden', verdict: 'give-up' },
  '404': { fault: status(404), kind: 'not-found', verdict: 'give-up' },
  '409': { fault: status(409), kind: 'conflict', verdict: 'give-up' },
  '410': { fault: status(410), kind: 'not-found', verdict: 'give-up' },
  '422': { fault: status(422), kind: 'rejected', verdict: 'give-up' },
  '429 with Retry-After': {
    fault: status(429, inAnHour),
    kind: 'rate-limited',
    verdict: 'retry',
    retryAfter: 3600,
  },
  '429 in plain text': {
    fault: {
      kind: 'status',
      status: 429,
      headers: { ...inAnHour, 'content-type': 'text/plain' },
      text: 'Retry later\n',
    },
    kind: 'rate-limited',
    verdict: 'retry',
    retryAfter: 3600,
  },
  '429 without a time': { fault: status(429), kind: 'rate-limited', verdict: 'retry', retryAfter: 60 },
  '500': { fault: status(500), kind: 'unavailable', verdict: 'retry' },
  '502 of a proxy': { fault: { kind: 'html', status: 502 }, kind: 'unavailable', verdict: 'retry' },
  '503 with Retry-After': { fault: status(503, inAnHour), kind: 'unavailable', verdict: 'retry', retryAfter: 3600 },
  'HTML instead of JSON': {
    fault: { kind: 'html' },
    kind: 'invalid-response',
    verdict: 'retry',
    says: /web page|sign in/i,
  },
  'truncated JSON': { fault: { kind: 'truncated' }, kind: 'invalid-response', verdict: 'retry' },
  'a wrong content type': {
    fault: { kind: 'content-type', type: 'text/plain' },
    kind: 'invalid-response',
    verdict: 'retry',
    says: /text\/plain/,
  },
  'JSON of another shape': {
    fault: { kind: 'changed', change: () => ({ nothing: 'of the kind' }) },
    kind: 'invalid-response',
    verdict: 'retry',
  },
  'a connection that is cut': { fault: { kind: 'cut' }, kind: 'unavailable', verdict: 'retry' },
};

export function describeRefusals(facts: GitServiceFacts): void {
  describe('a refusal', () => {
    const own = facts.refusals.map(({ name, ...refusal }): readonly [string, Case] => {
      return [name, { ...refusal, verdict: verdictOf(refusal.kind) }];
    });
    it.each([...Object.entries(cases), ...own])('%s', (_name, wanted) =>
      inScene(facts, async (scene) => {
        scene.standIn.faults.add({ fault: wanted.fault });
        const failure = await scene.refused(listAll(scene.connect()));
        expect([failure.kind, failure.from]).toEqual([wanted.kind, 'git-service']);
        expect(failure.message).toMatch(wanted.says ?? /./);
        const { retryAfter } = wanted;
        const retryAt =
          retryAfter === undefined ? failure.retryAt : new Date(scene.now().getTime() + retryAfter * 1000);
        expect(failure.retryAt).toEqual(retryAt);
        expect(afterFailure(failure, 1, scene.now(), 0).verdict).toBe(wanted.verdict);
      })(),
    );

    it(
      'is told of pull requests and of writing, too',
      inScene(facts, async ({ standIn, connect, remote, refused }) => {
        const repository = await remote();
        const { pullRequests, actions } = connect();
        standIn.faults.add({ fault: status(429, inAnHour) });
        const walk = pullRequests?.changedSince(repository, { since: undefined })[Symbol.asyncIterator]();
        const asked = [walk?.next(), actions?.createBranch(repository, 'new', 'main')];
        for (const work of asked.filter((one) => one !== undefined)) {
          expect((await refused(work)).kind).toBe('rate-limited');
        }
      }),
    );

    it(
      'of a credential that is revoked pauses',
      inScene(facts, async ({ standIn, connect, refused }) => {
        const connection = connect();
        for (const token of standIn.state.tokens) token.isRevoked = true;
        expect((await refused(connection.check())).kind).toBe('unauthorized');
        expect((await refused(listAll(connection))).kind).toBe('unauthorized');
      }),
    );
  });
  describeLostAnswers(facts);
}

function describeLostAnswers(facts: GitServiceFacts): void {
  it(
    'never waits for ever',
    inScene(facts, async ({ standIn, connect, refused }) => {
      standIn.faults.add({ fault: { kind: 'silent' } });
      const failure = await refused(listAll(connect({ limits: { timeMilliseconds: 30 } })));
      expect(failure.kind).toBe('unavailable');
      expect(failure.message).toContain('in time');
    }),
  );

  it(
    'is not led to another host with its credential',
    inScene(facts, async ({ standIn, connect, refused }) => {
      const other = await startHookTaker();
      try {
        standIn.faults.add({ fault: { kind: 'redirect', to: other.url } });
        const failure = await refused(listAll(connect()));
        expect(failure.kind).toBe('invalid-response');
        expect(failure.message).toContain(new URL(other.url).host);
        expect(other.taken).toEqual([]);
      } finally {
        await other.close();
      }
    }),
  );
}

function status(code: number, headers: Readonly<Record<string, string>> = {}): Fault {
  return { kind: 'status', status: code, headers, json: { message: 'The service says no.' } };
}

function verdictOf(kind: FailureKind): AfterFailure['verdict'] {
  if (kind === 'unauthorized') return 'pause';
  return ['rate-limited', 'unavailable', 'invalid-response'].includes(kind) ? 'retry' : 'give-up';
}
