/** A Git service in memory with pull requests, for tests of what is made of them: its truth can be set and compared. */

import type { CheckedPullRequest, Failure, PullRequest, PullRequestChecks, RemoteRepository } from '@branchline/domain';
import type { ChangedSince, GitServiceConnector, PullRequestPage, PullRequestReader } from '../ports/git-service.ts';
import { pullRequestOf } from './example-rows.ts';

export interface FakeGitService {
  readonly connector: GitServiceConnector;
  /** The truth: every pull request there is, completely. */
  readonly pullRequests: ReadonlyMap<string, PullRequest>;
  /** Opens one; its id is the next number. */
  open(changes?: Partial<PullRequest>): PullRequest;
  /** Changes one that is there, now. */
  change(remoteId: string, changes: Partial<PullRequest>): PullRequest;
  delete(remoteId: string): void;
  /** As the list tells it. */
  listed(pullRequest: PullRequest): PullRequest;
  /** `list <after>`, `get <id>`, `checks <id>`, in order. */
  readonly calls: string[];
  /** Asked before each call with the same words; what it returns is thrown. */
  failing: (call: string) => Failure | undefined;
  /** What is answered about one, which is the truth at first. */
  answering: (pullRequest: PullRequest) => PullRequest;
  /** What is answered about the checks of one; undefined: this service knows of no checks at all. */
  checking: ((pullRequest: CheckedPullRequest) => PullRequestChecks | undefined) | undefined;
  /** Whether the repository can be seen at all. */
  isVisible: boolean;
  /** The service's clock, which is its own. */
  now: Date;
  pageSize: number;
}

const second = 1000;

/** One with one repository, at this clone URL. */
export function fakeGitService(cloneUrl: string): FakeGitService {
  const pullRequests = new Map<string, PullRequest>();
  const remote: RemoteRepository = { remoteId: '77', name: 'acme/shop', cloneUrl, webUrl: undefined };
  let highest = 0;
  const service: FakeGitService = {
    connector: connectorOf(() => service, remote),
    pullRequests,
    open(changes = {}) {
      highest += 1;
      service.now = new Date(service.now.getTime() + second);
      const opened = { ...pullRequestOf(highest), createdAt: service.now, updatedAt: service.now, ...changes };
      pullRequests.set(opened.remoteId, opened);
      return opened;
    },
    change(remoteId, changes) {
      service.now = new Date(service.now.getTime() + second);
      const before = pullRequests.get(remoteId);
      if (before === undefined) throw new Error(`There is no pull request ${remoteId}.`);
      const after = { ...before, updatedAt: service.now, ...changes };
      pullRequests.set(remoteId, after);
      return after;
    },
    delete: (remoteId) => void pullRequests.delete(remoteId),
    listed: (pullRequest) => ({
      ...pullRequest,
      reviewers: pullRequest.reviewers.filter(({ verdict }) => verdict === 'none'),
      commentCount: 0,
      isComplete: false,
    }),
    calls: [],
    failing: () => undefined,
    answering: (pullRequest) => pullRequest,
    checking: undefined,
    isVisible: true,
    now: new Date(Date.UTC(2026, 1, 1)),
    pageSize: 3,
  };
  return service;
}

function ask(service: FakeGitService, call: string): void {
  service.calls.push(call);
  const failure = service.failing(call);
  if (failure !== undefined) throw failure;
}

function readerOf(service: FakeGitService): PullRequestReader {
  const { checking } = service;
  const checks = async (_repository: RemoteRepository, pullRequest: CheckedPullRequest) => {
    ask(service, `checks ${pullRequest.remoteId}`);
    return checking?.(pullRequest);
  };
  return {
    ...(checking === undefined ? {} : { checks }),
    async get(_repository, remoteId) {
      ask(service, `get ${remoteId}`);
      const found = service.pullRequests.get(remoteId);
      return found && service.answering(found);
    },
    changedSince: (_repository, wanted) => pagesOf(service, wanted),
  };
}

/** The latest updated first, by place: what is updated meanwhile moves to the front, and the rest shifts back. */
async function* pagesOf(service: FakeGitService, { since, after, validator }: ChangedSince) {
  for (let place: number | undefined = Number(after ?? 0); place !== undefined;) {
    ask(service, `list ${place}`);
    const changed = [...service.pullRequests.values()]
      .sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime())
      .filter(({ updatedAt }) => since === undefined || updatedAt >= since);
    const rows = changed.slice(place, place + service.pageSize);
    const tag = JSON.stringify(rows);
    if (place === 0 && validator === tag) return;
    const next: number | undefined = place + service.pageSize < changed.length ? place + service.pageSize : undefined;
    const page: PullRequestPage = {
      pullRequests: rows.map((row) => service.listed(row)),
      next: next === undefined ? undefined : String(next),
      validator: place === 0 ? tag : undefined,
    };
    yield page;
    place = next;
  }
}

const noPage = () => undefined;

function connectorOf(service: () => FakeGitService, remote: RemoteRepository): GitServiceConnector {
  const listed = { owner: 'acme', isArchived: false, isEmpty: false, raw: {} };
  const entry = { ...remote, ...listed, activeAt: undefined, mayAdminister: undefined };
  return {
    id: 'fake',
    title: 'Fake service',
    words: { pullRequest: 'Merge request' },
    settingsForm: [],
    credentialKinds: ['none', 'token'],
    capabilities: ['pull-requests'],
    parseSettings: () => ({}),
    links: () => ({ repository: noPage, commit: noPage, branch: noPage, tag: noPage, file: noPage, compare: noPage }),
    connect: () => ({
      check: async () => ({ account: undefined, version: undefined, missingRights: [], expiresAt: undefined }),
      async *listRepositories() {
        yield { repositories: [entry], raw: [], next: undefined };
      },
      findRepository: async () => (service().isVisible ? entry : undefined),
      gitAccess: async ({ cloneUrl }) => ({ url: cloneUrl, credential: { kind: 'none' } }),
      pullRequests: readerOf(service()),
    }),
  };
}
