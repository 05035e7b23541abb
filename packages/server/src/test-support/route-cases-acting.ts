/** How the routes that act from an issue are asked by the tests of all routes. */

import type { RouteName } from '@branchline/contract';
import { Secret, type AccountId, type IntegrationId, type JiraSiteId, type ProjectKey } from '@branchline/domain';
import { sealCredential } from '../features/integrations/stored-credential.ts';
import { personalConnectionPlace } from '../ports/store/personal-connections.ts';
import type { RouteCase } from './route-case.ts';
import { person } from './signed-service.ts';
import type { TestServer } from './test-server.ts';

/** Its id, in a house that has the examples and nothing more. */
const repositoryId = 2;

/** A repository at a service that can act, where its account may stand in for people. */
async function prepare({ deps: { store } }: TestServer): Promise<void> {
  const [integrationId, jiraSiteId] = [2 as IntegrationId, 1 as JiraSiteId];
  await store.integrations.change(integrationId, { requiresPersonalToken: false });
  const cloneUrl = 'https://signed.example/acme/app.git';
  const { id } = await store.repositories.save(integrationId, {
    remoteId: 'acting',
    name: 'acme/app',
    cloneUrl,
    webUrl: undefined,
  });
  if (id !== repositoryId) throw new Error(`The repository got the id ${id}.`);
  const all = ['ABC' as ProjectKey];
  const grants = { see: all, 'create-branch': all, 'create-pull-request': all, 'smart-commit': all };
  await store.associations.save({ jiraSiteId, integrationId, repositoryId: undefined }, grants);
}

/** The same, with an own account of whoever is signed in: what the service's may not do for anybody. */
async function prepareOwn(test: TestServer): Promise<void> {
  await prepare(test);
  const { store, secretBox, clock } = test.deps;
  const at = clock.now();
  const identity = { kind: 'own-account', accountId: 1 as AccountId } as const;
  const known = { identity, login: 'ada', name: 'Ada', shownEmail: undefined };
  const key = { identityId: (await store.people.add(known, at)).id, integrationId: 2 as IntegrationId };
  const credential = { kind: 'token', token: new Secret('good') } as const;
  const sealed = sealCredential(secretBox, credential, personalConnectionPlace(key));
  const findings = { account: person('ada'), missingRights: [], expiresAt: undefined, checkedAt: at };
  await store.personalConnections.save(key, 'token', sealed, findings);
}

const inOwnName = { prepare: prepareOwn, by: 'session' } as const;

/** The route about that repository, and the same with what is no number. */
function there(rest: string, more: Pick<RouteCase, 'body' | 'prepare' | 'by'> = {}): RouteCase {
  return {
    prepare,
    path: `/ABC-1/repositories/${repositoryId}/${rest}`,
    malformed: { path: `/ABC-1/repositories/two/${rest}` },
    ...more,
  };
}

const branch = { repositoryId, name: 'ABC-1-door', from: 'main' };
const pullRequest = { repositoryId, source: 'ABC-1-door', target: 'main', title: 'ABC-1 Door' };

export const actingCases = {
  listRepositoriesForAction: {
    prepare,
    path: '/ABC-1/action-repositories?action=create-branch&search=app',
    malformed: { path: '/ABC-1/action-repositories?action=see' },
  },
  listSourceBranches: there('branches?search=main'),
  proposeBranch: there('branch-proposal?from=main'),
  checkBranchName: there('branch-name-check?name=ABC-1-door'),
  createBranch: {
    prepare,
    path: '/ABC-1/branches',
    body: () => branch,
    malformed: { path: '/ABC-1/branches', body: { ...branch, name: '' } },
  },
  deleteBranch: there('branch-removals', { body: () => ({ name: 'old' }), ...inOwnName }),
  proposePullRequest: there('pull-request-proposal?source=ABC-1-door&target=main'),
  findReviewers: there('reviewers?search=ada'),
  createPullRequest: {
    prepare,
    path: '/ABC-1/pull-requests',
    body: () => pullRequest,
    malformed: { path: '/ABC-1/pull-requests', body: { ...pullRequest, title: ' ' } },
  },
  approvePullRequest: there('pull-requests/7/approval', inOwnName),
  mergePullRequest: there('pull-requests/7/merge', { body: () => ({ method: 'squash' }), ...inOwnName }),
  proposeStartingWork: { path: '/ABC-1/start-work', malformed: { path: '/ABC/start-work' } },
  startWork: {
    prepare,
    path: '/ABC-1/start-work',
    body: () => ({ branch, assigns: false, transition: null }),
    malformed: { path: '/ABC-1/start-work', body: { branch: null, assigns: 'yes', transition: null } },
  },
} as const satisfies { readonly [Name in RouteName]?: RouteCase };
