/** The smallest family there can be: it proves the stand-in, and shows newcomers what a family consists of. */

import { createHmac } from 'node:crypto';
import type { StandInEvent } from './events.ts';
import type { Router, StandInAnswer, StandInCall, StandInFamily } from './family.ts';
import { pageOf } from './page-of.ts';
import {
  commentCountOf,
  fullNameOf,
  mayReach,
  readableBy,
  verdictsOf,
  type StandInPerson,
  type StandInPullRequest,
  type StandInRepository,
  type StandInState,
} from './state.ts';

export const pocket: StandInFamily = {
  id: 'pocket',
  version: '1.0',
  descriptions: [],
  credentialIn: (headers) => /^Bearer (.+)$/.exec(headers['authorization'] ?? '')?.[1],
  refusals: {
    unauthorized: () => ({ status: 401, json: { message: 'Who are you?' } }),
    notFound: () => ({ status: 404, json: { message: 'There is nothing here.' } }),
  },
  addRoutes,
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

function addRoutes(router: Router): void {
  router.on('GET', '/api/me', ({ token, state }) => ({
    status: 200,
    json: { ...personJson(token?.person), rights: token?.scopes, version: state.version },
  }));
  router.on('GET', '/api/repositories', (call) =>
    pageOfAll(call, readableBy(call.state, call.person), (one) => repositoryJson(one, call.state)),
  );
  router.on('GET', '/api/owners/:owner/repositories', (call) => {
    const all = readableBy(call.state, call.person).filter(({ owner }) => owner.path === call.variables['owner']);
    return pageOfAll(call, all, (one) => repositoryJson(one, call.state));
  });
  router.on('GET', '/api/repositories/:id', (call) =>
    withRepository(call, (repository) => ({ status: 200, json: repositoryJson(repository, call.state) })),
  );
  router.on('GET', '/api/repositories/:id/pull-requests', (call) =>
    withRepository(call, ({ pullRequests }) => {
      const since = new Date(call.query.get('since') ?? 0);
      const changed = pullRequests.filter(({ updatedAt }) => updatedAt >= since);
      const newestFirst = changed.toSorted((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime());
      return pageOfAll(call, newestFirst, (one) => pullRequestJson(one, call.state));
    }),
  );
  router.on('GET', '/api/repositories/:id/pull-requests/:number', (call) =>
    withRepository(call, ({ pullRequests }) => {
      const found = pullRequests.find(({ number }) => String(number) === call.variables['number']);
      if (found === undefined) return pocket.refusals.notFound(call);
      const verdicts = [...verdictsOf(found)].map(([person, verdict]) => ({ person: personJson(person), verdict }));
      return {
        status: 200,
        json: { ...pullRequestJson(found, call.state), verdicts, comments: commentCountOf(found) },
      };
    }),
  );
}

function withRepository(call: StandInCall, answer: (repository: StandInRepository) => StandInAnswer): StandInAnswer {
  const found = call.state.repositories.find(({ id }) => String(id) === call.variables['id']);
  if (found === undefined || !mayReach(found, call.person, 'read')) return pocket.refusals.notFound(call);
  return answer(found);
}

function pageOfAll<Thing>(call: StandInCall, all: readonly Thing[], json: (thing: Thing) => unknown): StandInAnswer {
  const { items, link } = pageOf(call, all, { sizeParameter: 'size', standardSize: 50, largestSize: 100 });
  return { status: 200, headers: link === '' ? {} : { link }, json: items.map(json) };
}

function personJson(person: StandInPerson | undefined) {
  return person && { id: person.id, login: person.login, name: person.name };
}

function repositoryJson(repository: StandInRepository, { url }: StandInState) {
  const name = fullNameOf(repository);
  const { id, isArchived: archived, pushedAt } = repository;
  const addresses = { clone: `${url}/${name}.git`, page: `${url}/${name}` };
  return { id, name, archived, empty: pushedAt === undefined, pushed: pushedAt, ...addresses };
}

function pullRequestJson(pullRequest: StandInPullRequest, { url }: StandInState) {
  const { number, title, description, state, isDraft: draft, source, targetBranch: target, head } = pullRequest;
  const { createdAt: created, updatedAt: updated, closedAt: closed, mergeCommit: merge } = pullRequest;
  const from = source.repository && fullNameOf(source.repository);
  const page = `${url}/${fullNameOf(pullRequest.repository)}/pull/${number}`;
  const told = { number, title, description, state, draft, branch: source.branch, target, head, merge, page };
  return {
    ...told,
    from,
    fork: source.repository !== pullRequest.repository,
    author: personJson(pullRequest.author),
    created,
    updated,
    closed,
  };
}
