/** Summary, type and status for our pages: from what is known, and from Jira where that is old. */

import { Failure, presentKey, type FormerKeys, type IssueKey, type JiraSiteId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { JiraIssue } from '../../ports/jira-site.ts';
import type { Log } from '../../ports/log.ts';
import type { ReadKnownIssues, ShownIssue } from '../../ports/read-known-issues.ts';
import type { Store } from '../../ports/store.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';
import type { KnownIssue } from '../../ports/store/known-issues.ts';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';
import { learnIssues } from './learn-issues.ts';

export interface ReadKnownIssuesDeps extends ConnectJiraDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/** What is older is read again before it is shown. */
export const freshMilliseconds = 5 * 60_000;
/** A site that did not answer is left alone so long: pages do not wait for it one after the other. */
export const silentMilliseconds = 30_000;
/** Keys asked for at once; Jira takes 100 to a question. */
const mostAsked = 200;
/** Keys that Jira did not have, kept in memory. */
const mostMissing = 20_000;

/** What one process remembers of Jira's silence. */
interface Silence {
  /** Sites that did not answer, and until when they are left alone. */
  readonly sites: Map<JiraSiteId, number>;
  /** `<site> <key>` of what Jira does not have for us, and until when that counts. */
  readonly keys: Map<string, number>;
}

/** Reads for the pages of one process. Make one and keep it. */
export function createKnownIssues(deps: ReadKnownIssuesDeps): ReadKnownIssues {
  const silence: Silence = { sites: new Map(), keys: new Map() };
  return async (sites, keys) => {
    const shown = new Map<IssueKey, ShownIssue>();
    for (const id of sites) {
      const left = keys.filter((key) => !shown.has(key));
      const site = left.length === 0 ? undefined : await deps.store.jiraSites.get(id);
      if (site === undefined) continue;
      for (const [key, issue] of await readFrom(deps, silence, site, left)) shown.set(key, shownFrom(site, issue));
    }
    return shown;
  };
}

async function readFrom(
  deps: ReadKnownIssuesDeps,
  silence: Silence,
  site: JiraSiteRow,
  keys: readonly IssueKey[],
): Promise<ReadonlyMap<IssueKey, JiraIssue>> {
  const { store, clock } = deps;
  const now = clock.now().getTime();
  const former = await store.issueAliases.near(site.id, keys);
  const presentOnes = [...new Set(keys.map((key) => presentKey(key, former)))];
  const known = await store.knownIssues.find(site.id, presentOnes);
  const isFresh = (issue: KnownIssue | undefined) =>
    issue !== undefined && issue.readAt.getTime() > now - freshMilliseconds;
  const isMissing = (key: IssueKey) => (silence.keys.get(`${site.id} ${key}`) ?? 0) > now;
  const old = presentOnes.filter((key) => !isFresh(known.get(key)) && !isMissing(key)).slice(0, mostAsked);
  const isSilent = site.pausedBecause !== undefined || (silence.sites.get(site.id) ?? 0) > now;
  const asked = old.length === 0 || isSilent ? undefined : await askJira(deps, silence, site, old);
  return answersFor(
    keys,
    former,
    (key) => asked?.get(key) ?? (asked !== undefined && old.includes(key) ? undefined : known.get(key)),
  );
}

function answersFor(
  keys: readonly IssueKey[],
  former: FormerKeys,
  issueOf: (present: IssueKey) => JiraIssue | undefined,
): ReadonlyMap<IssueKey, JiraIssue> {
  return new Map(
    keys.flatMap((key) => {
      const issue = issueOf(presentKey(key, former));
      return issue === undefined ? [] : [[key, issue] as const];
    }),
  );
}

/** Undefined when Jira does not answer, or there is nobody who may ask it: then what is known has to do. */
async function askJira(
  deps: ReadKnownIssuesDeps,
  silence: Silence,
  site: JiraSiteRow,
  keys: readonly IssueKey[],
): Promise<ReadonlyMap<IssueKey, JiraIssue> | undefined> {
  const at = deps.clock.now();
  try {
    const { issues } = await connectJira(deps, site);
    if (issues === undefined) return undefined;
    const { found, missing } = await issues.read(keys);
    const news = [...found].map(([key, issue]) => ({ issue, formerKeys: key === issue.key ? [] : [key], at }));
    await deps.store.transaction(async (tables) => {
      await learnIssues(tables, site.id, news);
      await tables.knownIssues.forget(site.id, missing);
    });
    if (silence.keys.size > mostMissing) silence.keys.clear();
    for (const key of missing) silence.keys.set(`${site.id} ${key}`, at.getTime() + freshMilliseconds);
    return found;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    deps.log.warn('Jira did not say what issues are about', {
      site: site.id,
      kind: error.kind,
      message: error.message,
    });
    silence.sites.set(site.id, at.getTime() + silentMilliseconds);
    return undefined;
  }
}

function shownFrom({ siteUrl }: JiraSiteRow, { key, summary, type, status }: JiraIssue): ShownIssue {
  return { summary, type, status, url: `${siteUrl}/browse/${encodeURIComponent(key)}` };
}
