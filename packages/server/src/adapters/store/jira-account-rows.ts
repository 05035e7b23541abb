/** What is kept about accounts at Jira: whether their e-mail addresses count, when they were asked for and reported. */

import type { AtlassianAccountId, IdentityId, JiraSiteId } from '@branchline/domain';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { JiraAccountTable, KeptAccount, UnaskedEmail } from '../../ports/store/people.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { linkFromRow } from './identity-links.ts';
import { holdPeople } from './identity-rows.ts';
import type { IdentityLinkTableRow } from './schema-people.ts';

export function jiraAccountTable(database: Database): JiraAccountTable {
  return {
    async trustsEmail(id) {
      const query = database.selectFrom('jira_people_settings').select('trusts_email').where('jira_site_id', '=', id);
      return (await query.executeTakeFirst())?.trusts_email ?? true;
    },
    async saveTrustsEmail(id, trusts) {
      await database
        .insertInto('jira_people_settings')
        .values({ jira_site_id: id, trusts_email: trusts })
        .onConflict((conflict) => conflict.column('jira_site_id').doUpdateSet({ trusts_email: trusts }))
        .execute();
    },
    async linksByEmail(id, email) {
      const { rows } = await sql<Selectable<IdentityLinkTableRow>>`
        select identity_links.* from identity_links
        join identities on identities.id in (one_id, other_id) and jira_site_id = ${id}
        where proof = 'jira-email' and (${email ?? null}::integer is null or ${email ?? null}::integer in (one_id, other_id))
        order by identity_links.id`.execute(database);
      return rows.map(linkFromRow);
    },
    unaskedEmails: (id, since, limit) => unaskedEmails(database, id, since, limit),
    async noteAsked(id, emails, at) {
      await sql`
        insert into jira_email_questions (jira_site_id, identity_id, asked_at)
        select ${id}, identities.id, ${at} from identities where identities.id = any(${emails}::integer[])
        on conflict (jira_site_id, identity_id) do update set asked_at = excluded.asked_at`.execute(database);
    },
    ...reports(database),
    forget: (accounts) => forget(database, accounts),
  };
}

async function unaskedEmails(
  database: Database,
  id: JiraSiteId,
  since: Date,
  limit: number,
): Promise<readonly UnaskedEmail[]> {
  const { rows } = await sql<{ id: number; subject: string }>`
    select identities.id, subject from identities
    left join jira_email_questions as asked on asked.identity_id = identities.id and asked.jira_site_id = ${id}
    where kind = 'commit-email' and (asked_at is null or asked_at < ${since})
      and not exists (
        select from identities as account
        where account.person_id = identities.person_id and account.jira_site_id = ${id})
    order by asked_at nulls first, identities.id limit ${limit}`.execute(database);
  return rows.map((row) => ({ id: row.id as IdentityId, email: row.subject }));
}

function reports(database: Database): Pick<JiraAccountTable, 'dueForReport' | 'noteReported' | 'sitesToReport'> {
  const isDue = (now: Date) => sql<boolean>`kind = 'jira-account' and (report_at is null or report_at <= ${now})`;
  return {
    async dueForReport(id, now, limit) {
      const query = database.selectFrom('identities').select(['subject', 'added_at']);
      const due = query.where('jira_site_id', '=', id).where(isDue(now)).orderBy('id').limit(limit);
      return (await due.execute()).map((row): KeptAccount => ({
        accountId: row.subject as AtlassianAccountId,
        addedAt: row.added_at,
      }));
    },
    async noteReported(id, accounts, nextAt) {
      await sql`
        update identities set report_at = ${nextAt}
        where jira_site_id = ${id} and kind = 'jira-account' and subject = any(${accounts}::text[])`.execute(database);
    },
    async sitesToReport(now) {
      const query = database.selectFrom('identities').select('jira_site_id').distinct().where(isDue(now));
      return (await query.orderBy('jira_site_id').execute()).map((row) => row.jira_site_id as JiraSiteId);
    },
  };
}

/** Links go with the identities. */
async function forget(database: Database, accounts: readonly AtlassianAccountId[]): Promise<readonly IdentityId[]> {
  return together(database, async (database) => {
    await holdPeople(database);
    const { rows } = await sql<{ id: number }>`
      with gone as (
        delete from identities where kind = 'jira-account' and subject = any(${accounts}::text[])
        returning id, person_id
      )
      select id from identities where person_id in (select person_id from gone) and id not in (select id from gone)
      order by id`.execute(database);
    await sql`delete from people where not exists (select from identities where person_id = people.id)`.execute(
      database,
    );
    return rows.map((row) => row.id as IdentityId);
  });
}
