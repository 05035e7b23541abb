/** Fills an empty database with linked rows, as many as are wanted, to measure the view of an issue: nothing of it is true. */

import { Client } from 'pg';

/** How much of each. */
export interface LinkedRows {
  readonly repositories: number;
  readonly integrations: number;
  /** Commits, each of one issue; 25 commits, a branch and a pull request to an issue. */
  readonly commits: number;
}

/** Commits of one issue. */
export const commitsToAnIssue = 25;
/** Rows of one statement. */
const rowsAtOnce = 500_000;

/** Issues are `ABC-1` and so on. @throws Error when the database is not empty, or cannot be reached */
export async function fillLinkedRows(connectionString: string, rows: LinkedRows): Promise<void> {
  const client = new Client({ connectionString, application_name: 'branchline bench' });
  await client.connect();
  try {
    const { rows: there } = await client.query('select 1 from integrations limit 1');
    if (there.length > 0) throw new Error('This database has integrations already: it is not for measuring.');
    await client.query('set synchronous_commit = off');
    await fillPlaces(client, rows);
    const issues = Math.ceil(rows.commits / commitsToAnIssue);
    for (let from = 1; from <= rows.commits; from += rowsAtOnce) {
      await fillCommits(client, rows.repositories, [from, Math.min(rows.commits, from + rowsAtOnce - 1)]);
      process.stderr.write(`${Math.min(rows.commits, from + rowsAtOnce - 1).toLocaleString('en')} commits\n`);
    }
    await fillOthers(client, rows.repositories, issues);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

async function fillPlaces(client: Client, { repositories, integrations }: LinkedRows): Promise<void> {
  await client.query(
    `insert into integrations (connector, name, settings, credential_kind)
     select case when n % 2 = 0 then 'gitlab-self-managed' else 'git' end, 'Integration ' || n, '{}', 'none'
     from generate_series(1, $1::integer) as n`,
    [integrations],
  );
  await client.query(
    `insert into repositories (integration_id, remote_id, name, clone_url, clone_address, web_url, default_branch,
       state, indexed_at, commit_count)
     select n % $2::integer + 1, n::text, 'team-' || n % 97 || '/service-' || n, 'https://git.example/' || n || '.git',
       'git.example/' || n, 'https://git.example/' || n, 'main', 'up-to-date', now(), n
     from generate_series(1, $1::integer) as n`,
    [repositories, integrations],
  );
  await client.query(
    `insert into tags (repository_id, name, commit, annotated, at)
     select repositories.id, 'v' || n, decode(md5(n::text) || '00000000', 'hex'), true, now() - n * interval '1 week'
     from repositories, generate_series(1, 10) as n`,
  );
  await client.query(
    `insert into containments (repository_id, on_default_branch, tags)
     select id, true, '{v1,v2,v3}' from repositories order by id`,
  );
  await client.query(
    `insert into jira_sites (name, site_url, cloud_id, api_url, client_id)
     values ('Jira', 'https://jira.example', 'cloud', 'https://api.example', 'client')`,
  );
  await client.query(
    `insert into project_associations (jira_site_id, integration_id, projects, actions)
     select 1, id, null, '{see}' from integrations`,
  );
}

/** The commits of an issue lie in three repositories. */
function repositoryOf(issue: string, commit: string, repositories: number): string {
  return `((${issue}) * 7 + (${commit}) % 3) % ${repositories} + 1`;
}

async function fillCommits(client: Client, repositories: number, [from, to]: readonly [number, number]): Promise<void> {
  const issue = `(n - 1) / ${commitsToAnIssue} + 1`;
  const repository = repositoryOf(issue, 'n', repositories);
  await client.query(
    `insert into commits (id, repository_id, hash, sequence, live, files_read, parents, author_name, author_email,
       authored_at, committer_name, committer_email, committed_at, message, notes, links)
     select n, ${repository}, decode(md5(n::text) || '00000000', 'hex'), n, true, true, '{}', 'Person ' || n % 50,
       'person' || n % 50 || '@example.org', now() - n * interval '1 second', 'P', 'p@example.org',
       now() - n * interval '1 second', 'ABC-' || ${issue} || ' A change of usual length in some part of the program',
       '', 'ABC-' || ${issue} || '/title'
     from generate_series($1::bigint, $2::bigint) as n`,
    [from, to],
  );
  await client.query(
    `insert into linked_issue_keys (key, at, kind, entity_id, repository_id)
     select 'ABC-' || ${issue}, now() - n * interval '1 second', 'commit', n, ${repository}
     from generate_series($1::bigint, $2::bigint) as n`,
    [from, to],
  );
  await client.query(
    `insert into commit_files (commit_id, files, file_count, lines_added, lines_removed, unreadable)
     select n, jsonb_build_array(jsonb_build_array('src/part' || n % 40 || '/file.ts', null, 'modified', 12, 4),
       jsonb_build_array('src/part' || n % 40 || '/file.test.ts', null, 'modified', 20, 1)), 2, 32, 5, false
     from generate_series($1::bigint, $2::bigint) as n`,
    [from, to],
  );
  await client.query(
    `insert into commit_containments (commit_id, containment_id)
     select n, ${repository} from generate_series($1::bigint, $2::bigint) as n`,
    [from, to],
  );
}

async function fillOthers(client: Client, repositories: number, issues: number): Promise<void> {
  const repository = repositoryOf('n', '0', repositories);
  const signature = `jsonb_build_object('name', 'P', 'email', 'p@example.org', 'at', '2026-01-01T00:00:00Z')`;
  await client.query(
    `insert into branches (repository_id, name, sequence, live, head, is_default, ahead, behind, merged, links)
     select ${repository}, 'ABC-' || n || '-part', n, true, jsonb_build_object('hash', md5(n::text) || '00000000',
       'parents', '[]'::jsonb, 'author', ${signature}, 'committer', ${signature}, 'message', 'Change', 'notes', ''),
       false, 3, 10, false, 'ABC-' || n || '/branch'
     from generate_series(1, $1::integer) as n`,
    [issues],
  );
  await client.query(
    `insert into pull_requests (repository_id, remote_id, sequence, live, title, description, state, is_draft, author,
       source, target_branch, reviewers, comment_count, created_at, updated_at, web_url, is_complete, links)
     select ${repository}, n::text, n, true, 'ABC-' || n || ' Part', '', 'open', false, null,
       jsonb_build_object('branch', 'ABC-' || n || '-part', 'repositoryName', 'r', 'isFork', false), 'main', '[]', 2,
       now(), now() - n * interval '1 minute', 'https://git.example/pull/' || n, true, 'ABC-' || n || '/title'
     from generate_series(1, $1::integer) as n`,
    [issues],
  );
  // Read just now, so that nobody asks Jira.
  await client.query(
    `insert into known_issues (jira_site_id, jira_id, key, summary, type, status, read_at)
     select 1, n::text, 'ABC-' || n, 'Summary of issue ' || n, 'Story', 'In Progress', now() + interval '1 day'
     from generate_series(1, $1::integer) as n`,
    [issues],
  );
  await client.query(
    `insert into linked_issue_keys (key, at, kind, entity_id, repository_id)
     select split_part(links, '/', 1), '2026-01-01', 'branch', id, repository_id from branches
     union all select split_part(links, '/', 1), updated_at, 'pull-request', id, repository_id from pull_requests`,
  );
  await client.query(
    `insert into project_repositories (project, repository_id, newest_at)
     select 'ABC', repository_id, max(committed_at) from commits group by repository_id`,
  );
}
