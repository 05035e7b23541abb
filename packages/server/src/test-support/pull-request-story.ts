/** A house with one repository at a fake Git service, whose pull requests a test opens, reviews, merges and deletes. */

import type { IntegrationMode, IssueKey, PullRequest } from '@branchline/domain';
import type { GitServiceConnector } from '../ports/git-service.ts';
import type { PullRequestStanding } from '../ports/store/pull-request-walks.ts';
import { addIndexJob, addPullRequestJob } from '../ports/job-options.ts';
import { fakeGitService, type FakeGitService } from './fake-git-service.ts';
import { gitPlayground, type GitPlayground } from './git-playground.ts';
import { openTestHouse, type Connected, type TestHouse } from './test-house.ts';

export interface PullRequestStory {
  readonly house: TestHouse;
  readonly git: GitPlayground;
  readonly service: FakeGitService;
  readonly origin: string;
  /** Adds the integration and its repository, associated with all projects; nothing has been looked at. */
  connect(mode?: IntegrationMode): Promise<Connected>;
  /** Queues what the schedule, a person or a webhook about one pull request would. */
  look(connected: Connected, what?: 'schedule' | 'reindex' | { readonly webhook: string }): Promise<void>;
  /** Runs what waits. @throws Error when a job fails */
  finishJobs(): Promise<void>;
  standing(connected: Connected): Promise<PullRequestStanding>;
  /** Rows that are not removed, by their ids. */
  rows(connected: Connected): Promise<readonly PullRequest[]>;
  /** Ids of the pull requests that Jira has, with their titles and keys. */
  atJira(): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Keys of the stories: every pull request of interest names one of them. */
export const storyKeys = ['ABC-1', 'ABC-2', 'ABC-3'] as const;

/** Call it in `beforeEach`, and its `close` in `afterEach`. */
export async function openPullRequestStory(): Promise<PullRequestStory> {
  const house = await openTestHouse();
  const git = await gitPlayground();
  const origin = await git.bareOrigin();
  const service = fakeGitService(origin);
  (house.connectors as Map<string, GitServiceConnector>).set('fake', service.connector);
  return {
    house,
    git,
    service,
    origin,
    connect: (mode) => connectFake(house, origin, mode),
    async look({ repositoryId }, what = 'schedule') {
      const repository = await house.store.repositories.get(repositoryId);
      if (repository === undefined) throw new Error('The repository is gone.');
      await house.store.transaction(async ({ jobs }) => {
        if (typeof what === 'string') await addIndexJob(jobs, repository, what, 'person');
        else {
          const scope = { kind: 'some', remoteIds: [what.webhook] } as const;
          await addPullRequestJob(jobs, repository, scope, 'webhook', 'webhook');
        }
      });
    },
    async finishJobs() {
      const [failed] = await house.drain();
      if (failed !== undefined) throw new Error(`${failed.name} failed`, { cause: failed.failure });
    },
    standing: ({ repositoryId }) => house.store.pullRequestWalks.standing(repositoryId),
    async rows({ repositoryId }) {
      const found = new Map<string, PullRequest>();
      for (const key of storyKeys) {
        const [development] = await house.store.issues.development(key as IssueKey, [repositoryId], 1000);
        for (const { pullRequest } of development?.pullRequests ?? []) found.set(pullRequest.remoteId, pullRequest);
      }
      return [...found.values()].sort((a, b) => Number(a.remoteId) - Number(b.remoteId));
    },
    atJira() {
      const { repositories } = house.jira.sandbox.snapshot();
      const entities = repositories.flatMap(({ pullRequests }) => pullRequests);
      return Object.fromEntries(entities.map(({ id, keys, content }) => [id, jiraLine(content, keys)]));
    },
    async close() {
      await house.close();
      await git.remove();
    },
  };
}

/** What Jira shows of a pull request, in a line. */
export function jiraLine(content: Readonly<Record<string, unknown>>, keys: readonly string[]): string {
  const reviewers = content['reviewers'] as readonly { readonly name: string; readonly approvalStatus: string }[];
  const verdicts = reviewers.map(({ name, approvalStatus }) => `${name} ${approvalStatus}`).join(', ');
  return `${String(content['title'])} ${String(content['status'])} [${verdicts}] ${keys.join(' ')}`;
}

async function connectFake(house: TestHouse, origin: string, mode: IntegrationMode = 'two-way'): Promise<Connected> {
  const { store } = house;
  const { id: integrationId } = await store.integrations.add({ connector: 'fake', name: 'Fake', settings: {}, mode });
  const remote = { remoteId: '77', name: 'acme/shop', cloneUrl: origin, webUrl: undefined };
  const { id: repositoryId } = await store.repositories.save(integrationId, remote);
  await house.associate({ integrationId }, 'all');
  return { integrationId, repositoryId };
}
