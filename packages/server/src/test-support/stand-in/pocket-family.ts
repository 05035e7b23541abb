/** The smallest family there can be: it proves the stand-in, and shows newcomers what a family consists of. */

import { createHmac } from 'node:crypto';
import type { StandInEvent } from './events.ts';
import type { StandInFamily } from './family.ts';
import { fullNameOf, readableBy } from './state.ts';

export const pocket: StandInFamily = {
  id: 'pocket',
  version: '1.0',
  descriptions: [],
  credentialIn: (headers) => /^Bearer (.+)$/.exec(headers['authorization'] ?? '')?.[1],
  refusals: {
    unauthorized: () => ({ status: 401, json: { message: 'Who are you?' } }),
    notFound: () => ({ status: 404, json: { message: 'There is nothing here.' } }),
  },
  addRoutes(router) {
    router.on('GET', '/api/repositories', ({ state, person }) => ({
      status: 200,
      json: readableBy(state, person).map((repository) => ({ id: repository.id, name: fullNameOf(repository) })),
    }));
  },
  git: {
    tokenIn: (_user, password) => password,
    allows: () => true,
    pullRequestRef: (number) => `refs/pull/${number}/head`,
  },
  sendsEtags: true,
  async webhooksFor(event, hook) {
    if (!hook.events.includes(event.kind)) return [];
    const body = JSON.stringify({ kind: event.kind, what: whatHappened(event) });
    const signature = createHmac('sha256', hook.secret).update(body).digest('hex');
    return [{ event: event.kind, headers: { 'x-pocket-signature': signature }, body }];
  },
};

function whatHappened(event: StandInEvent): string {
  if (event.kind === 'push') return event.ref;
  if (event.kind === 'review') return event.review.verdict;
  return 'happening' in event ? event.happening : '';
}
