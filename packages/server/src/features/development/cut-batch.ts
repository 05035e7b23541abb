/** Cuts a batch of rows down to what a Jira site may see and has to be told. */

import {
  keepsJiraQuiet,
  keysThatCount,
  parseSmartCommit,
  presentAssociations,
  presentKey,
  presentKeys,
  projectOf,
  visibleKeys,
  type AssociationPlace,
  type DevelopmentBatch,
  type IssueKey,
  type Linked,
  type LinkedKind,
  type ProjectAssociation,
  type SmartCommitChoice,
} from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';
import type { PushedEntity } from '../../ports/store/pushes.ts';

/** A row by its kind and our name of it. */
export interface NamedRow {
  readonly kind: PushedEntity['kind'];
  /** Commit hash, branch name, or remote id of a pull request. */
  readonly name: string;
  readonly row: Linked<unknown>;
}

/**
 * Deletions in one batch. Each is a request of its own: whoever waits for the site's lane waits for all of them.
 * Atlassian's pages allow 50 deletions a second.
 */
const withdrawalsAtOnce = 50;

/** Whether the site is to lose it, or never to get it. */
export function isWithdrawn({ keys, removed }: Linked<unknown>): boolean {
  return removed || keys.length === 0;
}

/** Every row of a batch, in the order of kinds. */
export function namedRows(batch: DevelopmentBatch): readonly NamedRow[] {
  return [
    ...batch.commits.map((row) => ({ kind: 'commit' as const, name: row.thing.commit.hash, row })),
    ...batch.branches.map((row) => ({ kind: 'branch' as const, name: row.thing.branch.name, row })),
    ...batch.pullRequests.map((row) => ({ kind: 'pull-request' as const, name: row.thing.pullRequest.remoteId, row })),
  ];
}

/**
 * The batch with only the keys this site may see, as the issues are called there today; rows without any left are kept
 * only where Jira has them.
 */
export async function cutBatch(
  tables: Tables,
  where: AssociationPlace,
  associations: readonly ProjectAssociation[],
  batch: DevelopmentBatch,
): Promise<DevelopmentBatch> {
  const { repositoryId, jiraSiteId } = where;
  const former = await tables.issueAliases.near(
    jiraSiteId,
    namedRows(batch).flatMap(({ row }) => row.keys),
  );
  const choices = await tables.smartCommits.choices(jiraSiteId);
  const ofToday = presentAssociations(associations, former);
  const projects = await tables.settings.projects(jiraSiteId);
  const off = (key: IssueKey) => {
    const settings = projects.get(projectOf(presentKey(key, former)));
    return settings && new Set(settings.linkSourcesOff);
  };
  function cut<Thing>(row: Linked<Thing>, kind: LinkedKind): Linked<Thing> {
    const counting = row.links === undefined ? row.keys : keysThatCount(kind, row.links, off);
    return { ...row, keys: visibleKeys(presentKeys(counting, former), where, ofToday) };
  }
  const all: DevelopmentBatch = {
    ...batch,
    commits: batch.commits.map((row) => hushed(choices, [...row.keys, ...cut(row, 'commit').keys], cut(row, 'commit'))),
    branches: batch.branches.map((row) =>
      hushed(choices, commandedKeys(row.thing.branch.head.message), cut(row, 'branch')),
    ),
    pullRequests: batch.pullRequests.map((row) => cut(row, 'pull-request')),
  };
  const lost = namedRows(all).filter(({ row }) => isWithdrawn(row));
  const known = new Set<Linked<unknown>>();
  for (const kind of ['commit', 'branch', 'pull-request'] as const) {
    const ofKind = lost.filter((each) => each.kind === kind);
    if (ofKind.length === 0) continue;
    const names = await tables.pushes.known(
      repositoryId,
      jiraSiteId,
      kind,
      ofKind.map(({ name }) => name),
    );
    for (const { name, row } of ofKind) if (names.has(name)) known.add(row);
  }
  return shortened(keepRows(all, (row) => !isWithdrawn(row) || known.has(row)));
}

/** Jira reads the message, whichever keys it is told: what counts is everything the commit names. */
function hushed<Thing extends object>(
  choices: readonly SmartCommitChoice[],
  named: readonly IssueKey[],
  row: Linked<Thing>,
): Linked<Thing & { readonly isQuiet?: boolean }> {
  const isQuiet = keepsJiraQuiet(choices, named.map(projectOf));
  return isQuiet ? { ...row, thing: { ...row.thing, isQuiet } } : row;
}

/** Issues that a message commands something to, read as generously as anybody might. */
function commandedKeys(message: string): readonly IssueKey[] {
  return parseSmartCommit(message, 'multi-line', undefined, { includeMerges: true }).map(({ key }) => key);
}

function keepRows(batch: DevelopmentBatch, isKept: (row: Linked<unknown>) => boolean): DevelopmentBatch {
  return {
    ...batch,
    commits: batch.commits.filter(isKept),
    branches: batch.branches.filter(isKept),
    pullRequests: batch.pullRequests.filter(isKept),
  };
}

/** Ends with the last withdrawal that one batch has room for; the next batch goes on behind it. */
function shortened(batch: DevelopmentBatch): DevelopmentBatch {
  const withdrawn = namedRows(batch)
    .filter(({ row }) => isWithdrawn(row))
    .map(({ row }) => row.sequence)
    .toSorted((a, b) => a - b);
  const upTo = withdrawn[withdrawalsAtOnce - 1];
  if (upTo === undefined || withdrawn.length === withdrawalsAtOnce) return batch;
  return { ...keepRows(batch, ({ sequence }) => sequence <= upTo), upTo, more: true };
}
