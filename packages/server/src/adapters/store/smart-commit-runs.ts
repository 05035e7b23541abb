/** Each command of a smart commit and what became of it: read, begun, ended. */

import type { CommitHash, IntegrationId, IssueKey, JiraSiteId, PersonId, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type {
  CommandOfCommit,
  IssuePlace,
  SmartCommitQuery,
  SmartCommitReason,
  SmartCommitRun,
  SmartCommitRunId,
  SmartCommitState,
  SmartCommitTable,
} from '../../ports/store/smart-commits.ts';
import type { Database } from './database.ts';
import { textForPostgres } from './json.ts';
import { personFromJson } from './kept-json.ts';

type RunMethods =
  | 'unfinished'
  | 'unfinishedIssues'
  | 'begin'
  | 'putBack'
  | 'end'
  | 'retry'
  | 'get'
  | 'list'
  | 'ofIssue'
  | 'toMail'
  | 'markMailed';

/** The part of the table that is about runs. */
export function smartCommitRuns(database: Database): Pick<SmartCommitTable, RunMethods> {
  return {
    unfinished: (site, key, limit) =>
      runs(
        database,
        sql`jira_site_id = ${site} and issue_key = ${key} and state in ('waiting', 'started') order by runs.id`,
        limit,
      ),
    unfinishedIssues: (limit) => unfinishedIssues(database, limit),
    async begin(id, at, wordsGo) {
      const { numAffectedRows } = await sql`
        update smart_commit_runs
        set state = 'started', started_at = coalesce(started_at, ${at}), tried_at = ${at}, reason = null, message = '',
          words_went = ${wordsGo ?? null}
        where id = ${id} and state in ('waiting', 'started')`.execute(database);
      return numAffectedRows === 1n;
    },
    async putBack(id) {
      await sql`update smart_commit_runs set state = 'waiting' where id = ${id} and state = 'started'`.execute(
        database,
      );
    },
    async end(id, { state, reason, message, personId, at }) {
      const values = { state, reason: reason ?? null, message: textForPostgres(message), ended_at: at };
      await database
        .updateTable('smart_commit_runs')
        .set({ ...values, person_id: personId ?? null })
        .where('id', '=', id)
        .execute();
    },
    async retry(id) {
      const { numAffectedRows } = await sql`
        update smart_commit_runs set state = 'waiting', reason = null, message = '', ended_at = null, mailed_at = null
        where id = ${id} and state in ('failed', 'skipped')`.execute(database);
      return numAffectedRows === 1n;
    },
    async get(id) {
      return (await runs(database, sql`runs.id = ${id}`, 1))[0];
    },
    list: (query, limit, before) => list(database, query, limit, before),
    ofIssue: (keys, repositories) => ofIssue(database, keys, repositories),
    toMail: (id) =>
      runs(
        database,
        sql`smart_commit_id = ${id} and state in ('failed', 'skipped') and mailed_at is null and not exists (
          select from smart_commit_runs as others
          where others.smart_commit_id = ${id} and others.state in ('waiting', 'started')
        ) order by runs.id`,
        mailedAtOnce,
      ),
    async markMailed(ids, at) {
      if (ids.length === 0) return;
      await database
        .updateTable('smart_commit_runs')
        .set({ mailed_at: at })
        .where('id', 'in', [...ids])
        .execute();
    },
  };
}

/** Commands told of in one mail; nobody reads more. */
const mailedAtOnce = 500;

interface RunColumns {
  readonly id: SmartCommitRunId;
  readonly smart_commit_id: number;
  readonly jira_site_id: JiraSiteId;
  readonly issue_key: IssueKey;
  readonly position: number;
  readonly command: string;
  readonly arguments: string;
  readonly state: SmartCommitState;
  readonly reason: SmartCommitReason | null;
  readonly message: string;
  readonly person_id: PersonId | null;
  readonly words_went: 'along' | 'apart' | null;
  readonly started_at: Date | null;
  readonly tried_at: Date | null;
  readonly ended_at: Date | null;
  readonly integration_id: IntegrationId;
  readonly repository_id: RepositoryId;
  readonly hash: CommitHash;
  readonly fingerprint: string;
  readonly author_name: string;
  readonly author_email: string;
  readonly authored_at: Date;
  readonly pusher: unknown;
  readonly seen_at: Date;
}

/** @param which a condition, and an order when there is one */
async function runs(database: Database, which: RawBuilder<unknown>, limit: number): Promise<readonly SmartCommitRun[]> {
  const { rows } = await sql<RunColumns>`
    select runs.*, integration_id, repository_id, hash, fingerprint, author_name, author_email, authored_at, pusher,
      seen_at
    from smart_commit_runs as runs join smart_commits on smart_commits.id = smart_commit_id
    where ${which} limit ${limit}`.execute(database);
  return rows.map(runFromColumns);
}

function runFromColumns(row: RunColumns): SmartCommitRun {
  return {
    id: row.id,
    commit: {
      id: row.smart_commit_id,
      integrationId: row.integration_id,
      repositoryId: row.repository_id,
      hash: row.hash,
      fingerprint: row.fingerprint,
      author: { name: row.author_name, email: row.author_email, at: row.authored_at },
      pusher: row.pusher === null ? undefined : personFromJson(row.pusher),
      seenAt: row.seen_at,
    },
    jiraSiteId: row.jira_site_id,
    key: row.issue_key,
    position: row.position,
    command: row.command,
    arguments: row.arguments,
    state: row.state,
    reason: row.reason ?? undefined,
    message: row.message,
    personId: row.person_id ?? undefined,
    wordsWent: row.words_went ?? undefined,
    startedAt: row.started_at ?? undefined,
    triedAt: row.tried_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
  };
}

async function unfinishedIssues(database: Database, limit: number): Promise<readonly IssuePlace[]> {
  const { rows } = await sql<{ jira_site_id: JiraSiteId; issue_key: IssueKey }>`
    select jira_site_id, issue_key from smart_commit_runs join jira_sites on jira_sites.id = jira_site_id
    where state in ('waiting', 'started') and paused_because is null
    group by jira_site_id, issue_key order by min(smart_commit_runs.id) limit ${limit}`.execute(database);
  return rows.map(({ jira_site_id, issue_key }) => ({ jiraSiteId: jira_site_id, key: issue_key }));
}

function list(
  database: Database,
  { state, key, repositoryId, jiraSiteId, hash, ...words }: SmartCommitQuery,
  limit: number,
  before: SmartCommitRunId | undefined,
): Promise<readonly SmartCommitRun[]> {
  const conditions = [
    ...(state === undefined ? [] : [sql`state = ${state}`]),
    ...(key === undefined ? [] : [sql`issue_key = ${key}`]),
    ...(repositoryId === undefined ? [] : [sql`repository_id = ${repositoryId}`]),
    ...(jiraSiteId === undefined ? [] : [sql`jira_site_id = ${jiraSiteId}`]),
    ...(hash === undefined
      ? []
      : [
          sql`smart_commit_id in (select smart_commit_id from smart_commit_hashes as copies where starts_with(copies.hash, ${hash}))`,
        ]),
    ...saying(words),
    ...(before === undefined ? [] : [sql`runs.id < ${before}`]),
    sql`true`,
  ];
  return runs(database, sql`${sql.join(conditions, sql` and `)} order by runs.id desc`, limit);
}

function saying({
  project,
  repositoryName,
  author,
  command,
}: Pick<SmartCommitQuery, 'project' | 'repositoryName' | 'author' | 'command'>): readonly RawBuilder<unknown>[] {
  const has = (column: RawBuilder<unknown>, part: string) =>
    sql`position(lower(${textForPostgres(part)}) in lower(${column})) > 0`;
  return [
    ...(project === undefined ? [] : [sql`starts_with(issue_key, ${`${project}-`})`]),
    ...(repositoryName === undefined
      ? []
      : [sql`repository_id in (select id from repositories where ${has(sql`name`, repositoryName)})`]),
    ...(author === undefined ? [] : [sql`(${has(sql`author_name`, author)} or ${has(sql`author_email`, author)})`]),
    ...(command === undefined ? [] : [sql`starts_with(lower(command), lower(${textForPostgres(command)}))`]),
  ];
}

async function ofIssue(
  database: Database,
  keys: readonly IssueKey[],
  repositories: readonly RepositoryId[],
): Promise<readonly CommandOfCommit[]> {
  const { rows } = await sql<CommandOfCommit>`
    select copies.repository_id as "repositoryId", copies.hash, issue_key as key, command, state, message,
      jira_site_id as "jiraSiteId"
    from smart_commit_runs as runs join smart_commit_hashes as copies using (smart_commit_id)
    where issue_key = any(${keys}::text[]) and copies.repository_id = any(${repositories}::integer[])
    order by runs.id limit ${commandsShown}`.execute(database);
  return rows;
}

/** Of one issue; its page shows 200 commits of a repository. */
const commandsShown = 5000;
