/** Starts a small stateful server that speaks one Git service's API, with real git behind it. See family.ts. */

import { ownCertificate } from '../certificates.ts';
import type { GitPlayground } from '../git-playground.ts';
import { addHook, addOwner, addPerson, addToken, createState, someone } from './create-state.ts';
import type { StandInFamily } from './family.ts';
import { createFaults } from './faults.ts';
import { createJudge } from './judge.ts';
import { listen } from './listen.ts';
import { pullRequestStories } from './pull-request-stories.ts';
import { repositoryStories } from './repository-stories.ts';
import { createDoor } from './request-door.ts';
import { createRouter } from './router.ts';
import type { RecordedRequest, StandIn } from './stand-in.ts';
import { createWebhookSender } from './webhook-sender.ts';

export interface StandInOptions {
  /** `/gitlab`: everything lies below it. */
  readonly prefix?: string;
  /** Speaks https with a certificate that nobody trusts; `standIn.certificate` is what to trust. Needs openssl. */
  readonly https?: boolean;
  readonly host?: '127.0.0.1' | '::1';
  /** 2026-03-01 12:00 UTC unless given. */
  readonly now?: Date;
}

const firstMoment = Date.UTC(2026, 2, 1, 12);

export async function startStandIn(family: StandInFamily, options: StandInOptions = {}): Promise<StandIn> {
  const { prefix = '', host = '127.0.0.1' } = options;
  const state = createState(family.version, options.now ?? new Date(firstMoment));
  const faults = createFaults();
  const judge = createJudge(family);
  const router = createRouter();
  family.addRoutes(router);
  const sender = createWebhookSender(family, state);
  const playgrounds: GitPlayground[] = [];
  const tools = { family, state, sender, playgrounds };
  const requests: RecordedRequest[] = [];
  const tls = options.https === true ? ownCertificate() : undefined;

  const standIn: StandIn = {
    get url() {
      return state.url;
    },
    certificate: tls?.cert,
    state,
    faults,
    requests,
    violations: () => judge.violations,
    object: (problem) => judge.object(problem),
    addPerson: (wish) => addPerson(state, wish),
    addOwner: (path, kind = 'organization') => addOwner(state, path, kind),
    addToken(person, wish) {
      const token = addToken(state, person, wish);
      family.prepare?.({ token }, state);
      return token;
    },
    addHook: (place, wish) => addHook(state, place, wish),
    ...repositoryStories(tools),
    ...pullRequestStories(tools),
    ping: (hook, by = someone(state)) => sender.tell({ kind: 'ping', hook, by }),
    redeliver: (hook, delivery) => sender.redeliver(hook, delivery),
    async close() {
      faults.clear();
      await server.close();
      for (const playground of playgrounds) await playground.remove();
      if (judge.violations.length > 0)
        throw new Error(`Not as described:\n${[...new Set(judge.violations)].join('\n')}`);
    },
  };
  const server = await listen(createDoor({ ...tools, prefix, faults, judge, router, requests, standIn }), host, tls);
  state.url = `${server.origin}${prefix}`;
  return standIn;
}
