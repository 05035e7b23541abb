/** Rows that a new index brings back, and how a database without them is made ready for that index. */

/** Repositories that git cannot tell us about again: their rows came with webhooks. */
const toldOnly = `select repositories.id from repositories join integrations on integrations.id = integration_id
  where mode = 'webhook-only'`;
const ofTold = `repository_id in (${toldOnly})`;
const ofToldCommit = `commit_id in (select id from commits where ${ofTold})`;

/** By table, the condition for rows that are kept even in a backup without rows. */
export const rebuiltRows: Readonly<Record<string, string>> = {
  branches: ofTold,
  commit_containments: ofToldCommit,
  commit_files: ofToldCommit,
  commits: ofTold,
  containments: ofTold,
  index_runs: ofTold,
  linked_issue_keys: ofTold,
  project_repositories: ofTold,
  pull_request_walks: ofTold,
  pull_requests: ofTold,
  ref_heads: ofTold,
  tags: ofTold,
};

/** Makes repositories without rows look as if they had just been found. */
export const startOver = `
  update repositories set state = case state when 'paused' then state else 'waiting' end, indexed_at = null,
    refs_fingerprint = null, walk = null, walked = null, walk_after_another = null, commit_count = 0,
    linked_commit_count = 0, next_look_at = now()
  where id not in (${toldOnly})`;
