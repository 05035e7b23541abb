/** Only keys of associated projects are ever sent, whatever is changed in whatever order. */

import {
  grantsFor,
  projectOf,
  type IntegrationId,
  type IssueKey,
  type ProjectKey,
  type RepositoryId,
} from '@branchline/domain';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRepositoryStory, type RepositoryStory } from '../../test-support/repository-story.ts';
import type { Connected, Projects } from '../../test-support/test-house.ts';
import { pushDevelopmentInformation } from '../development/push-development-information.ts';
import { pauseJiraSite, resumeJiraSite } from '../jira-sites/control-jira-site.ts';
import { inheritGrants, saveAssociation, saveGrants } from './save-association.ts';

let story: RepositoryStory;

beforeEach(async () => {
  story = await openRepositoryStory();
});
afterEach(() => story.close());

/** The entities with the keys of these projects; those without any are not there. */
function cutTo(projects: Projects, entities: Readonly<Record<string, readonly string[]>>) {
  const cut = Object.entries(entities).map(([id, keys]): [string, readonly string[]] => [
    id,
    keys.filter((key) => projects === 'all' || projects.includes(projectOf(key as IssueKey))),
  ]);
  return Object.fromEntries(cut.filter(([, keys]) => keys.length > 0));
}

/** Projects whose keys were named in what was sent since the requests were last forgotten; texts may say anything. */
function projectsNamed(): readonly string[] {
  const named = new Set<string>();
  function visit(value: unknown, isKey: boolean): void {
    if (typeof value === 'string' && isKey) named.add(projectOf(value as IssueKey));
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      visit(inner, name === 'values' || name === 'issueKeys' || (isKey && Array.isArray(value)));
    }
  }
  for (const { body } of story.house.jira.sandbox.requests) visit(body, false);
  return [...named];
}

/** Ids of the commits that were sent since the requests were last forgotten. */
function idsSent(): readonly string[] {
  const sent = story.house.jira.sandbox.requests.filter(({ path }) => path.endsWith('/bulk'));
  type Body = { readonly repositories: readonly { readonly commits: readonly { readonly id: string }[] }[] };
  const bodies = sent.map(({ body }) => body as Body);
  return bodies.flatMap(({ repositories }) => repositories.flatMap(({ commits }) => commits.map(({ id }) => id)));
}

/** Some history in which keys of four projects meet. */
async function writeHistory(): Promise<Readonly<Record<string, readonly string[]>>> {
  const { git } = story;
  const entities: Record<string, readonly string[]> = {};
  for (const keys of [['AA-1'], ['BB-1', 'CC-1'], ['CC-2'], ['AA-2', 'BB-2', 'CC-3', 'DD-1'], ['AA-1', 'DD-2']]) {
    entities[await git.commit(`${keys.join(' ')} change`)] = keys;
  }
  for (const keys of [['AA-1', 'DD-9'], ['BB-7']]) {
    const name = `feature-${keys.join('-and-')}`;
    await git.branch(name);
    entities[name] = keys;
  }
  return entities;
}

it('sends an entity again with fewer keys, and withdraws it when none is left', async () => {
  const entities = await writeHistory();
  const { integrationId } = await story.connectAndIndex('all');
  expect(story.atJira()).toEqual(entities);
  for (const projects of [['AA', 'BB'], ['BB'], [], ['CC'], 'all'] as const) {
    await story.house.associate({ integrationId }, projects);
    await story.finishJobs();
    expect(story.atJira()).toEqual(cutTo(projects, entities));
  }
});

it('withdraws what was narrowed away while the site was paused', async () => {
  await story.git.commit('AA-1 Start');
  const { integrationId } = await story.connectAndIndex('all');
  await pauseJiraSite(story.house, story.house.siteId, 'For a while.');
  await story.house.associate({ integrationId }, []);
  await story.finishJobs();
  expect(Object.keys(story.atJira())).toHaveLength(1);
  await resumeJiraSite(story.house, story.house.siteId);
  await story.finishJobs();
  expect(story.atJira()).toEqual({});
});

it('sends again only what names projects whose sight changed', async () => {
  const { house, git } = story;
  const both = await git.commit('AA-1 BB-1 Both');
  await git.commit('AA-2 Only this');
  await story.connectAndIndex(['AA']);
  house.jira.sandbox.forgetRequests();
  const place = { jiraSiteId: house.siteId, integrationId: (await house.store.integrations.list())[0]!.id };
  await house.associate(place, ['AA', 'BB']);
  await story.finishJobs();
  expect(idsSent()).toEqual([both]);
  await house.associate(place, ['BB', 'AA']);
  await story.finishJobs();
  expect(idsSent()).toEqual([both]);
});

it('grants each action on its own, and sends nothing for those that Jira does not show', async () => {
  const { house, git } = story;
  await git.commit('AA-1 Start');
  const { integrationId, repositoryId } = await story.connectAndIndex([]);
  const all: readonly ProjectKey[] = ['AA'] as ProjectKey[];
  const grants = { see: [], 'create-branch': 'all', 'create-pull-request': all, 'smart-commit': [] } as const;
  await saveGrants(house, { jiraSiteId: house.siteId, integrationId, repositoryId: undefined }, grants);
  await story.finishJobs();
  expect(story.atJira()).toEqual({});
  const where = { jiraSiteId: house.siteId, integrationId, repositoryId };
  expect(grantsFor(where, await house.store.associations.about(where))).toEqual(grants);
});

