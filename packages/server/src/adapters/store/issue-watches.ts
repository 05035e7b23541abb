/** How we learn of what happens to Jira's issues. */

import type { JiraSiteId } from '@branchline/domain';
import { sql } from 'kysely';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type { IssueEvent, IssueWatchTable } from '../../ports/store/issue-watches.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';

export function issueWatchTable(database: Database): IssueWatchTable {
  return { ...webhookPart(database), ...eventPart(database), ...lookPart(database) };
}

function webhookPart(database: Database): Pick<IssueWatchTable, 'webhook' | 'saveWebhookSecret' | 'forgetWebhook'> {
  return {
    async webhook(site) {
      const query = database.selectFrom('issue_watches').selectAll().where('jira_site_id', '=', site);
      const row = await query.executeTakeFirst();
      if (row === undefined || row.sealed_secret === null || row.made_at === null) return undefined;
      return {
        sealedSecret: row.sealed_secret as SealedSecret,
        sealedPreviousSecret: (row.sealed_previous_secret ?? undefined) as SealedSecret | undefined,
        previousSecretUntil: row.previous_secret_until ?? undefined,
        madeAt: row.made_at,
      };
    },
    async saveWebhookSecret(site, sealed, at, previousUntil) {
      await sql`
        insert into issue_watches as watch (jira_site_id, sealed_secret, made_at) values (${site}, ${sealed}, ${at})
        on conflict (jira_site_id) do update set sealed_secret = excluded.sealed_secret,
          made_at = coalesce(watch.made_at, excluded.made_at),
          sealed_previous_secret = watch.sealed_secret,
          previous_secret_until = case when watch.sealed_secret is null then null else ${previousUntil}::timestamptz end
      `.execute(database);
    },
    async forgetWebhook(site) {
      await database
        .updateTable('issue_watches')
        .set({ sealed_secret: null, sealed_previous_secret: null, previous_secret_until: null, made_at: null })
        .where('jira_site_id', '=', site)
        .execute();
    },
  };
}

function eventPart(
  database: Database,
): Pick<IssueWatchTable, 'addEvent' | 'waitingEvents' | 'markFollowed' | 'forgetEventsBefore'> {
  return {
    addEvent: (site, identifier, event, at) =>
      together(database, async (database) => {
        const { rows } = await sql`
          insert into issue_events (jira_site_id, identifier, event, received_at)
          values (${site}, ${identifier}, ${jsonForPostgres(event)}::jsonb, ${at})
          on conflict (jira_site_id, identifier) do nothing returning id`.execute(database);
        await sql`
          insert into issue_watches as watch (jira_site_id, last_event_at) values (${site}, ${at})
          on conflict (jira_site_id) do update set last_event_at = greatest(watch.last_event_at, ${at})
        `.execute(database);
        return rows.length > 0;
      }),
    async waitingEvents(site, limit) {
      const query = database.selectFrom('issue_events').select(['id', 'event']).where('jira_site_id', '=', site);
      const rows = await query.where('followed_at', 'is', null).orderBy('id').limit(limit).execute();
      return rows.map(({ id, event }) => ({ id, event: eventFrom(event) }));
    },
    async markFollowed(ids, at) {
      if (ids.length === 0) return;
      await database.updateTable('issue_events').set({ followed_at: at }).where('id', 'in', ids).execute();
    },
    async forgetEventsBefore(moment) {
      const query = database.deleteFrom('issue_events').where('received_at', '<', moment);
      await query.where('followed_at', 'is not', null).execute();
    },
  };
}

function lookPart(database: Database): Pick<IssueWatchTable, 'look' | 'saveLook' | 'dueForLook'> {
  return {
    async look(site) {
      const query = database.selectFrom('issue_watches').select(['looked_until', 'last_event_at']);
      const row = await query.where('jira_site_id', '=', site).executeTakeFirst();
      return { until: row?.looked_until ?? undefined, lastEventAt: row?.last_event_at ?? undefined };
    },
    async saveLook(site, until, nextAt) {
      await sql`
        insert into issue_watches as watch (jira_site_id, looked_until, next_look_at)
        values (${site}, ${until ?? null}::timestamptz, ${nextAt})
        on conflict (jira_site_id) do update set next_look_at = excluded.next_look_at,
          looked_until = coalesce(excluded.looked_until, watch.looked_until)`.execute(database);
    },
    async dueForLook(now) {
      const { rows } = await sql<{ id: JiraSiteId }>`
        select id from jira_sites left join issue_watches on jira_site_id = id
        where paused_because is null and account_kind is not null and (next_look_at is null or next_look_at <= ${now})
        order by id`.execute(database);
      return rows.map(({ id }) => id);
    },
  };
}

/** JSON has no dates. */
function eventFrom(kept: unknown): IssueEvent {
  const event = kept as IssueEvent;
  return event.kind === 'changed' ? { ...event, at: new Date(event.at) } : event;
}
