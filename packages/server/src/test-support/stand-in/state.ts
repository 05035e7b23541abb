/** What a stand-in of a Git service knows: plain state that tests and families read and change, no service's words in it. */

import type { CommitHash, ReviewVerdict } from '@branchline/domain';
import type { GitPlayground } from '../git-playground.ts';

/** Everything there is at one stand-in. Families keep what only they know in `own`. */
export interface StandInState {
  /** Set by hand; every change by the stand-in's methods lets a second pass, so that each has a moment of its own. */
  readonly clock: StandInClock;
  readonly people: StandInPerson[];
  readonly tokens: StandInToken[];
  readonly owners: StandInOwner[];
  /** Deleted ones are taken out. */
  readonly repositories: StandInRepository[];
  readonly oauthClients: StandInOAuthClient[];
  readonly apps: StandInApp[];
  /** Where the service is for people and their git: origin and path prefix, without a slash at the end. */
  url: string;
  /**
   * No page of a list is longer, whatever is asked; undefined: as the service does. Services cut too. Tests set it to 2,
   * so that three things make two pages; `pageOf` honours it.
   */
  largestPage: number | undefined;
  /** What the service calls its version. */
  version: string;
  /** The next id of anything: people, repositories, webhooks, reviews share one count, as no test relies on which. */
  nextId(): number;
  readonly own: Record<string, unknown>;
}

export interface StandInClock {
  now(): Date;
  advance(milliseconds: number): void;
  set(moment: Date): void;
}

export interface StandInPerson {
  readonly id: number;
  login: string;
  name: string;
  email: string;
}

/** What somebody proves with who they are: made by hand, by OAuth, or for an app's installation. */
export interface StandInToken {
  readonly value: string;
  readonly person: StandInPerson;
  /** As the service names them. What each allows is the family's affair. */
  scopes: string[];
  /** The family's word: `classic`, `fine-grained`, `personal`, `project`, `oauth`, `installation` … */
  readonly kind: string;
  expiresAt: Date | undefined;
  isRevoked: boolean;
  readonly own: Record<string, unknown>;
}

/** A person's own space, an organisation, or a group (its `path` then has slashes in it). */
export interface StandInOwner {
  readonly id: number;
  path: string;
  name: string;
  readonly kind: 'person' | 'organization';
  readonly hooks: StandInHook[];
  readonly members: StandInPerson[];
}

export type StandInAccess = 'none' | 'read' | 'write' | 'admin';

export interface StandInRepository {
  /** Stable, whatever it is called. */
  readonly id: number;
  owner: StandInOwner;
  name: string;
  /** Names it had before, as `owner/name`: services redirect from them. */
  readonly formerNames: string[];
  description: string;
  isPrivate: boolean;
  isArchived: boolean;
  defaultBranch: string;
  /** Of people named here; everybody else has `standardAccess`. */
  readonly access: Map<StandInPerson, StandInAccess>;
  standardAccess: StandInAccess;
  readonly labels: string[];
  readonly pullRequests: StandInPullRequest[];
  readonly hooks: StandInHook[];
  forkOf: StandInRepository | undefined;
  readonly createdAt: Date;
  /** Undefined: nothing was ever pushed. */
  pushedAt: Date | undefined;
  updatedAt: Date;
  /** The bare repository. */
  readonly folder: string;
  /** A working repository whose origin is the bare one; `StandIn.push` pushes from it and sends webhooks. */
  readonly git: GitPlayground;
  readonly own: Record<string, unknown>;
}

export interface StandInPullRequest {
  /** Stable and unique in the whole service. */
  readonly id: number;
  /** Within its repository. */
  readonly number: number;
  readonly repository: StandInRepository;
  title: string;
  description: string;
  state: 'open' | 'merged' | 'declined';
  isDraft: boolean;
  readonly author: StandInPerson;
  /** `repository` is undefined when the fork was deleted; otherwise it may be another than the target's. */
  readonly source: { readonly branch: string; repository: StandInRepository | undefined };
  targetBranch: string;
  /** The newest commit of the source, also after the branch is gone. */
  head: CommitHash;
  /** The target's newest commit when it was opened. */
  readonly start: CommitHash;
  mergeCommit: CommitHash | undefined;
  mergeMethod: 'merge' | 'squash' | 'rebase' | undefined;
  closedBy: StandInPerson | undefined;
  /** People asked to review, in order, whether they have answered or not. */
  readonly asked: StandInPerson[];
  /** All that reviewers said, oldest first. */
  readonly reviews: StandInReview[];
  readonly comments: StandInComment[];
  readonly labels: string[];
  readonly createdAt: Date;
  updatedAt: Date;
  closedAt: Date | undefined;
  readonly own: Record<string, unknown>;
}

