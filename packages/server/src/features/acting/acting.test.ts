/** What is done from an issue is done by those who may, in their own name, once, and is written down. */

import {
  Failure,
  Secret,
  projectOf,
  type AtlassianAccountId,
  type CommitHash,
  type IntegrationId,
  type IssueKey,
  type PullRequest,
  type RepositoryId,
} from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { administratorCaller, type Caller } from '../../ports/caller.ts';
import type { GitServiceConnection, GitServiceConnector } from '../../ports/git-service.ts';
import type { RepositoryActions } from '../../ports/git-service/actions.ts';
import { personalConnectionPlace } from '../../ports/store/personal-connections.ts';
import { addExampleRepository, personOf, pullRequestOf } from '../../test-support/example-rows.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { jiraUser, sight, viewerWith } from '../../test-support/jira-sight.ts';
import { openTestHouse, type TestHouse } from '../../test-support/test-house.ts';
import { saveAssociation } from '../associations/save-association.ts';
import { sealCredential } from '../integrations/stored-credential.ts';
import { meetPrincipal } from '../people/own-connections.ts';
import { connectAs, knownPerson } from '../permissions/connect-as.ts';
import { createIssueGate } from '../permissions/issue-gate.ts';
import type { ActingDeps } from './acting-deps.ts';
import { createBranch, deleteBranch } from './change-branches.ts';
import { approvePullRequest, createPullRequest, mergePullRequest } from './change-pull-requests.ts';

const head = 'a'.repeat(40) as CommitHash;
const issue = 'ABC-1' as IssueKey;

let house: TestHouse;
let deps: ActingDeps;
let repositoryId: RepositoryId;
let integrationId: IntegrationId;
let ada: Caller;
/** What the service was asked to do, each with whose token it was. */
let asked: string[];
/** Thrown instead of doing anything. */
let refusal: Failure | undefined;
let author: PullRequest['author'];
/** Of Ada, another for each test. */
let login: string;
let hasActions: boolean;

function actionsOf(token: string): RepositoryActions {
  const note = (what: string) => {
    asked.push(`${token}: ${what}`);
    if (refusal !== undefined) throw refusal;
  };
  return {
    createBranch: async (_, name, from) => {
      note(`branch ${name} from ${from}`);
      return { name, head, webUrl: undefined };
    },
    deleteBranch: async (_, name) => note(`delete ${name}`),
    createPullRequest: async (_, draft) => {
      note(`pull request ${draft.title}`);
      return { pullRequest: { ...pullRequestOf(7), author }, shortcomings: [] };
    },
    approve: async (_, id) => note(`approve ${id}`),
    merge: async (_, id, { method }) => {
      note(`merge ${id} by ${method}`);
      return pullRequestOf(7);
    },
    pullRequestTemplates: async () => [],
    reviewersFor: async () => [],
    labels: async () => [],
  };
}

function actingConnector(git: GitServiceConnector): GitServiceConnector {
  const connect: GitServiceConnector['connect'] = ({ credential }) => {
    const token = credential.kind === 'token' ? credential.token.reveal() : 'service account';
    return (hasActions ? { actions: actionsOf(token) } : {}) as GitServiceConnection;
  };
  return { ...git, connect };
}

beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  const { store } = house;
  repositoryId = await addExampleRepository(store);
  integrationId = (await store.repositories.get(repositoryId))!.integrationId;
  const connectors = new Map([['git', actingConnector(house.connectors.get('git')!)]]);
  const all = { ...house, connectors };
  deps = {
    ...all,
    issueGate: createIssueGate(all),
    ownAccess: (who, where) => connectAs(all, who, where),
    personOf: (who) => knownPerson(store, who),
    meet: meetPrincipal,
  };
  login = `ada-${repositoryId}`;
  ada = jiraUser(house.siteId, login, viewerWith({ [issue]: sight }));
  [asked, refusal, author, hasActions] = [[], undefined, personOf(login), true];
  await associate(['see', 'create-branch', 'create-pull-request']);
});

async function associate(actions: readonly ('see' | 'create-branch' | 'create-pull-request')[]): Promise<void> {
  const place = { jiraSiteId: house.siteId, integrationId, repositoryId: undefined };
  await saveAssociation(house, { ...place, projects: [projectOf(issue)], actions });
}

