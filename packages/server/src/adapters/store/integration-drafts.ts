/** Integrations that somebody is still putting together. */

import type { IntegrationId } from '@branchline/domain';
import type { Selectable } from 'kysely';
import type { IntegrationDraft, IntegrationDraftTable } from '../../ports/store/integration-drafts.ts';
import type { Database } from './database.ts';
import { integrationFromRow } from './integration-row.ts';
import type { IntegrationRow } from './schema.ts';

export function integrationDraftTable(database: Database): IntegrationDraftTable {
  const drafts = (now: Date) => database.selectFrom('integrations').selectAll().where('draft_until', '>', now);
  return {
    async begin(id, now, until) {
      const marks = { draft_until: until, removing_since: now };
      await database.updateTable('integrations').set(marks).where('id', '=', id).execute();
    },
    async get(id, now) {
      const row = await drafts(now).where('id', '=', id).executeTakeFirst();
      return row && draftFromRow(row);
    },
    async list(now) {
      return (await drafts(now).orderBy('id', 'desc').execute()).map(draftFromRow);
    },
    async resume(id) {
      const marks = { paused_because: null, paused_by: null };
      const query = database.updateTable('integrations').set(marks).where('id', '=', id);
      await query.where('draft_until', 'is not', null).execute();
    },
    async connect(id, now) {
      const marks = { draft_until: null, removing_since: null, added_at: now };
      const query = database.updateTable('integrations').set(marks).where('id', '=', id).where('draft_until', '>', now);
      return (await query.executeTakeFirst()).numUpdatedRows > 0n;
    },
    async ended(now) {
      const query = database.selectFrom('integrations').select('id').where('draft_until', '<=', now);
      return (await query.execute()).map(({ id }) => id as IntegrationId);
    },
  };
}

function draftFromRow(row: Selectable<IntegrationRow>): IntegrationDraft {
  if (row.draft_until === null) throw new Error('An integration that is no draft was read as one.');
  return { integration: integrationFromRow(row), until: row.draft_until };
}
