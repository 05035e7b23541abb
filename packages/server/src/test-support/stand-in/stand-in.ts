/** What tests and families hold of a running stand-in: its state, and everything that may happen there. */

import type { CommitHash } from '@branchline/domain';
import type { GitPlayground } from '../git-playground.ts';
import type { Faults } from './faults.ts';
import type {
  StandInAccess,
  StandInComment,
  StandInDelivery,
  StandInHook,
  StandInOwner,
  StandInPerson,
  StandInPullRequest,
  StandInRepository,
  StandInReview,
  StandInState,
  StandInToken,
} from './state.ts';

export interface StandIn {
  /** Origin and prefix, without a slash at the end. */
  readonly url: string;
  /** PEM; undefined over http. */
  readonly certificate: string | undefined;
  readonly state: StandInState;
  readonly faults: Faults;
  /** All there were, those of git included, oldest first. Empty it to look at what follows. */
  readonly requests: RecordedRequest[];
  /** Where requests and answers differ from the description; empty without BRANCHLINE_CONTRACTS. */
  violations(): readonly string[];

  addPerson(wish: PersonWish): StandInPerson;
  addOwner(path: string, kind?: StandInOwner['kind']): StandInOwner;
  addToken(person: StandInPerson, wish: TokenWish): StandInToken;
  /** `owner/name`; the owner is made when missing. It has no commits yet. */
  addRepository(fullName: string, wish?: RepositoryWish): Promise<StandInRepository>;
  /** A copy under another owner, with a working repository of its own. */
  fork(repository: StandInRepository, fullName: string): Promise<StandInRepository>;
  /** As if made on a page of the service. Secrets and words for events are the service's. */
  addHook(place: { readonly hooks: StandInHook[] }, wish: HookWish): StandInHook;

  /** Pushes all of `repository.git` for real, moves pull requests along, and delivers webhooks. */
  push(repository: StandInRepository, by?: StandInPerson): Promise<void>;
  /** Makes, moves (by force) or deletes one ref of the bare repository, as the API would, with all consequences. */
  setRef(repository: StandInRepository, ref: string, to: CommitHash | undefined, by?: StandInPerson): Promise<void>;

  openPullRequest(repository: StandInRepository, wish: PullRequestWish): Promise<StandInPullRequest>;
  updatePullRequest(
    pullRequest: StandInPullRequest,
    change: PullRequestChange,
    by?: StandInPerson,
  ): Promise<StandInPullRequest>;
  review(
    pullRequest: StandInPullRequest,
    by: StandInPerson,
    verdict: StandInReview['verdict'],
    text?: string,
  ): Promise<StandInReview>;
  comment(pullRequest: StandInPullRequest, by: StandInPerson, text: string): Promise<StandInComment>;
  /** A real merge in the bare repository. @throws Error when git cannot merge */
  merge(
    pullRequest: StandInPullRequest,
    by?: StandInPerson,
    method?: 'merge' | 'squash' | 'rebase',
  ): Promise<StandInPullRequest>;
  decline(pullRequest: StandInPullRequest, by?: StandInPerson): Promise<StandInPullRequest>;
  reopen(pullRequest: StandInPullRequest, by?: StandInPerson): Promise<StandInPullRequest>;

  /** Renames or moves; the old name redirects. */
  rename(repository: StandInRepository, fullName: string, by?: StandInPerson): Promise<void>;
  archive(repository: StandInRepository, by?: StandInPerson): Promise<void>;
  /** Forks lose their parent, pull requests from it their source. */
  removeRepository(repository: StandInRepository, by?: StandInPerson): Promise<void>;

  /** POSTs and waits for the answer. */
  ping(hook: StandInHook, by?: StandInPerson): Promise<void>;
  /** The same again: same headers, same body, same delivery id, as services do it. */
  redeliver(hook: StandInHook, delivery: StandInDelivery): Promise<StandInDelivery>;
  /** Adds a violation of the family's own finding. */
  object(problem: string): void;
  /** Stops and removes everything. @throws Error when there were violations */
  close(): Promise<void>;
}

export interface RecordedRequest {
  readonly method: string;
  /** Without the prefix. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Undefined: nobody known. */
  readonly token: StandInToken | undefined;
  readonly isGit: boolean;
  /** Of the answer; undefined until there is one. */
  status: number | undefined;
}

export interface PersonWish {
  readonly login: string;
  readonly name?: string;
  readonly email?: string;
}

export interface TokenWish {
  readonly value: string;
  readonly scopes: readonly string[];
  readonly kind: string;
  readonly expiresAt?: Date;
}

export interface RepositoryWish {
  readonly isPrivate?: boolean;
  readonly description?: string;
  readonly labels?: readonly string[];
  /** Of everybody who is not named; `admin` unless given. */
  readonly standardAccess?: StandInAccess;
  /** A copy of this one, which was pushed to its `origin` already; nobody is told of the push. */
  readonly like?: GitPlayground;
}

export interface HookWish {
  readonly url: string;
  readonly secret: string;
  readonly events: readonly string[];
  readonly own?: Readonly<Record<string, unknown>>;
}

export interface PullRequestWish {
  readonly title: string;
  readonly description?: string;
  readonly author: StandInPerson;
  /** A branch that was pushed. */
  readonly source: string;
  /** The fork it comes from. */
  readonly from?: StandInRepository;
  /** The default branch unless given. */
  readonly target?: string;
  readonly isDraft?: boolean;
  readonly reviewers?: readonly StandInPerson[];
  readonly labels?: readonly string[];
}

export interface PullRequestChange {
  readonly title?: string;
  readonly description?: string;
  readonly targetBranch?: string;
  readonly isDraft?: boolean;
  readonly reviewers?: readonly StandInPerson[];
  readonly labels?: readonly string[];
}
