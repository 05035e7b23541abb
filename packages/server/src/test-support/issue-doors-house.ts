/** Doors of the contract over one linked issue that is to be seen, and one that is not, with whoever asks named by a header. */

import { routes, type Route, type RouteAccess, type RouteName } from '@branchline/contract';
import type { IssueKey, JiraSiteId, ProjectKey } from '@branchline/domain';
import Fastify from 'fastify';
import { createHandlers } from '../http/handlers.ts';
import { mountRoutes } from '../http/mount-routes.ts';
import { problemOf } from '../http/problems.ts';
import type { Caller } from '../ports/caller.ts';
import { commitOf, linksTo } from './example-rows.ts';
import { peopleWith, sight, type Rights } from './jira-sight.ts';
import { addExamples, startTestServer, type TestServer } from './test-server.ts';

/** An answer as it came. */
export interface DoorAnswer {
  readonly statusCode: number;
  readonly body: string;
  json(): unknown;
}

export interface IssueDoors {
  readonly test: TestServer;
  /** By the header `as`: a name among the callers, nobody for any other. */
  readonly ask: (route: Route, path: string, as: string, body?: object) => Promise<DoorAnswer>;
  readonly stop: () => Promise<void>;
}

export const siteId = 1 as JiraSiteId;

const named = Object.entries(routes) as readonly (readonly [RouteName, Route])[];

export function routesFor(access: RouteAccess): readonly (readonly [RouteName, Route])[] {
  return named.filter(([, route]) => route.access === access);
}

/** Routes into the files and the history of repositories, which browse-doors.test.ts tries one and all. */
export function looksIntoRepositories({ path }: Route): boolean {
  return /^\/api\/v1\/(?:browse|projects)\b/u.test(path);
}

/** What must not be in an answer: words of the commit, its hash, where it is, and what Jira says of the issue. */
export const hiddenHash = commitOf(1).hash;
export const marks = [
  'Hidden words',
  hiddenHash,
  hiddenHash.slice(0, 10),
  '"code"',
  'team/code',
  'Secret summary',
  'XYZ-1',
];

export function marksIn(text: string): readonly string[] {
  return marks.filter((mark) => text.includes(mark));
}

/** By the name of the account at Jira. `ABC-1` is linked and associated, `XYZ-1` only linked. */
export const jiraRights: Readonly<Record<string, Rights>> = {
  'somebody without Browse': { 'ABC-1': ['VIEW_DEV_TOOLS'], 'XYZ-1': ['VIEW_DEV_TOOLS'] },
  'somebody without View Development Tools': { 'ABC-1': ['BROWSE_PROJECTS'], 'XYZ-1': ['BROWSE_PROJECTS'] },
  'somebody for whom the issue is restricted': { 'ABC-2': sight, 'ABC-3': sight },
  'somebody of a project that is not associated': { 'XYZ-1': sight },
};

/** @param callers by name; may grow later. `sees` at Jira may see `ABC-1`. */
export async function openIssueDoors(callers: Readonly<Record<string, Caller>>): Promise<IssueDoors> {
  const test = await startTestServer();
  await addExamples(test);
  await addIssues(test);
  const { deps } = test;
  const people = peopleWith((account) => (account === 'sees' ? { 'ABC-1': sight } : (jiraRights[account] ?? {})));
  const jiraSite: typeof deps.jiraSite = (...about) => ({ ...deps.jiraSite(...about), people });
  const server = Fastify();
  server.setErrorHandler((error, _request, reply) => {
    const problem = problemOf(error);
    return reply.code(problem?.status ?? 500).send(problem ?? { error });
  });
  mountRoutes(server, deps, createHandlers({ ...deps, jiraSite }), {
    prefix: '',
    opens: () => true,
    callerOf: async ({ headers }) => callers[String(headers['as'])],
  });
  return {
    test,
    ask: (route, path, as, body) =>
      server.inject({
        method: route.method,
        url: `${route.path.replace(/\/:.*$/, '')}${path}`,
        headers: { as },
        ...(body === undefined ? {} : { payload: body }),
      }),
    async stop() {
      await server.close();
      await test.stop();
    },
  };
}

async function addIssues({ deps: { store, clock } }: TestServer): Promise<void> {
  const [repository] = await store.repositories.list();
  if (repository === undefined) throw new Error('There is no repository.');
  const commit = commitOf(1, { message: 'ABC-1 Hidden words for XYZ-1' });
  await store.development.saveCommits(repository.id, [{ commit, links: linksTo('ABC-1', 'XYZ-1') }], true);
  const place = { jiraSiteId: siteId, integrationId: repository.integrationId, repositoryId: undefined };
  const nobody: readonly ProjectKey[] = [];
  const grants = { see: ['ABC' as ProjectKey], 'create-branch': nobody, 'create-pull-request': nobody };
  await store.associations.save(place, { ...grants, 'smart-commit': nobody });
  const issues = ['ABC-1', 'XYZ-1'].map((key, place) => ({
    id: String(place),
    key: key as IssueKey,
    summary: 'Secret summary',
    type: 'Bug',
    status: 'Done',
  }));
  await store.knownIssues.save(siteId, issues, clock.now());
}
