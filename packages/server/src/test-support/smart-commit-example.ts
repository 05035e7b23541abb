/** A command that was skipped, for tests of doors: the first of each with id 1. */

import type { IntegrationId, IssueKey, JiraSiteId, RepositoryId } from '@branchline/domain';
import type { Clock } from '../ports/clock.ts';
import type { Tables } from '../ports/store.ts';
import { hashOf } from './example-rows.ts';

/** Needs the first integration, repository and Jira site. */
export async function addSmartCommitExample({ store, clock }: { readonly store: Tables; readonly clock: Clock }) {
  const at = clock.now();
  const author = { name: 'Ada', email: 'ada@example.org', at };
  const { id } = await store.smartCommits.remember({
    integrationId: 1 as IntegrationId,
    repositoryId: 1 as RepositoryId,
    hash: hashOf(0xff),
    fingerprint: 'example',
    author,
    pusher: undefined,
    seenAt: at,
  });
  const skipped = { reason: 'pusher-unknown', message: 'Nobody knows who pushed this commit.' } as const;
  const place = { jiraSiteId: 1 as JiraSiteId, key: 'ABC-1' as IssueKey, position: 0 };
  await store.smartCommits.addRuns(id, [{ ...place, command: 'comment', arguments: 'done', skipped }]);
  const entry = { who: 'administrator', what: 'smart-commit/retry', about: 'ABC-1', origin: 'api' } as const;
  await store.auditLog.add({ ...entry, result: 'done', note: '' });
}
