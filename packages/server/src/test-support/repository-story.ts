/** A house with one repository that a test writes history into and looks at again and again. */

import type { IssueKey } from '@branchline/domain';
import { indexRepository } from '../features/indexing/index-repository.ts';
import type { RepositoryDevelopment } from '../ports/store/issues.ts';
import type { RepositoryStanding } from '../ports/store/repositories.ts';
import { gitPlayground, type GitPlayground } from './git-playground.ts';
import type { TestJiraOptions } from './start-test-jira.ts';
import { openTestHouse, type Connected, type Projects, type TestHouse } from './test-house.ts';

/** Someone who looks by themselves. */
export const notStopping = new AbortController().signal;

export interface RepositoryStory {
  readonly house: TestHouse;
  readonly git: GitPlayground;
  /** The clone URL. */
  readonly origin: string;
  /** Pushes what there is, connects the repository and indexes it. */
  connectAndIndex(projects?: Projects): Promise<Connected>;
  /** Pushes, and a minute later looks as the schedule would. @throws Error when a job fails */
  pushAndLook(connected: Connected): Promise<void>;
  /** Runs what waits. @throws Error when a job fails */
  finishJobs(): Promise<void>;
  /** What an issue shows of the repository. */
  issue(key: string, connected: Connected): Promise<RepositoryDevelopment | undefined>;
  /** The issue's commits, newest first. */
  hashesOf(key: string, connected: Connected): Promise<readonly string[]>;
  standing(connected: Connected): Promise<RepositoryStanding>;
  /** Ids of the commits and branches that Jira has, with their keys. */
  atJira(): Readonly<Record<string, readonly string[]>>;
  close(): Promise<void>;
}

/** Call it in `beforeEach`, and its `close` in `afterEach`. */
export async function openRepositoryStory(options: TestJiraOptions = {}): Promise<RepositoryStory> {
  const house = await openTestHouse(options);
  const git = await gitPlayground();
  const origin = await git.bareOrigin();
  const { store } = house;

  async function finishJobs(): Promise<void> {
    const [failed] = await house.drain();
    if (failed !== undefined) throw new Error(`${failed.name} failed`, { cause: failed.failure });
  }

  async function issue(key: string, { repositoryId }: Connected) {
    return (await store.issues.development(key as IssueKey, [repositoryId], 1000))[0];
  }

  return {
    house,
    git,
    origin,
    finishJobs,
    issue,
    async connectAndIndex(projects) {
      await git.push();
      const connected = await house.connect(origin, projects);
      await finishJobs();
      return connected;
    },
    async pushAndLook({ repositoryId }) {
      await git.push();
      house.advance(60_000);
      await indexRepository(house, { repositoryId, trigger: 'schedule' }, notStopping);
      await finishJobs();
    },
    async hashesOf(key, connected) {
      return (await issue(key, connected))?.commits.map(({ commit }) => commit.hash) ?? [];
    },
    async standing({ repositoryId }) {
      const repository = await store.repositories.get(repositoryId);
      if (repository === undefined) throw new Error('The repository is gone.');
      return repository;
    },
    atJira() {
      const { repositories } = house.jira.sandbox.snapshot();
      const entities = repositories.flatMap(({ commits, branches }) => [...commits, ...branches]);
      return Object.fromEntries(entities.map(({ id, keys }) => [id, keys]));
    },
    async close() {
      await house.close();
      await git.remove();
    },
  };
}
