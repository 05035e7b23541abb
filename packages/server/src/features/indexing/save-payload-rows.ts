/** Keeps what a webhook itself tells, for integrations that have no other source. */

import {
  linksOfBranch,
  linksOfCommit,
  linksOfPullRequest,
  type Branch,
  type Integration,
  type KeyRule,
  type LinkedBranch,
  type Repository,
  type RepositoryId,
} from '@branchline/domain';
import type { PayloadRows } from '../../ports/git-service/webhooks.ts';
import type { Store, Tables } from '../../ports/store.ts';
import { currentKeyRule } from './key-rule.ts';
import { queuePushes } from './queue-pushes.ts';
import { queueSmartCommits } from './queue-smart-commits.ts';

export interface SavePayloadRowsDeps {
  readonly store: Store;
}

/** What became of a payload. */
export interface SavedPayload {
  readonly repositoryId: RepositoryId;
  /** In words. */
  readonly note: string;
}

/** Nobody can say how such a branch stands against the default branch. */
function linkedBranches(rows: PayloadRows, rule: KeyRule): readonly LinkedBranch[] {
  return rows.branches.flatMap(({ name, head }) => {
    const links = linksOfBranch(name, rule);
    if (head === undefined || links.length === 0) return [];
    const branch: Branch = {
      name,
      head,
      isDefault: name === rows.defaultBranch,
      ahead: undefined,
      behind: undefined,
      merged: false,
    };
    return [{ branch, links }];
  });
}

/** How many commits, branches and pull requests with keys there were. */
async function saveRows(
  tables: Tables,
  repository: Repository,
  rows: PayloadRows,
  rule: KeyRule,
): Promise<{ readonly commits: number; readonly branches: number; readonly pullRequests: number }> {
  const commits = rows.commits
    .map((commit) => ({ commit, links: linksOfCommit(commit, rule) }))
    .filter(({ links }) => links.length > 0);
  const branches = linkedBranches(rows, rule);
  const pullRequests = rows.pullRequests.map((pullRequest) => ({
    pullRequest,
    links: linksOfPullRequest(pullRequest, rule),
  }));
  await queueSmartCommits(tables, repository, commits.toReversed());
  await tables.payloads.saveCommits(repository.id, commits);
  await tables.development.saveBranches(repository.id, branches, rows.goneBranches, true);
  await tables.development.savePullRequests(repository.id, pullRequests, true);
  const linked = pullRequests.filter(({ links }) => links.length > 0);
  return { commits: commits.length, branches: branches.length, pullRequests: linked.length };
}

function counted(count: number, one: string, many: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}

function noteOf(saved: Awaited<ReturnType<typeof saveRows>>, rows: PayloadRows): string {
  const parts = [
    ...counted(saved.commits, 'commit', 'commits'),
    ...counted(saved.branches, 'branch', 'branches'),
    ...counted(saved.pullRequests, 'pull request', 'pull requests'),
  ];
  const told = parts.length === 0 ? 'Nothing in it names an issue.' : `With issue keys: ${parts.join(', ')}.`;
  const gone = counted(rows.goneBranches.length, 'branch is', 'branches are').map((words) => ` ${words} gone.`);
  const left = rows.leftOut === undefined ? '' : ' The service left out some of the commits.';
  return `${told}${gone.join('')}${left}`;
}

/**
 * Saves the rows of one payload; the repository is made on first sight. Doing it twice changes nothing, and of pull
 * requests an older payload changes nothing newer. A paused repository is left alone: its payloads can be replayed.
 */
export async function savePayloadRows(
  deps: SavePayloadRowsDeps,
  integration: Integration,
  rows: PayloadRows,
  receivedAt: Date,
): Promise<SavedPayload> {
  return deps.store.transaction(async (tables) => {
    const repository = await tables.repositories.save(integration.id, rows.repository);
    if (repository.state === 'paused') {
      const note = `${repository.name} is paused, so nothing was kept. Resume it and replay this webhook.`;
      return { repositoryId: repository.id, note };
    }
    const { defaultBranch, leftOut, pusher, commits } = rows;
    // Without a copy nobody can tell which commits a push brought but the payload itself.
    const pushed =
      pusher === undefined ? [] : commits.map(({ hash }) => ({ head: hash, before: undefined, pusher, receivedAt }));
    await tables.gitPushes.note(repository.id, pushed);
    const saved = await saveRows(tables, repository, rows, await currentKeyRule(tables));
    if (leftOut !== undefined) await tables.payloads.noteTruncated(repository.id, { ...leftOut, receivedAt });
    await tables.payloads.markTold(repository.id, { defaultBranch, at: receivedAt });
    await queuePushes(tables, repository);
    return { repositoryId: repository.id, note: noteOf(saved, rows) };
  });
}
