/** Whatever happens at a service, and in whatever order we hear of it or are killed: in the end our rows and Jira's are true. */

import { reviewVerdicts, type PullRequest, type PullRequestScope } from '@branchline/domain';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import { personOf } from '../../test-support/example-rows.ts';
import { fakeGitService, type FakeGitService } from '../../test-support/fake-git-service.ts';
import { Killed, mortalStore } from '../../test-support/mortal-store.ts';
import { jiraLine, openPullRequestStory, type PullRequestStory } from '../../test-support/pull-request-story.ts';
import type { Connected, TestHouse } from '../../test-support/test-house.ts';
import { indexPullRequests } from './index-pull-requests.ts';

let story: PullRequestStory;
let house: TestHouse;

beforeAll(async () => {
  story = await openPullRequestStory();
  ({ house } = story);
});
afterAll(() => story.close());

const titles = ['ABC-1 One', 'ABC-2 ABC-1 Two', 'No key', 'ABC-3 Three'];
const title = fc.constantFrom(...titles);
const which = fc.nat({ max: 60 });
const review = { person: fc.constantFrom('bob', 'eve'), verdict: fc.constantFrom(...reviewVerdicts) };

/** What happens at the service, and what we hear and do. */
const anyStep = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('open' as const), title, isDraft: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('retitle' as const), which, title }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('review' as const), which, ...review, isSilent: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('comment' as const), which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('close' as const), which, merged: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.nat({ max: 20 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('webhook' as const), which }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'poll' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reindex' as const }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('work' as const), newestFirst: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('kill' as const), after: fc.nat({ max: 30 }), afterWrite: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'drain' as const }) },
);
const anySteps = fc.array(anyStep, { minLength: 4, maxLength: 30, size: 'max' });
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

interface Request {
  readonly scope: PullRequestScope;
  readonly trigger: 'webhook' | 'schedule' | 'reindex';
}

/** One repository at a service of its own; `waiting` is what would wait in the queue. */
interface World {
  readonly service: FakeGitService;
  readonly connected: Connected;
  readonly waiting: Request[];
}

async function makeWorld(): Promise<World> {
  const service = fakeGitService(story.origin);
  (house.connectors as Map<string, GitServiceConnector>).set('fake', service.connector);
  return { service, connected: await story.connect(), waiting: [] };
}

function hint(remoteId: string): Request {
  return { scope: { kind: 'some', remoteIds: [remoteId] }, trigger: 'webhook' };
}

function reviewed(
  before: PullRequest,
  { person, verdict }: { person: string; verdict: PullRequest['reviewers'][number]['verdict'] },
) {
  const others = before.reviewers.filter((each) => each.person.login !== person);
  return { reviewers: [...others, { person: personOf(person), verdict }] };
}

/** What people do to pull requests. */
function happen({ service, waiting }: World, step: Step): void {
  if (step.kind === 'open') service.open({ title: step.title, isDraft: step.isDraft });
  if (step.kind === 'wait') service.now = new Date(service.now.getTime() + step.minutes * 60_000);
  const all = [...service.pullRequests.values()];
  const target = 'which' in step ? all[step.which % all.length] : undefined;
  if (target === undefined) return;
  const { remoteId, updatedAt } = target;
  if (step.kind === 'retitle') service.change(remoteId, { title: step.title });
  if (step.kind === 'comment') service.change(remoteId, { commentCount: target.commentCount + 1 });
  if (step.kind === 'close') {
    service.change(remoteId, { state: step.merged ? 'merged' : 'declined', closedAt: service.now });
  }
  if (step.kind === 'review') {
    // Some services do not count a review as an update: only a webhook tells of it.
    service.change(remoteId, { ...reviewed(target, step), ...(step.isSilent ? { updatedAt } : {}) });
    if (step.isSilent) waiting.push(hint(remoteId));
  }
  if (step.kind === 'delete') {
    service.delete(remoteId);
    waiting.push(hint(remoteId));
  }
  if (step.kind === 'webhook') waiting.push(hint(remoteId));
}

async function work({ connected, waiting }: World, place: number, store = house.store): Promise<void> {
  const request = waiting[place];
  if (request === undefined) return;
  const { repositoryId } = connected;
  const job = { repositoryId, ...request };
  await indexPullRequests({ ...house, store }, job, new AbortController().signal);
  waiting.splice(place, 1);
}

async function take(world: World, step: Step): Promise<void> {
  happen(world, step);
  const { waiting } = world;
  if (step.kind === 'poll') waiting.push({ scope: { kind: 'changed' }, trigger: 'schedule' });
  if (step.kind === 'reindex') waiting.push({ scope: { kind: 'changed' }, trigger: 'reindex' });
  if (step.kind === 'work') await work(world, step.newestFirst ? waiting.length - 1 : 0);
  if (step.kind === 'drain') await story.finishJobs();
  if (step.kind !== 'kill') return;
  try {
    await work(world, 0, mortalStore(house.store, step.after, step.afterWrite));
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
}

function keysOf(pullRequest: PullRequest): readonly string[] {
  return [...pullRequest.title.matchAll(/ABC-\d/g)].map(([key]) => key).sort();
}

function wordsForJira(pullRequest: PullRequest): string {
  const { isDraft, state, reviewers } = pullRequest;
  const title = isDraft && state === 'open' ? `Draft: ${pullRequest.title}` : pullRequest.title;
  const content = {
    title,
    status: state.toUpperCase(),
    reviewers: reviewers.map(({ person, verdict }) => ({
      name: person.login,
      approvalStatus: verdict === 'approved' ? 'APPROVED' : 'UNAPPROVED',
    })),
  };
  return jiraLine(content, keysOf(pullRequest));
}

function atJira({ connected }: World): Readonly<Record<string, string>> {
  const found = house.jira.sandbox.snapshot().repositories.find(({ id }) => id.endsWith(`-${connected.repositoryId}`));
  return Object.fromEntries((found?.pullRequests ?? []).map(({ id, keys, content }) => [id, jiraLine(content, keys)]));
}

/** Each story asks the database some hundred times, on a machine that has other things to do. */
const patience = 120_000;

describe('pull requests', () => {
  it('are true in the end, here and at Jira, however they came', { timeout: patience }, async () => {
    await fc.assert(
      fc.asyncProperty(anySteps, fc.boolean(), async (steps, isReadBefore) => {
        const world = await makeWorld();
        for (const first of titles) world.service.open({ title: first });
        if (isReadBefore) {
          await take(world, { kind: 'poll' });
          await take(world, { kind: 'work', newestFirst: true });
        }
        for (const step of steps) await take(world, step);
        world.waiting.push({ scope: { kind: 'changed' }, trigger: 'schedule' });
        while (world.waiting.length > 0) await work(world, 0);
        await story.finishJobs();
        const truth = [...world.service.pullRequests.values()].filter((each) => keysOf(each).length > 0);
        const rows = await story.rows(world.connected);
        expect(rows).toEqual(truth);
        const wanted = Object.fromEntries(truth.map((each) => [each.remoteId, wordsForJira(each)]));
        expect(atJira(world)).toEqual(wanted);
        expect(await story.standing(world.connected)).toMatchObject({ walk: undefined, problem: undefined });
      }),
      { numRuns: 15 },
    );
  });
});
