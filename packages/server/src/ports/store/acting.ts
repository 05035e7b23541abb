/** The port to what acting from an issue asks: what somebody chose last, and which repositories come into question. */

import type { IdentityId, IssueKey, PersonId, ProjectKey, PushedPlaces, RepositoryId } from '@branchline/domain';
import type { RepositoryStanding } from './repositories.ts';

/** What somebody last chose in a repository, from an issue of a project. */
export interface ActionChoice {
  readonly repositoryId: RepositoryId;
  /** What a branch or pull request was last made from; undefined: never yet. */
  readonly sourceBranch: string | undefined;
  /** What a pull request was last made into. */
  readonly targetBranch: string | undefined;
}

/** A choice just made. What is left out stays as it was. */
export interface NewActionChoice {
  readonly project: ProjectKey;
  readonly repositoryId: RepositoryId;
  readonly sourceBranch?: string;
  readonly targetBranch?: string;
}

/** Which repositories come into question. */
export interface CandidateQuery {
  /** Where the issue's project may act: of each site of whoever asks, together. */
  readonly places: readonly PushedPlaces[];
  /** Where whoever asks may look; undefined: everywhere. */
  readonly inSight: readonly PushedPlaces[] | undefined;
  /** Names of connectors that can act. */
  readonly connectors: readonly string[];
  /** Part of a name, in any case. */
  readonly search: string | undefined;
  /** No other than this one; undefined: any. */
  readonly only: RepositoryId | undefined;
  /** Goes before all others. */
  readonly preferred: RepositoryId | undefined;
  /** Every key that the issue has and had. */
  readonly keys: readonly IssueKey[];
  readonly project: ProjectKey;
  readonly skip: number;
  readonly limit: number;
}

/** A repository that comes into question, and why it stands where it stands. */
export interface Candidate {
  readonly repository: RepositoryStanding;
  readonly namesIssue: boolean;
  /** Linked commits of the project, counted over its first `projectLinksCounted` links. */
  readonly projectCommits: number;
}

/** Links of a project that are counted for the order of repositories: a project may have millions. */
export const projectLinksCounted = 50_000;

/** A branch, or a pull request, of a repository. */
export type ActedOn =
  /** Without `refs/heads/`. */
  | { readonly kind: 'branch'; readonly name: string }
  /** By its id at the service. */
  | { readonly kind: 'pull-request'; readonly remoteId: string };

/** Choices that are kept of somebody; the oldest go. */
export const mostChoices = 200;

/** What people chose, and what comes into question for them. */
export interface ActingTable {
  /** For issues of this project, the latest first. */
  choices(person: PersonId, project: ProjectKey): Promise<readonly ActionChoice[]>;
  choose(identity: IdentityId, choice: NewActionChoice, at: Date): Promise<void>;
  /**
   * The preferred one, those that name the issue, then by how much of the project is in them, then by name. Archived
   * ones, those that are gone, and those of integrations that are being removed are left out.
   */
  candidates(query: CandidateQuery): Promise<readonly Candidate[]>;
  /** Whether it is known, is there still, and names one of these issues. */
  names(repository: RepositoryId, thing: ActedOn, keys: readonly IssueKey[]): Promise<boolean>;
}
