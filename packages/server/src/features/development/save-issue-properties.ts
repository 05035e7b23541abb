/** Keeps with each issue how much git has of it, so that Jira's search finds it: where our Forge app makes it findable. */

import {
  decideAccess,
  Failure,
  formerKeysOf,
  inParallel,
  noFormerKeys,
  presentAssociations,
  presentKey,
  projectOf,
  type IssueKey,
  type JiraSiteId,
  type ProjectAssociation,
  type Repository,
  type RepositoryId,
} from '@branchline/domain';
import type { IssueProperties } from '../../ports/jira-site.ts';
import { addIssuePropertiesJob } from '../../ports/issue-property-jobs.ts';
import type { Tables } from '../../ports/store.ts';
import type { IssueGitSummary, WishedProperty } from '../../ports/store/issue-properties.ts';
import type { RepositoryDevelopment } from '../../ports/store/issues.ts';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';

/** The property's name; `packages/forge-app` tells Jira what in it may be searched. */
export const issuePropertyName = 'branchline';
/** Issues of one job; then other questions to the site have their turn. */
const issuesAtOnce = 100;
/** Requests at the same time: far from Jira's 50 writes a second. */
const lanes = 2;
/** Entries of an issue that are looked at for what is open and what was last. */
const entriesLookedAt = 200;

const nothing: IssueGitSummary = {
  commits: 0,
  branches: 0,
  pullRequests: 0,
  openPullRequests: 0,
  lastActivityAt: undefined,
};

/** Call it in the transaction that notes what was sent. `lost` are keys that rows had and may not be sent any more. */
export async function wishIssueProperties(
  tables: Tables,
  jiraSiteId: JiraSiteId,
  keys: readonly IssueKey[],
  lost: readonly IssueKey[],
): Promise<void> {
  if (keys.length + lost.length === 0 || (await tables.forge.app(jiraSiteId)) === undefined) return;
  await tables.issueProperties.wish(jiraSiteId, keys, lost);
  await addIssuePropertiesJob(tables.jobs, jiraSiteId);
}

/** @throws Failure when Jira cannot be asked now; what was written stays written */
export async function saveIssueProperties(
  deps: ConnectJiraDeps & { readonly store: Tables },
  jiraSiteId: JiraSiteId,
  stopping: AbortSignal,
): Promise<void> {
  const { store } = deps;
  const site = await store.jiraSites.get(jiraSiteId);
  if (site === undefined || site.pausedBecause !== undefined) return;
  const { issueProperties } = await connectJira(deps, site);
  if (issueProperties === undefined) return;
  const repositories = await store.repositories.list();
  const projects = await store.issueAliases.projects(jiraSiteId);
  // Projects by the keys they have today, as issues are.
  const associations = presentAssociations(await store.associations.list(jiraSiteId), { ...noFormerKeys, projects });
  const wishes = await store.issueProperties.wished(jiraSiteId, issuesAtOnce);
  const work = inParallel(wishes, lanes, async (wish) => {
    stopping.throwIfAborted();
    const aliases = await store.issueAliases.near(jiraSiteId, [wish.key]);
    // A former key leads to an issue that is written by the key it has today, and by no other.
    if (presentKey(wish.key, aliases) !== wish.key) {
      await store.issueProperties.fulfil(jiraSiteId, wish, undefined);
      return;
    }
    const visible = seenBy(wish.key, jiraSiteId, repositories, associations);
    const former = formerKeysOf(wish.key, aliases);
    const summary = summaryOf(await store.issues.development(wish.key, visible, entriesLookedAt, former));
    await store.issueProperties.fulfil(jiraSiteId, wish, await save(issueProperties, wish, summary));
  });
  if (await wasRefused(work)) return;
  if (wishes.length === issuesAtOnce) await addIssuePropertiesJob(store.jobs, jiraSiteId);
}

/** What sends finds out as well, says so, and pauses the site; what is wished stays wished until something is sent. */
async function wasRefused(work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return false;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'unauthorized') return true;
    throw error;
  }
}

function seenBy(
  key: IssueKey,
  jiraSiteId: JiraSiteId,
  repositories: readonly Repository[],
  associations: readonly ProjectAssociation[],
): readonly RepositoryId[] {
  const project = projectOf(key);
  return repositories
    .filter(({ id: repositoryId, integrationId }) => {
      const question = { jiraSiteId, integrationId, repositoryId, action: 'see', project } as const;
      return decideAccess(question, associations).allowed;
    })
    .map(({ id }) => id);
}

function summaryOf(developments: readonly RepositoryDevelopment[]): IssueGitSummary {
  const pullRequests = developments.flatMap((each) => each.pullRequests.map(({ pullRequest }) => pullRequest));
  const moments = [
    ...developments.flatMap((each) => each.commits.map(({ commit }) => commit.author.at)),
    ...pullRequests.map(({ updatedAt }) => updatedAt),
  ].map((moment) => moment.getTime());
  const sum = (count: (development: RepositoryDevelopment) => number) =>
    developments.reduce((total, each) => total + count(each), 0);
  return {
    commits: sum(({ commitCount }) => commitCount),
    branches: sum(({ branches }) => branches.length),
    pullRequests: sum(({ pullRequestCount }) => pullRequestCount),
    openPullRequests: pullRequests.filter(({ state }) => state === 'open').length,
    lastActivityAt: moments.length === 0 ? undefined : new Date(Math.max(...moments)).toISOString(),
  };
}

/** What Jira has after it. An issue that is not there, or not for our account to change, has nothing of ours. */
async function save(
  properties: IssueProperties,
  { key, saved }: WishedProperty,
  summary: IssueGitSummary,
): Promise<IssueGitSummary | undefined> {
  if (isSame(summary, saved ?? nothing)) return saved;
  try {
    await properties.save(key, issuePropertyName, summary);
    return summary;
  } catch (error) {
    const isHidden = error instanceof Failure && (error.kind === 'not-found' || error.kind === 'forbidden');
    if (isHidden) return undefined;
    throw error;
  }
}

function isSame(one: IssueGitSummary, other: IssueGitSummary): boolean {
  const fields = Object.keys(nothing) as readonly (keyof IssueGitSummary)[];
  return fields.every((field) => one[field] === other[field]);
}