export interface StandInReview {
  readonly id: number;
  readonly person: StandInPerson;
  readonly verdict: Exclude<ReviewVerdict, 'none'>;
  readonly text: string;
  readonly commit: CommitHash;
  readonly submittedAt: Date;
}

export interface StandInComment {
  readonly id: number;
  readonly person: StandInPerson;
  readonly text: string;
  readonly createdAt: Date;
}

/** A webhook as somebody made it. */
export interface StandInHook {
  readonly id: number;
  url: string;
  secret: string;
  /** As the service names them. */
  events: string[];
  isActive: boolean;
  readonly createdAt: Date;
  updatedAt: Date;
  /** All attempts, oldest first. */
  readonly deliveries: StandInDelivery[];
  readonly own: Record<string, unknown>;
}

/** One POST to a webhook's address. */
export interface StandInDelivery {
  readonly id: number;
  /** The service's own word. */
  readonly event: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly sentAt: Date;
  /** What came back; undefined when nobody answered. */
  readonly status: number | undefined;
  readonly redeliveryOf: StandInDelivery | undefined;
}

export interface StandInOAuthClient {
  readonly id: string;
  readonly secret: string;
  readonly name: string;
  readonly redirectUrls: readonly string[];
}

/** An app registered at the service. */
export interface StandInApp {
  readonly id: number;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly slug: string;
  readonly name: string;
  /** PEM. */
  readonly privateKey: string;
  readonly publicKey: string;
  readonly owner: StandInOwner;
  readonly hook: StandInHook;
  readonly installations: StandInInstallation[];
}

export interface StandInInstallation {
  readonly id: number;
  readonly owner: StandInOwner;
  isSuspended: boolean;
  /** Undefined: all of the owner's. */
  repositories: StandInRepository[] | undefined;
}

/** `owner/name`, as people call it. */
export function fullNameOf(repository: StandInRepository): string {
  return `${repository.owner.path}/${repository.name}`;
}

/** What this person may do there; nobody in particular may read what is public. */
export function accessOf(repository: StandInRepository, person: StandInPerson | undefined): StandInAccess {
  if (person === undefined) return repository.isPrivate ? 'none' : 'read';
  return repository.access.get(person) ?? repository.standardAccess;
}

const ranks: readonly StandInAccess[] = ['none', 'read', 'write', 'admin'];

export function mayReach(
  repository: StandInRepository,
  person: StandInPerson | undefined,
  wanted: StandInAccess,
): boolean {
  return ranks.indexOf(accessOf(repository, person)) >= ranks.indexOf(wanted);
}

/** Those this person may read, oldest first. */
export function readableBy(state: StandInState, person: StandInPerson | undefined): readonly StandInRepository[] {
  return state.repositories.filter((repository) => mayReach(repository, person, 'read'));
}

/** By `owner/name`, whatever its case. */
export function repositoryNamed(state: StandInState, fullName: string): StandInRepository | undefined {
  const wanted = fullName.toLowerCase();
  return state.repositories.find((repository) => fullNameOf(repository).toLowerCase() === wanted);
}

/** The one that had this name before it was renamed or moved. */
export function formerlyNamed(state: StandInState, fullName: string): StandInRepository | undefined {
  const wanted = fullName.toLowerCase();
  return state.repositories.find(({ formerNames }) => formerNames.some((name) => name.toLowerCase() === wanted));
}

/** What the rule of the house makes of all that was said: the newest that is more than a comment, else the comment. */
export function verdictsOf(pullRequest: StandInPullRequest): ReadonlyMap<StandInPerson, ReviewVerdict> {
  const verdicts = new Map<StandInPerson, ReviewVerdict>(pullRequest.asked.map((person) => [person, 'none']));
  for (const { person, verdict } of pullRequest.reviews) {
    const before = verdicts.get(person) ?? 'none';
    if (verdict !== 'commented' || before === 'none') verdicts.set(person, verdict);
  }
  verdicts.delete(pullRequest.author);
  return verdicts;
}

/** Reviews and comments together. */
export function commentCountOf({ comments, reviews }: StandInPullRequest): number {
  return comments.length + reviews.filter(({ text }) => text !== '').length;
}