/** Ada gives a token of her own. */
async function connectAda(): Promise<void> {
  const { store, secretBox, clock } = house;
  const identity = { kind: 'jira-account', jiraSiteId: house.siteId, accountId: login as AtlassianAccountId } as const;
  const seen = { identity, login: undefined, name: undefined, shownEmail: undefined };
  const key = { identityId: (await store.people.add(seen, clock.now())).id, integrationId };
  const sealed = sealCredential(secretBox, { kind: 'token', token: new Secret('hers') }, personalConnectionPlace(key));
  const findings = { account: personOf(login), missingRights: [], expiresAt: undefined, checkedAt: clock.now() };
  await store.personalConnections.save(key, 'token', sealed, findings);
}

const wish = () => ({ repositoryId, issue, name: 'ABC-1-door', from: 'main' });
const audited = async () =>
  (await house.store.auditLog.list({ about: `repository/${repositoryId}` }, 10)).map(
    ({ who, what, origin, result, note }) => [who, what, origin, result, note].join(' | '),
  );
const jobs = async () =>
  (await house.store.jobs.list(200))
    .filter(({ key }) => key?.endsWith(`/${repositoryId}`))
    .map(({ name, for: urgency }) => `${name} for ${urgency}`);

describe('a branch', () => {
  it('is made by their own token, looked at at once, and written down', async () => {
    await connectAda();
    expect(await createBranch(deps, ada, wish())).toEqual({
      outcome: 'done',
      as: 'person',
      done: { name: 'ABC-1-door', head, webUrl: undefined },
    });
    expect(asked).toEqual(['hers: branch ABC-1-door from main']);
    expect(await jobs()).toContain('index-repository for person');
    expect(await audited()).toEqual([
      `jira-user/${house.siteId}/${login} | branch/create | ABC-1 | done | Branch ABC-1-door from main`,
    ]);
  });

  it('waits for their token, and nothing is done', async () => {
    const outcome = await createBranch(deps, ada, wish());
    expect(outcome).toMatchObject({ outcome: 'token-needed', integration: { id: integrationId } });
    expect(asked).toEqual([]);
    expect(await audited()).toEqual([]);
  });

  it('is made by the service account where that may stand in, which the log says', async () => {
    await house.store.integrations.change(integrationId, { requiresPersonalToken: false });
    expect(await createBranch(deps, ada, wish())).toMatchObject({ outcome: 'done', as: 'service-account' });
    expect(asked).toEqual(['service account: branch ABC-1-door from main']);
    expect(await audited()).toEqual([expect.stringContaining('By the service account, for them.')]);
  });

  it('is made by their own token also where the service account might stand in', async () => {
    await house.store.integrations.change(integrationId, { requiresPersonalToken: false });
    await connectAda();
    expect(await createBranch(deps, ada, wish())).toMatchObject({ outcome: 'done', as: 'person' });
    expect(asked).toEqual(['hers: branch ABC-1-door from main']);
  });

  it('of whoever holds the access token is nobody’s, so nobody makes it', async () => {
    const outcome = await createBranch(deps, administratorCaller, wish());
    expect(outcome).toMatchObject({ outcome: 'token-needed', because: expect.stringContaining("is nobody's") });
  });

  it('is not made when the token is refused, and the token is asked for again', async () => {
    await connectAda();
    refusal = new Failure('unauthorized', 'git-service', 'The token has expired.');
    const outcome = await createBranch(deps, ada, wish());
    expect(outcome).toMatchObject({ outcome: 'token-needed', because: expect.stringContaining('has expired') });
    expect(await audited()).toEqual([expect.stringContaining('| failed |')]);
  });

  it.each(['conflict', 'forbidden', 'rejected', 'unavailable'] as const)(
    'that the service answers with %s is a failure, written down',
    async (kind) => {
      await connectAda();
      refusal = new Failure(kind, 'git-service', 'The service says no.');
      expect((await failureOf(createBranch(deps, ada, wish()))).kind).toBe(kind);
      expect(await audited()).toEqual([expect.stringContaining('The service says no.')]);
      expect(await jobs()).not.toContain('index-repository for person');
    },
  );

  it.each(['has blank', '-dash', 'a..b', ''])('is not called %j', async (name) => {
    await connectAda();
    expect(await createBranch(deps, ada, { ...wish(), name })).toMatchObject({ outcome: 'refused' });
    expect(asked).toEqual([]);
  });

  it('is not made where the service knows no way', async () => {
    await connectAda();
    hasActions = false;
    expect(await createBranch(deps, ada, wish())).toMatchObject({ outcome: 'not-supported' });
  });

  it('is deleted, but never the default one', async () => {
    await connectAda();
    expect(await deleteBranch(deps, ada, { repositoryId, issue, name: 'old' })).toMatchObject({ outcome: 'done' });
    const indexed = { refsFingerprint: '', commitCount: 0, at: house.clock.now(), changed: true };
    const standing = { ...indexed, defaultBranch: 'main', nextLookAt: house.clock.now() };
    await house.store.repositories.markIndexed(repositoryId, standing);
    const refused = await deleteBranch(deps, ada, { repositoryId, issue, name: 'main' });
    expect(refused).toMatchObject({ outcome: 'refused', because: expect.stringContaining('default branch') });
    expect(asked).toEqual(['hers: delete old']);
  });
});

