/** Where GitLab's description differs from what GitLab does, each with the reason. */

import type { DescriptionException } from '../family.ts';

const numbersAsText = 'it calls numbers, lists and truths "string"; the server sends them as what they are';
const oneForMany = 'it describes one entry where the server sends a list';

export const descriptionExceptions: readonly DescriptionException[] = [
  {
    operation: /^GET \/api\/v4\/projects$/,
    problem: /^query parameter pagination is not described$/,
    because: 'keyset pages are described in prose only',
  },
  {
    operation: /^GET \/api\/v4\/(projects|groups\/\{id\}\/projects)$/,
    problem:
      /\/(archived|empty_repo|merge_method|merge_requests_access_level|merge_requests_template|permissions)(\/.*)? is not described$/,
    because: 'it shows the short form of projects; without `simple` the server sends the long one',
  },
  {
    operation: /\/merge_requests/,
    problem: /^body(\/\d+)?\/(user_notes_count|source_project_id|target_project_id|labels|draft): must be string$/,
    because: numbersAsText,
  },
  {
    operation: /\/merge_requests/,
    problem: /^body(\/\d+)?\/(reviewers|approved_by): must be object$/,
    because: oneForMany,
  },
  { operation: /\/hooks/, problem: /^body(\/\d+)?\/id: must be string$/, because: numbersAsText },
  {
    operation: /\/merge_requests\/\{merge_request_iid\}\/reviewers$/,
    problem: /^body: must be object$/,
    because: oneForMany,
  },
  {
    operation: /\/hooks(\/\{hook_id\})?$/,
    problem: /^body\/signing_token is not described$/,
    because: 'it is older than signing tokens (GitLab 19)',
  },
  {
    operation: /\/hooks\/\{hook_id\}\/events(\/\{hook_log_id\}\/resend)?$|\/test\/\{trigger\}$/,
    problem: /^a body is not described$/,
    because: 'it says nothing of what these answer',
  },
  {
    operation: /^(POST|PUT|GET|DELETE) \/api\/v4\/groups\/[^/]+\/hooks/,
    problem: /^it is not described$/,
    because: 'webhooks of groups are of the paid editions, which it leaves out',
  },
  {
    operation: /^GET \/api\/v4\/projects\/[^/]+\/(labels|templates\/.+|protected_branches)$/,
    problem: /^it is not described$/,
    because: 'labels, templates and protected branches are missing from the part of it that is at hand',
  },
  {
    operation: /^GET \/api\/v4\/projects\/\{id\}$/,
    problem: /^body\/permissions\/project_access\/access_level: must be string$/,
    because: numbersAsText,
  },
  {
    operation: /\/(personal_)?access_tokens\/self(\/rotate)?$/,
    problem: /^body\/expires_at: must match format "date-time"$/,
    because: 'the server sends the day alone, as its own documentation shows',
  },
  {
    operation: /^GET \/api\/v4\/user$/,
    problem: /^body\/(state|locked|avatar_url|web_url|bot) is not described$/,
    because: 'whoever made the file added this answer by hand, with six fields of many',
  },
];
