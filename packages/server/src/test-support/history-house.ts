/** A repository with linked and unlinked commits, mirrored and in a store, and a gate that opens what a test says. */

import type { CommitHash, IssueKey, JiraSiteId, RepositoryId } from '@branchline/domain';
import { heldComparisons } from '../features/browsing/held-comparison.ts';
import type { HistoryDeps } from '../features/browsing/history-deps.ts';
import type { Caller } from '../ports/caller.ts';
import type { IssueGate, WithheldService } from '../ports/issue-gate.ts';
import { addExampleRepository, linksTo } from './example-rows.ts';
import { gitPlayground, type GitPlayground } from './git-playground.ts';
import { jiraUser } from './jira-sight.ts';
import { accessTo, testMirror, type TestMirror } from './test-mirror.ts';
import { openTestStore, type TestStore } from './test-store.ts';

/** What the gate lets through; tests change it. */
export interface Sight {
  issues: ReadonlySet<string>;
  /** Projects that may see the repositories. */
  projects: ReadonlySet<string>;
  repositories: ReadonlySet<RepositoryId>;
  sites: readonly JiraSiteId[];
  withheld: readonly WithheldService[];
  /** Keys of each question to Jira. */
  readonly questions: IssueKey[][];
}

export interface HistoryHouse {
  readonly test: TestStore;
  readonly place: TestMirror;
  readonly git: GitPlayground;
  readonly id: RepositoryId;
  readonly deps: HistoryDeps;
  readonly sight: Sight;
  /** Somebody who is not an administrator. */
  readonly caller: Caller;
  /** Commits without files; with keys it is linked. @returns its hash, once it is mirrored */
  readonly commit: (message: string, keys?: readonly string[], author?: string) => Promise<CommitHash>;
  readonly fetch: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Nothing is in the repository yet. */
export async function openHistoryHouse(): Promise<HistoryHouse> {
  const test = await openTestStore();
  const { store } = test;
  const place = testMirror();
  const git = await gitPlayground();
  const id = await addExampleRepository(store);
  const sight: Sight = {
    issues: new Set(),
    projects: new Set(['ABC']),
    repositories: new Set([id]),
    sites: [],
    withheld: [],
    questions: [],
  };
  const standing = await store.repositories.get(id);
  if (standing === undefined) throw new Error('There is no repository.');
  const repository = { ...standing, cloneUrl: git.path, defaultBranch: 'main' };
  const fetch = async () => void (await place.mirror.update(repository, accessTo(git.path)));
  const deps: HistoryDeps = {
    store,
    connectors: new Map(),
    issueGate: gateOf(sight),
    browser: place.browser,
    mirror: place.mirror,
    readKnownIssues: async (_sites, keys) =>
      new Map(keys.map((key) => [key, { summary: `About ${key}`, type: 'Bug', status: 'Open', url: '' }])),
    comparisons: heldComparisons({ now: () => new Date() }),
    openToBrowse: async (_caller, wanted) => (sight.repositories.has(wanted) && wanted === id ? repository : undefined),
  };
  return {
    test,
    place,
    git,
    id,
    deps,
    sight,
    fetch,
    caller: jiraUser(1 as JiraSiteId, 'ada'),
    async commit(message, keys = [], author = 'Ada') {
      const hash = await git.commit(message, {}, { author, email: `${author.toLowerCase()}@example.org` });
      await fetch();
      const commits = await place.mirror.commitsByHash(repository, [hash]);
      await store.development.saveCommits(
        id,
        commits.map((commit) => ({ commit, links: linksTo(...keys) })),
        true,
      );
      return hash;
    },
    async close() {
      place.remove();
      await git.remove();
      await test.close();
    },
  };
}

function gateOf(sight: Sight): IssueGate {
  const open: IssueGate['openToBrowse'] = async (_caller, ids) => ({
    ids: ids.filter((id) => sight.repositories.has(id)),
    withheld: sight.withheld,
  });
  const seenAmong: IssueGate['seenAmong'] = async (_caller, keys) => {
    sight.questions.push([...keys]);
    return new Set(keys.filter((key) => sight.issues.has(key)));
  };
  return {
    accountsAtJira: async () => ({ accounts: [], because: undefined }),
    sitesOf: async () => sight.sites,
    seenAmong,
    maySee: async (caller, key) => (await seenAmong(caller, [key])).has(key),
    repositoriesInSight: async () => ({
      any: [...sight.repositories],
      of: (project) => (sight.projects.has(project) ? [...sight.repositories] : []),
    }),
    repository: async () => undefined,
    readableAmong: open,
    openToBrowse: open,
    openByProjects: async (_caller, ids) => ids.filter((id) => sight.repositories.has(id)),
  };
}
