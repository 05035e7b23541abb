/** The repository in which somebody most likely wants to act comes first, and where there is none it is said why. */

import type { IntegrationId, IssueKey, RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../ports/caller.ts';
import { openActingScene, sceneIssue as issue, type ActingScene } from '../../test-support/acting-scene.ts';
import { linked } from '../../test-support/example-rows.ts';
import type { TestHouse } from '../../test-support/test-house.ts';
import { createBranch } from './change-branches.ts';
import { listRepositoriesForAction, repositoriesShown } from './list-repositories.ts';
import { proposeBranch } from './propose-branch.ts';

let scene: ActingScene;
let house: TestHouse;
let deps: ActingScene['deps'];
let integrationId: IntegrationId;
let repositoryId: RepositoryId;
let ada: Caller;

beforeAll(async () => {
  scene = await openActingScene();
  ({ house, deps, integrationId, repositoryId } = scene);
});
afterAll(() => scene.close());
beforeEach(async () => {
  ada = await scene.begin();
});

describe('repositories to choose from', () => {
  const list = (wanted: Partial<Parameters<typeof listRepositoriesForAction>[2]> = {}) =>
    listRepositoriesForAction(deps, ada, { issue, action: 'create-branch', search: undefined, ...wanted });
  const more: RepositoryId[] = [];

  beforeAll(async () => {
    for (const name of ['Alpha', 'beta']) {
      const cloneUrl = `https://git.example/${name}.git`;
      more.push(
        (await house.store.repositories.save(integrationId, { remoteId: name, name, cloneUrl, webUrl: undefined })).id,
      );
    }
  });

  it('begin with those that name the issue, and say what can be done as whom', async () => {
    const found = await list();
    expect(found).toMatchObject({ isCut: false, because: undefined });
    expect(found?.repositories.map(({ repository }) => repository.id)).toEqual([repositoryId, ...more]);
    expect(found?.repositories[0]).toMatchObject({
      namesIssue: true,
      actor: { kind: 'service-account' },
      mayCreateBranch: true,
      mayCreatePullRequest: true,
    });
  });

  it('begin with the one that they last chose for the project', async () => {
    await createBranch(deps, ada, { repositoryId: more[1]!, issue, name: 'ABC-1-x', from: 'stable' });
    const found = await list();
    expect(found?.repositories.map(({ repository }) => repository.id)).toEqual([more[1], repositoryId, more[0]]);
    expect((await proposeBranch(deps, ada, { repositoryId: more[1]!, issue })) as object).not.toHaveProperty(
      'from',
      'stable',
    );
  });

  it('are asked for their own token where that is needed', async () => {
    await house.store.integrations.change(integrationId, { requiresPersonalToken: true });
    const because = expect.stringContaining('you have not connected an account there yet');
    expect((await list())?.repositories[0]?.actor).toEqual({ kind: 'token-needed', because });
    await scene.connect(ada);
    expect((await list())?.repositories[0]?.actor).toEqual({ kind: 'person', login: 'ada' });
    await scene.connect(ada, 'It was revoked.');
    expect((await list())?.repositories[0]?.actor).toMatchObject({
      kind: 'token-needed',
      because: expect.stringContaining('It was revoked.'),
    });
  });

  it('are none while no Jira site is connected, which is said', async () => {
    const issueGate = { ...deps.issueGate, sitesOf: async () => [], maySee: async () => true };
    const asked = { issue, action: 'create-branch', search: undefined } as const;
    expect(await listRepositoriesForAction({ ...deps, issueGate }, ada, asked)).toMatchObject({
      repositories: [],
      because: expect.stringContaining('No Jira site is connected yet'),
    });
  });

  it('of an empty one nothing can be begun', async () => {
    await house.store.repositories.setRemoteState(more[0]!, 'empty');
    const [, alpha] = (await list())?.repositories ?? [];
    expect(alpha).toMatchObject({ repository: { name: 'Alpha' }, mayCreateBranch: false, mayCreatePullRequest: false });
    await house.store.repositories.setRemoteState(more[0]!, 'there');
  });

  it('are those in which the project may do what is wanted', async () => {
    await scene.associate(['see', 'create-pull-request']);
    expect(await list()).toEqual({
      repositories: [],
      isCut: false,
      because: expect.stringContaining('may not create branches in any repository'),
    });
    const found = await list({ action: 'create-pull-request' });
    expect(found?.repositories[0]).toMatchObject({ mayCreateBranch: false, mayCreatePullRequest: true });
    await scene.associate(['see', 'create-branch'], ['XYZ']);
    expect((await list())?.repositories).toEqual([]);
  });

  it('are found by a part of their name, and it is said when none is called so', async () => {
    expect((await list({ search: 'ALPH' }))?.repositories.map(({ repository }) => repository.name)).toEqual(['Alpha']);
    expect((await list({ search: 'gamma' }))?.because).toContain('is called like "gamma"');
  });

  it('are the one that was named alone, wherever it stands, and it is said when that will not do', async () => {
    const named = await list({ only: more[1]! });
    expect(named?.repositories.map(({ repository }) => repository.id)).toEqual([more[1]]);
    expect(await list({ only: 999_999 as RepositoryId })).toEqual({
      repositories: [],
      isCut: false,
      because:
        'The repository that was named is none in which you can create branches from this issue. Choose another one.',
    });
    await scene.associate(['see']);
    expect((await list({ only: more[1]! }))?.because).toContain('may not create branches in any repository');
  });

  it('are none at a service that can do nothing', async () => {
    const connectors = new Map([['git', { ...deps.connectors.get('git')!, capabilities: [] }]]);
    const asking = { issue, action: 'create-branch', search: undefined } as const;
    const found = await listRepositoriesForAction({ ...deps, connectors }, ada, asking);
    expect(found?.because).toContain('offer no way to do this from outside');
  });

  it('are kept from who must show first what they can read', async () => {
    await house.store.integrations.change(integrationId, { requiresGitPermission: true });
    const found = await list();
    expect(found?.repositories).toEqual([]);
    expect(found?.because).toMatch(/connect/iu);
  });

  it('are nobody’s who does not see the issue', async () => {
    const asking = { issue: 'ABC-2' as IssueKey, action: 'create-branch', search: undefined } as const;
    expect(await listRepositoriesForAction(deps, ada, asking)).toBeUndefined();
  });

  it('are cut, which is said', async () => {
    for (let number = 0; number < repositoriesShown; number += 1) {
      const cloneUrl = `https://git.example/many/${number}.git`;
      await house.store.repositories.save(integrationId, {
        remoteId: cloneUrl,
        name: `many/${number}`,
        cloneUrl,
        webUrl: undefined,
      });
    }
    const found = await list();
    expect([found?.repositories.length, found?.isCut]).toEqual([repositoriesShown, true]);
    expect((await list({ search: 'many/1' }))?.isCut).toBe(false);
  });
});

it('linked commits of other projects count for nothing', async () => {
  await house.store.development.saveCommits(repositoryId, [linked(77, 'XYZ-1')], true);
  const found = await listRepositoriesForAction(deps, ada, { issue, action: 'create-branch', search: 'many/49' });
  expect(found?.repositories).toMatchObject([{ projectCommits: 0, namesIssue: false }]);
});
