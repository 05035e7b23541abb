/** Whether an issue has shipped: which branches and tags contain all, some or none of its commits. */

import { Failure, type CommitHash, type IssueKey, type RepositoryId } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { Clock } from '../../ports/clock.ts';
import type { GitBrowser } from '../../ports/git-browser.ts';
import type { Log } from '../../ports/log.ts';
import type { IssuePlaces, PlacedIssueCommit } from '../../ports/store/issue-commits.ts';
import { shortMemory } from '../permissions/short-memory.ts';
import { openIssueScope, type IssueScope, type IssueScopeDeps } from './issue-scope.ts';
import { servicesOf, type ServedRepository, type ServicesDeps } from './services-of.ts';

export interface ShowIssueShippingDeps extends IssueScopeDeps, ServicesDeps {
  readonly store: IssueScopeDeps['store'];
  readonly browser: Pick<GitBrowser, 'branchList' | 'branchesContaining'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** A branch or tag by what it contains. */
export interface Holder {
  readonly name: string;
  /** Of the issue's commits those that it contains. */
  readonly held: ReadonlySet<CommitHash>;
}

/** One repository's part. */
export interface ShippedRepository extends ServedRepository {
  /** Newest first. */
  readonly commits: readonly PlacedIssueCommit[];
  readonly releasedCount: number;
  /** The default branch first, then those that contain most. */
  readonly branches: readonly (Holder & { readonly isDefault: boolean })[];
  readonly tags: readonly (Holder & { readonly at: Date })[];
  readonly shippedIn: string | undefined;
  readonly nowhere: readonly PlacedIssueCommit[];
  /** Undefined until branches and tags were read. */
  readonly knownAt: Date | undefined;
}

export type ShippingVerdict =
  | 'nothing'
  | 'unknown'
  | 'not-merged'
  | 'partly-merged'
  | 'merged'
  | 'partly-released'
  | 'released';

export interface IssueShippingView extends Pick<IssueScope, 'key' | 'children' | 'withheld'> {
  readonly repositories: readonly ShippedRepository[];
  readonly verdict: ShippingVerdict;
}

/** Asks about one issue. Undefined for one that is not for their eyes. @throws Failure when nobody could tell */
export type ShowIssueShipping = (
  caller: Caller,
  asked: IssueKey,
  include: 'issue' | 'children',
  stopping?: AbortSignal,
) => Promise<IssueShippingView | undefined>;

/** Branches of a repository that are told. */
export const shownBranchesLimit = 50;
/** Tags of a repository that are told. */
export const shownTagsLimit = 200;
/** Branches that are looked into: those that name the issue, and those that moved last. */
const lookedBranches = 60;
/** What was found out about branches is told again within this time, unless something was pushed. */
const branchesMilliseconds = 60_000;
const mostAnswers = 1000;

type BranchesHeld = ReadonlyMap<string, ReadonlySet<CommitHash>>;

/** Make one for a process and keep it: walks through history are remembered for a minute. No Git service is contacted. */
export function createShowIssueShipping(deps: ShowIssueShippingDeps): ShowIssueShipping {
  const memory = shortMemory<BranchesHeld>(deps.clock, branchesMilliseconds, mostAnswers);

  async function branchesHeld(
    { repository, isMirrored }: ServedRepository,
    commits: readonly PlacedIssueCommit[],
    named: readonly string[],
    stopping: AbortSignal | undefined,
  ): Promise<BranchesHeld> {
    if (!isMirrored) return new Map();
    const hashes = commits.map(({ hash }) => hash);
    const name = [repository.id, repository.refsFingerprint, ...named, ...hashes].join(' ');
    const known = memory.recall(name);
    if (known !== undefined) return known;
    try {
      const held = await askGit(deps.browser, repository, hashes, named, stopping);
      memory.keep(name, held);
      return held;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const { kind, message } = error;
      deps.log.warn('git did not say which branches contain commits', { repository: repository.id, kind, message });
      return new Map();
    }
  }

  return async (caller, asked, include, stopping) => {
    const scope = await openIssueScope(deps, caller, asked, include);
    if (scope === undefined) return undefined;
    const places = await deps.store.issueCommits.places(scope.groups);
    const byRepository = Map.groupBy(places.commits, ({ repositoryId }) => repositoryId);
    const standings = await deps.store.repositories.named([...byRepository.keys()]);
    const services = await servicesOf(deps, standings);
    const repositories = await Promise.all(
      [...services.values()].map(async (service) => {
        const commits = byRepository.get(service.repository.id) ?? [];
        const named = namesIn(places.branches, service.repository.id);
        return shippedFrom(service, commits, places, await branchesHeld(service, commits, named, stopping));
      }),
    );
    const { key, children, withheld } = scope;
    return { key, children, withheld, repositories, verdict: verdictOf(repositories) };
  };
}

function namesIn(things: IssuePlaces['branches'], repository: RepositoryId): readonly string[] {
  return things.filter(({ repositoryId }) => repositoryId === repository).map(({ name }) => name);
}

async function askGit(
  browser: ShowIssueShippingDeps['browser'],
  repository: ServedRepository['repository'],
  commits: readonly CommitHash[],
  named: readonly string[],
  stopping: AbortSignal | undefined,
): Promise<BranchesHeld> {
  const wanted = new Set(named);
  const listed = (await browser.branchList(repository, stopping))
    .filter(({ name }) => name !== repository.defaultBranch)
    .toSorted((a, b) => Number(wanted.has(b.name)) - Number(wanted.has(a.name)) || b.at.getTime() - a.at.getTime());
  return browser.branchesContaining(repository, listed.slice(0, lookedBranches), commits, stopping);
}

function shippedFrom(
  service: ServedRepository,
  commits: readonly PlacedIssueCommit[],
  { containments, tags }: IssuePlaces,
  branchesHeld: BranchesHeld,
): ShippedRepository {
  const { repository, isMirrored } = service;
  const placeOf = ({ containmentId }: PlacedIssueCommit) =>
    containmentId === undefined ? undefined : containments.get(containmentId);
  const hashesOf = (some: readonly PlacedIssueCommit[]) => new Set(some.map(({ hash }) => hash));
  const byGroup = [...Map.groupBy(commits, placeOf)];
  const holders = tags
    .filter(({ repositoryId }) => repositoryId === repository.id)
    .map(({ name, at }) => {
      const inside = byGroup.filter(([place]) => place?.tags.has(name));
      return { name, at, held: hashesOf(inside.flatMap(([, own]) => own)) };
    });
  const isReleased = (commit: PlacedIssueCommit) => (placeOf(commit)?.tags.size ?? 0) > 0;
  const onDefault = commits.filter((commit) => placeOf(commit)?.onDefaultBranch);
  return {
    ...service,
    commits,
    releasedCount: commits.filter(isReleased).length,
    branches: isMirrored ? branchesFrom(repository.defaultBranch, hashesOf(onDefault), branchesHeld) : [],
    tags: shownTags(holders),
    shippedIn: holders.find(({ held }) => held.size === commits.length)?.name,
    nowhere: isMirrored ? commits.filter((commit) => !isReleased(commit) && !placeOf(commit)?.onDefaultBranch) : [],
    knownAt: isMirrored ? repository.indexedAt : undefined,
  };
}

function branchesFrom(
  defaultBranch: string | undefined,
  onDefault: ReadonlySet<CommitHash>,
  branchesHeld: BranchesHeld,
): ShippedRepository['branches'] {
  const first = defaultBranch === undefined ? [] : [{ name: defaultBranch, held: onDefault, isDefault: true }];
  const others = [...branchesHeld]
    .filter(([, held]) => held.size > 0)
    .map(([name, held]) => ({ name, held, isDefault: false }))
    .toSorted((a, b) => b.held.size - a.held.size);
  return [...first, ...others].slice(0, shownBranchesLimit);
}

/** Where there are too many, those that contain something before those that do not; always the oldest first. */
function shownTags(tags: ShippedRepository['tags']): ShippedRepository['tags'] {
  if (tags.length <= shownTagsLimit) return tags;
  const ordered = [...tags.filter(({ held }) => held.size > 0), ...tags.filter(({ held }) => held.size === 0)];
  const shown = new Set(ordered.slice(0, shownTagsLimit));
  return tags.filter((tag) => shown.has(tag));
}

/** Of the repositories whose branches and tags are known. */
function verdictOf(repositories: readonly ShippedRepository[]): ShippingVerdict {
  if (repositories.length === 0) return 'nothing';
  const known = repositories.filter(({ knownAt }) => knownAt !== undefined);
  if (known.length === 0) return 'unknown';
  const sumOf = (count: (each: ShippedRepository) => number) => known.reduce((sum, each) => sum + count(each), 0);
  const all = sumOf(({ commits }) => commits.length);
  const released = sumOf(({ releasedCount }) => releasedCount);
  const merged = sumOf(({ branches }) => branches.find(({ isDefault }) => isDefault)?.held.size ?? 0);
  if (released === all) return 'released';
  if (released > 0) return 'partly-released';
  if (merged === all) return 'merged';
  return merged > 0 ? 'partly-merged' : 'not-merged';
}
