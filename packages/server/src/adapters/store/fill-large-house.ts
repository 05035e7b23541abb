/** Fills an empty database with as much as a large installation has, to measure its lists: nothing of it is true. */

import { Client } from 'pg';

/** How much of each. */
export interface LargeHouse {
  readonly integrations: number;
  readonly repositories: number;
  readonly deliveries: number;
  readonly auditEntries: number;
  readonly people: number;
  /** Entities that a Jira site was sent, of all repositories alike. */
  readonly sentEntries: number;
}

/** @throws Error when the database is not empty, or cannot be reached */
export async function fillLargeHouse(connectionString: string, house: LargeHouse): Promise<void> {
  const client = new Client({ connectionString, application_name: 'branchline bench' });
  await client.connect();
  try {
    const { rows } = await client.query('select 1 from integrations limit 1');
    if (rows.length > 0) throw new Error('This database has integrations already: it is not for measuring.');
    for (const [statement, count] of statementsFor(house)) await client.query(statement, [count]);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

/** Ids begin at 1; everything is spread evenly, but for a few rare states among many. */
function statementsFor(house: LargeHouse): readonly Filling[] {
  return [...places(house), ...logs(house), ...whoever(house), ...development(house), ...sending(house)];
}

/** A statement, and how many rows it makes. */
type Filling = readonly [string, number];

function places({ integrations, repositories }: LargeHouse): readonly Filling[] {
  return [
    [
      `insert into integrations (connector, name, settings, credential_kind)
       select case when n % 2 = 0 then 'gitlab-self-managed' else 'git' end, 'Integration ' || n, '{}', 'none'
       from generate_series(1, $1::integer) as n`,
      integrations,
    ],
    [
      `insert into repositories (integration_id, remote_id, name, clone_url, clone_address, web_url, default_branch,
         state, state_reason, indexed_at, changed_at, commit_count, linked_commit_count)
       select n % ${integrations} + 1, n::text, 'team-' || n % 97 || '/service-' || n,
         'https://git.example/' || n || '.git', 'git.example/' || n, 'https://git.example/' || n, 'main',
         case when n % 500 = 0 then 'failed' when n % 700 = 0 then 'indexing' when n % 90 = 0 then 'waiting'
           else 'up-to-date' end,
         case when n % 500 = 0 then 'The Git service refused our account.' end,
         now() - n * interval '1 minute', now() - n * interval '7 minutes', n, n / 2
       from generate_series(1, $1::integer) as n`,
      repositories,
    ],
    [
      `insert into index_runs (repository_id, trigger, started_at, ended_at, outcome)
       select n % ${repositories} + 1, 'webhook', now() - n * interval '1 second', now() - n * interval '1 second',
         case when n % 50 = 0 then 'failed' else 'done' end
       from generate_series(1, $1::integer) as n`,
      repositories * 10,
    ],
    [
      `insert into webhook_endpoints (token, integration_id) select md5(n::text), n
       from generate_series(1, $1::integer) as n`,
      integrations,
    ],
  ];
}

function logs({ integrations, repositories, deliveries, auditEntries }: LargeHouse): readonly Filling[] {
  return [
    [
      `insert into webhook_deliveries (received_at, about, outcome, note, endpoint_id, integration_id, repository_id,
         connector, event, delivery_key, size, read_at)
       select now() - n * interval '2 seconds', 'team/service-' || n % ${repositories},
         case when n % 1000 = 0 then 'failed' when n % 7 = 0 then 'ignored' else 'queued' end, '',
         n % ${integrations} + 1, n % ${integrations} + 1, n % ${repositories} + 1, 'gitlab-self-managed',
         case when n % 3 = 0 then 'merge_request' else 'push' end, 'key-' || n, 4096, now()
       from generate_series(1, $1::integer) as n order by n desc`,
      deliveries,
    ],
    [
      `insert into audit_log (at, who, what, about, origin, result, note)
       select now() - n * interval '1 minute', 'account/' || n % 30,
         (array['integration/changed', 'smart-commit/comment', 'account/changed'])[n % 3 + 1],
         'issue/ABC-' || n, 'api', case when n % 40 = 0 then 'refused' else 'done' end, 'Line ' || n
       from generate_series(1, $1::integer) as n order by n desc`,
      auditEntries,
    ],
  ];
}

function whoever({ people }: LargeHouse): readonly Filling[] {
  return [
    [
      `insert into accounts (login, name, role) select 'account' || n, 'Account ' || n, 'member'
       from generate_series(1, $1::integer) as n`,
      30,
    ],
    [`insert into people (conflict) select null from generate_series(1, $1::integer)`, people],
    [
      `insert into identities (person_id, kind, place, subject, name, added_at, seen_at)
       select n, 'commit-email', '', 'person' || n || '@example.org', 'Person ' || n, now(), now()
       from generate_series(1, $1::integer) as n`,
      people,
    ],
    [
      `insert into identities (person_id, kind, place, subject, login, name, added_at, seen_at)
       select n, 'service-account', 'git.example', n::text, 'person' || n, 'Person ' || n, now(), now()
       from generate_series(1, $1::integer) as n`,
      people,
    ],
  ];
}

function development({ repositories }: LargeHouse): readonly Filling[] {
  return [
    [
      `insert into commits (id, repository_id, hash, sequence, live, parents, author_name, author_email, authored_at,
         committer_name, committer_email, committed_at, message, notes, links)
       select n, n % ${repositories} + 1, decode(md5(n::text) || '00000000', 'hex'), n, true, '{}', 'Person ' || n % 50,
         'person' || n % 50 || '@example.org', now() - n * interval '1 minute', 'P', 'p@example.org',
         now() - n * interval '1 minute', 'ABC-' || n % 20000 || ' change', '', 'ABC-' || n % 20000 || '/title'
       from generate_series(1, $1::integer) as n`,
      repositories * 10,
    ],
    [
      `insert into linked_issue_keys (key, at, kind, entity_id, repository_id)
       select 'ABC-' || n % 20000, now() - n * interval '1 minute', 'commit', n, n % ${repositories} + 1
       from generate_series(1, $1::integer) as n`,
      repositories * 10,
    ],
    [
      `insert into project_repositories (project, repository_id, newest_at)
       select 'ABC', n % ${repositories} + 1, max(now() - n * interval '1 minute')
       from generate_series(1, $1::integer) as n group by 2`,
      repositories * 10,
    ],
  ];
}

/** A site that sees everything: some of its entries were refused, and here and there something waits. */
function sending({ repositories, sentEntries }: LargeHouse): readonly Filling[] {
  return [
    [
      `insert into jira_sites (name, site_url, cloud_id, api_url, client_id)
       select 'Jira ' || n, 'https://jira.example/' || n, 'cloud-' || n, 'https://api.example/' || n, 'client'
       from generate_series(1, $1::integer) as n`,
      1,
    ],
    [
      `insert into project_associations (jira_site_id, integration_id, projects, actions)
       select site.id, integrations.id, null, '{see}' from generate_series(1, $1::integer) as site (id), integrations`,
      1,
    ],
    [
      `update repositories set last_sequence = coalesce(
         (select max(sequence) from commits where repository_id = repositories.id), 0) where $1::integer > 0`,
      repositories,
    ],
    [
      `insert into push_cursors (repository_id, jira_site_id, stream, sequence)
       select id, 1, stream, last_sequence - case when stream = 'history' or id % 300 = 0 then 1 else 0 end
       from repositories, unnest(array['live', 'history']) as stream where $1::integer > 0`,
      repositories,
    ],
    [
      `insert into pushed_entities (repository_id, jira_site_id, kind, name, state, message)
       select n % ${repositories} + 1, 1, 'commit', md5(n::text) || '00000000',
         case when n % 5000 = 0 then 'refused' else 'accepted' end, case when n % 5000 = 0 then 'Too large.' end
       from generate_series(1, $1::integer) as n`,
      sentEntries,
    ],
    [
      `insert into sent_counts (repository_id, jira_site_id, sent, refused)
       select repository_id, jira_site_id, count(*) filter (where state = 'accepted'),
         count(*) filter (where state = 'refused')
       from pushed_entities where $1::integer > 0 group by repository_id, jira_site_id`,
      repositories,
    ],
  ];
}
