/** Before a branch or a pull request is made: from what, called how, in which words, and what it would bring. */

import { Failure, type IntegrationId, type IssueKey, type ProjectKey, type RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { administratorCaller, type Caller } from '../../ports/caller.ts';
import { openActingScene, sceneIssue as issue, type ActingScene } from '../../test-support/acting-scene.ts';
import { jiraUser, sight, viewerWith } from '../../test-support/jira-sight.ts';
import type { TestHouse } from '../../test-support/test-house.ts';
import { createBranch } from './change-branches.ts';
import { proposeBranch } from './propose-branch.ts';
import { proposePullRequest } from './propose-pull-request.ts';
import { findReviewers } from './service-answers.ts';
import { listSourceBranches } from './source-branches.ts';

const project = 'ABC' as ProjectKey;

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

const there = () => ({ repositoryId, issue });

describe('branches to begin from', () => {
  const names = async (search?: string, as = ada) => {
    const found = await listSourceBranches(deps, as, { ...there(), search });
    return found.outcome === 'found' ? found.branches.map(({ name }) => name) : found.outcome;
  };

  it('are the default one, those of the issue, and then what moved last', async () => {
    expect(await names()).toEqual(['main', 'ABC-1-door', 'ABC-1-merged', 'feature', 'clash', 'old']);
    const found = await listSourceBranches(deps, ada, there());
    expect(found).toMatchObject({
      branches: expect.arrayContaining([
        { name: 'main', isDefault: true, namesIssue: false },
        { name: 'ABC-1-door', isDefault: false, namesIssue: true },
      ]),
      isCut: false,
    });
  });

  it('are found by a part of their name in any case', async () => {
    expect(await names('abc')).toEqual(['ABC-1-door', 'ABC-1-merged']);
    expect(await names('nothing')).toEqual([]);
  });

  it('are those known of where there is no copy', async () => {
    const browser = {
      ...deps.browser,
      branchList: () => Promise.reject(new Failure('not-found', 'git', 'No mirror.')),
    };
    const found = await listSourceBranches({ ...deps, browser }, ada, there());
    expect(found.outcome === 'found' && found.branches[0]?.name).toBe('main');
    expect(found.outcome === 'found' && found.branches).toHaveLength(6);
  });

  it('are shown to who may do one of both, and nobody else', async () => {
    await scene.associate(['see', 'create-pull-request']);
    expect(await names()).toHaveLength(6);
    await scene.associate(['see']);
    expect(await names()).toBe('denied');
    expect(await names(undefined, jiraUser(house.siteId, 'eve', viewerWith({})))).toBe('not-found');
  });
});

describe('a new branch', () => {
  const propose = (from?: string) => proposeBranch(deps, ada, { ...there(), from });

  it('is called by the template of project and type', async () => {
    expect(await propose()).toEqual({
      outcome: 'proposed',
      issue: { key: issue, type: 'Bug', summary: 'Open the Dóor' },
      template: '${issuekey}-${summary}',
      separator: '-',
      displayName: 'Ada Lovelace',
      name: 'ABC-1-open-the-door',
      from: 'main',
      rules: [],
      exists: false,
    });
    const branchNames = {
      byIssueType: { bug: 'fix/${displayname}/${issuekey}_${sourcebranch}' },
      separator: '_',
    } as const;
    await house.store.settings.saveProject(house.siteId, project, { branchNames, linkSourcesOff: [] });
    expect(await propose('feature')).toMatchObject({ name: 'fix/ada_lovelace/ABC-1_feature', from: 'feature' });
  });

  it('begins where they last began there, while that is a branch', async () => {
    const from = async (name: string) => {
      await createBranch(deps, ada, { ...there(), name: 'ABC-1-next', from: name });
      const proposed = await propose();
      return proposed.outcome === 'proposed' && proposed.from;
    };
    expect(await from('feature')).toBe('feature');
    expect(await from('gone')).toBe('main');
    expect(await from('a'.repeat(40))).toBe('main');
  });

  it('is told of when one of its name is there, or in its way', async () => {
    const named = async (template: string) => {
      const settings = { branchNames: { byIssueType: { Bug: template } }, linkSourcesOff: [] };
      await house.store.settings.saveProject(house.siteId, project, settings);
      return propose();
    };
    expect(await named('${issuekey}-door')).toMatchObject({ name: 'ABC-1-door', exists: true, rules: [] });
    expect(await named('feature/${issuekey}')).toMatchObject({
      exists: false,
      rules: ['There is a branch called feature, so none can be called feature/… beside it.'],
    });
  });

  it('is for those who may', async () => {
    await scene.associate(['see', 'create-pull-request']);
    expect(await propose()).toMatchObject({ outcome: 'denied' });
    expect(await proposeBranch(deps, administratorCaller, { ...there(), issue: 'ABC-9' as IssueKey })).toMatchObject({
      outcome: 'denied',
    });
  });
});

describe('a new pull request', () => {
  const propose = async (wanted: { readonly source?: string; readonly target?: string } = {}, given = deps) => {
    const proposed = await proposePullRequest(given, ada, { ...there(), ...wanted });
    if (proposed.outcome !== 'proposed') throw new Error(proposed.outcome);
    return proposed;
  };

  it('is from the issue’s newest branch that is not merged, in its commit’s words and the repository’s', async () => {
    const proposed = await propose();
    expect(proposed).toMatchObject({
      source: 'ABC-1-door',
      target: 'main',
      title: 'ABC-1 Open the door',
      description: '## Why\n\n[ABC-1](https://jira.example/browse/ABC-1)',
      templates: [{ name: 'default' }, { name: 'release' }],
      labels: ['bug'],
      existing: undefined,
      shortcomings: [],
    });
    expect(proposed.preview).toMatchObject({
      commitCount: 1,
      merge: 'clean',
      conflicts: [],
      changes: { found: [{ path: 'door.txt', change: 'added' }] },
    });
  });

  it('shows conflicts, and takes its title from the issue where there are several commits', async () => {
    const { title, preview } = await propose({ source: 'clash' });
    expect(title).toBe('ABC-1 Open the Dóor');
    expect(preview).toMatchObject({ commitCount: 2, merge: 'conflicts', conflicts: ['a.txt'] });
    expect(preview.commits.map(({ message }) => message.trim())).toEqual(['Clash two', 'Clash one']);
  });

  it('says when there is nothing new, and when a branch is not there', async () => {
    expect((await propose({ source: 'ABC-1-merged' })).preview).toMatchObject({ merge: 'nothing-new', commits: [] });
    expect(await propose({ source: 'nowhere' })).toMatchObject({
      preview: { merge: 'unknown', changes: undefined },
      shortcomings: [expect.stringContaining("nowhere is not in Branchline's copy")],
    });
    expect((await propose({ source: 'main' })).preview.merge).toBe('unknown');
  });

  it('asks the service once a minute, and not again what it said', async () => {
    await propose();
    await propose({ source: 'feature' });
    expect(scene.asked.toSorted()).toEqual(['labels', 'templates']);
    house.advance(61_000);
    await propose();
    expect(scene.asked).toHaveLength(4);
  });

  it('goes without what the service does not say, with a word about it', async () => {
    scene.failing = new Failure('unavailable', 'git-service', 'Gitted is not available at the moment.');
    expect(await propose()).toMatchObject({
      templates: [],
      labels: [],
      description: '[ABC-1](https://jira.example/browse/ABC-1)',
      shortcomings: [expect.stringContaining('Templates could not'), expect.stringContaining('Labels could not')],
    });
    scene.failing = undefined;
    expect((await propose()).labels).toEqual(['bug']);
    await house.store.integrations.change(integrationId, { requiresPersonalToken: true });
    ada = jiraUser(house.siteId, 'without', viewerWith({ [issue]: sight }));
    expect((await propose()).shortcomings).toEqual([
      expect.stringContaining('Gitted was not asked for templates and labels'),
    ]);
  });

  it('is not shown to who may act there, and not read there', async () => {
    const issueGate = { ...deps.issueGate, openToBrowse: async () => ({ ids: [], withheld: [] }) };
    expect(await propose({}, { ...deps, issueGate })).toMatchObject({
      preview: { merge: 'unknown', commits: [] },
      shortcomings: [expect.stringContaining('but not read it here')],
    });
  });

  it('has reviewers, whom the service names to them', async () => {
    const find = () => findReviewers(deps, ada, { ...there(), search: 'bo' });
    expect(await find()).toMatchObject({ outcome: 'found', reviewers: [{ login: 'bob' }] });
    expect(scene.asked).toEqual(['reviewers bo']);
    await house.store.integrations.change(integrationId, { requiresPersonalToken: true });
    expect(await find()).toMatchObject({ outcome: 'token-needed' });
    await scene.connect(ada);
    scene.failing = new Failure('unauthorized', 'git-service', 'The token has expired.');
    expect(await find()).toMatchObject({ outcome: 'token-needed', because: expect.stringContaining('has expired') });
    await scene.associate(['see', 'create-branch']);
    expect(await find()).toMatchObject({ outcome: 'denied' });
  });
});