describe('nobody', () => {
  it('acts from an issue they do not see, which is as if it were not there', async () => {
    await connectAda();
    const outcome = await createBranch(deps, ada, { ...wish(), issue: 'ABC-2' as IssueKey });
    expect(outcome).toEqual({ outcome: 'not-found' });
  });

  it('acts on a repository that their site does not see', async () => {
    await connectAda();
    await associate([]);
    expect(await createBranch(deps, ada, wish())).toEqual({ outcome: 'not-found' });
  });

  it('does what the project may not, and is told who can change that', async () => {
    await connectAda();
    await associate(['see', 'create-pull-request']);
    const outcome = await createBranch(deps, ada, wish());
    expect(outcome).toMatchObject({ outcome: 'denied', because: expect.stringContaining('may not change branches') });
    expect(asked).toEqual([]);
    expect(await audited()).toEqual([expect.stringContaining('| refused |')]);
  });
});

describe('a pull request', () => {
  const draft = {
    title: 'ABC-1 Door',
    description: '',
    sourceBranch: 'ABC-1-door',
    targetBranch: 'main',
    reviewers: [],
    labels: [],
    isDraft: false,
  };

  it('is opened, approved and merged by their own token, and read again each time', async () => {
    await connectAda();
    const opened = await createPullRequest(deps, ada, { repositoryId, issue, draft });
    expect(opened).toMatchObject({ outcome: 'done', done: { shortcomings: [] } });
    expect(await jobs()).toContain('index-pull-requests for person');
    expect(await jobs()).not.toContain('index-repository for person');
    const one = { repositoryId, issue, pullRequest: '7' };
    expect(await approvePullRequest(deps, ada, one)).toMatchObject({ outcome: 'done' });
    const merge = { method: 'squash', expectedHead: head, deletesSourceBranch: true } as const;
    expect(await mergePullRequest(deps, ada, { ...one, ...merge })).toMatchObject({ outcome: 'done' });
    expect(asked).toEqual(['hers: pull request ABC-1 Door', 'hers: approve 7', 'hers: merge 7 by squash']);
    expect(await jobs()).toContain('index-repository for person');
    expect((await audited()).length).toBe(3);
  });

  it('that stands in another name is told of', async () => {
    await connectAda();
    author = personOf('bot');
    const opened = await createPullRequest(deps, ada, { repositoryId, issue, draft });
    expect(opened).toMatchObject({ done: { shortcomings: [expect.stringContaining('in the name of bot')] } });
  });

  it('does not go into its own branch', async () => {
    await connectAda();
    const same = { ...draft, targetBranch: draft.sourceBranch };
    expect(await createPullRequest(deps, ada, { repositoryId, issue, draft: same })).toMatchObject({
      outcome: 'refused',
    });
  });
});

it('the service account approves nothing, and merges and deletes nothing that does not name the issue', async () => {
  await house.store.integrations.change(integrationId, { requiresPersonalToken: false });
  const one = { repositoryId, issue, pullRequest: '7' };
  const merge = { method: 'merge', expectedHead: undefined, deletesSourceBranch: true } as const;
  const outcomes = [
    await approvePullRequest(deps, ada, one),
    await mergePullRequest(deps, ada, { ...one, ...merge }),
    await deleteBranch(deps, ada, { repositoryId, issue, name: 'release' }),
  ];
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['token-needed', 'token-needed', 'token-needed']);
  expect(asked).toEqual([]);
  await connectAda();
  expect(await approvePullRequest(deps, ada, one)).toMatchObject({ as: 'person' });
});