it('never touches what a repository has of its own when the integration is saved', async () => {
  const { house, git } = story;
  await git.commit('AA-1 BB-1 Start');
  const connected = await story.connectAndIndex('all');
  await house.associate(connected, ['BB']);
  await house.associate({ integrationId: connected.integrationId }, ['AA']);
  await story.finishJobs();
  expect(Object.values(story.atJira())).toEqual([['BB-1']]);
  await inheritGrants(house, { jiraSiteId: house.siteId, ...connected });
  await story.finishJobs();
  expect(Object.values(story.atJira())).toEqual([['AA-1']]);
});

it('sends nothing of a repository until the association has been followed, and follows it by itself', async () => {
  const { house, git } = story;
  await git.commit('AA-1 Start');
  const { integrationId, repositoryId } = await story.connectAndIndex([]);
  const grants = { see: 'all', 'create-branch': [], 'create-pull-request': [], 'smart-commit': [] } as const;
  // Whoever wrote this down did not say so to anybody: the release before, for one.
  await house.store.associations.save({ jiraSiteId: house.siteId, integrationId, repositoryId: undefined }, grants);
  await house.store.development.renumber(repositoryId, house.siteId);
  const push = { repositoryId, jiraSiteId: house.siteId, stream: 'history' } as const;
  await pushDevelopmentInformation(house, push, new AbortController().signal);
  expect(story.atJira()).toEqual({});
  expect((await house.store.jobs.list(10)).map(({ name }) => name)).toContain('apply-association');
  await story.finishJobs();
  expect(Object.values(story.atJira())).toEqual([['AA-1']]);
});

it('refuses places that do not exist', async () => {
  const { house, git } = story;
  await git.commit('AA-1 Start');
  const { integrationId, repositoryId } = await story.connectAndIndex();
  const association = { jiraSiteId: house.siteId, projects: 'all', actions: ['see'] } as const;
  const unknown = { outcome: 'unknown-place' };
  const nobody = 999 as IntegrationId;
  const nowhere = 999 as RepositoryId;
  expect(await saveAssociation(house, { ...association, integrationId: nobody, repositoryId: undefined })).toEqual(
    unknown,
  );
  expect(await saveAssociation(house, { ...association, integrationId, repositoryId: nowhere })).toEqual(unknown);
  expect(await saveAssociation(house, { ...association, integrationId, repositoryId })).toEqual({ outcome: 'saved' });
});

type Step =
  | { readonly kind: 'integration' | 'repository'; readonly projects: Projects }
  | { readonly kind: 'settle' | 'pause' | 'resume' | 'lose' | 'find' };

const projects = fc.oneof(fc.constant('all' as const), fc.subarray(['AA', 'BB', 'CC', 'DD', 'ZZ']));
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constantFrom('integration', 'repository'), projects }), weight: 4 },
  { arbitrary: fc.record({ kind: fc.constantFrom('settle', 'pause', 'resume', 'lose', 'find') }), weight: 5 },
);

it('holds through any changes in any order', { timeout: 120_000 }, async () => {
  const { house, git } = story;
  const entities = await writeHistory();
  const last = await git.git('rev-parse', 'main');
  const connected: Connected = await story.connectAndIndex([]);
  let ofIntegration: Projects = [];
  let ofRepository: Projects | undefined;
  let isPaused = false;
  let isLost = false;

  function expectNoOtherNamed(allowed: Projects): void {
    expect(projectsNamed().filter((project) => allowed !== 'all' && !allowed.includes(project))).toEqual([]);
    house.jira.sandbox.forgetRequests();
  }

  async function expectOnlyAllowed(): Promise<void> {
    await story.finishJobs();
    const allowed = ofRepository ?? ofIntegration;
    expectNoOtherNamed(allowed);
    const there = Object.entries(entities).filter(([id]) => !isLost || (id !== last && !id.startsWith('feature-')));
    const expected = cutTo(allowed, Object.fromEntries(there));
    expect(isPaused ? expected : story.atJira()).toEqual(expected);
  }

  async function moveTo(lose: boolean): Promise<void> {
    isLost = lose;
    await git.git('update-ref', 'refs/heads/main', lose ? `${last}~1` : last);
    for (const branch of Object.keys(entities).filter((id) => id.startsWith('feature-'))) {
      await git.git('update-ref', ...(lose ? ['-d', `refs/heads/${branch}`] : [`refs/heads/${branch}`, last]));
    }
    await story.pushAndLook(connected);
    expectNoOtherNamed(ofRepository ?? ofIntegration);
  }

  async function take(next: Step): Promise<void> {
    switch (next.kind) {
      case 'integration':
        ofIntegration = next.projects;
        return house.associate({ integrationId: connected.integrationId }, next.projects);
      case 'repository':
        ofRepository = next.projects;
        return house.associate(connected, next.projects);
      case 'pause':
        isPaused = true;
        await pauseJiraSite(house, house.siteId, 'For a while.');
        return undefined;
      case 'resume':
        isPaused = false;
        await resumeJiraSite(house, house.siteId);
        return undefined;
      case 'settle':
        return expectOnlyAllowed();
      case 'lose':
      case 'find':
        return moveTo(next.kind === 'lose');
    }
  }

  await git.git('checkout', '--quiet', '--detach');
  const anyOrder = fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
    await inheritGrants(house, { jiraSiteId: house.siteId, ...connected });
    ofRepository = undefined;
    await take({ kind: 'integration', projects: [] });
    for (const next of steps) await take(next);
    await take({ kind: 'resume' });
    await expectOnlyAllowed();
  });
  await fc.assert(anyOrder, { numRuns: 8, endOnFailure: true });
});
