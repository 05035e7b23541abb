/** Everything that a database holds as facts, in one canonical form, so that two runs can be compared exactly. */

import { Client } from 'pg';

/** What our own numbers stand for is said by hashes and names; numbers, sequences and times of writing are left out. */
const questions = {
  repositories: `select name, default_branch, state, state_reason, refs_fingerprint, commit_count, walk from repositories`,
  refs: `select ref, encode(hash, 'hex') as hash from ref_heads`,
  tags: `select name, encode(commit, 'hex') as commit, annotated, at from tags`,
  commits: `
    select encode(hash, 'hex') as hash, removed, live, files_read, parents::text, author_name, author_email, authored_at,
      committer_name, committer_email, committed_at, message, notes, links from commits`,
  files: `
    select encode(hash, 'hex') as hash, files, file_count, lines_added, lines_removed, unreadable
    from commit_files left join commits on commits.id = commit_id`,
  containments: `
    select encode(hash, 'hex') as hash, on_default_branch, tags
    from commits join commit_containments on commit_id = commits.id
    left join containments on containments.id = containment_id where not removed`,
  branches: `select name, removed, live, head, is_default, ahead, behind, merged, links from branches`,
  pullRequests: `
    select remote_id, removed, live, title, description, state, is_draft, author, source, target_branch, merge_commit,
      reviewers, comment_count, created_at, updated_at, closed_at, web_url, is_complete, links from pull_requests`,
  pullRequestWalks: `select since, validator, walk, problem from pull_request_walks`,
  links: `
    select key, at, kind, coalesce(encode(hash, 'hex'), branches.name, remote_id) as entity from linked_issue_keys
    left join commits on kind = 'commit' and commits.id = entity_id
    left join branches on kind = 'branch' and branches.id = entity_id
    left join pull_requests on kind = 'pull-request' and pull_requests.id = entity_id`,
  sent: `select kind, name, state, message from pushed_entities`,
  unknown: `select key from unknown_issue_keys`,
  openRuns: `select phase from index_runs where ended_at is null`,
  lastOutcomes: `select distinct on (repository_id) outcome from index_runs order by repository_id, id desc`,
};

type Question = keyof typeof questions;

/** Each row as JSON, sorted. */
export type Facts = Readonly<Record<Question, readonly string[]>>;

/** Asks everything. */
export async function factsOf(connectionString: string): Promise<Facts> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const facts: [string, readonly string[]][] = [];
    for (const [name, question] of Object.entries(questions)) {
      const { rows } = await client.query<Record<string, unknown>>(question);
      facts.push([name, rows.map((row) => JSON.stringify(row)).sort()]);
    }
    return Object.fromEntries(facts) as Facts;
  } finally {
    await client.end();
  }
}
