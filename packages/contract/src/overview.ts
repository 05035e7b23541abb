/** The first page: how everything stands, in one answer. */

import { z } from 'zod';
import { Count, Id, Moment, Trigger } from './fields.ts';
import { IntegrationSummary } from './integrations.ts';
import { JiraSiteSummary } from './jira-sites.ts';
import { RepositoryCounts } from './repositories.ts';

export const Overview = z.object({
  counts: z.object({
    repositories: RepositoryCounts,
    issues: Count,
    /** Linked commits. */
    commits: Count,
    /** Linked ones. */
    pullRequests: Count,
  }),
  /** How many there are, and how many of them somebody should see to. */
  integrationCounts: z.object({ all: Count, attention: Count }),
  /** Those that need a person first, then those that move; at most 12, with at most 5 repositories each. */
  integrations: z.array(IntegrationSummary),
  /** What indexing found or ran into last, newest first; at most 8. */
  latest: z.array(
    z.object({
      id: Id,
      repositoryId: Id,
      repositoryName: z.string(),
      about: z.enum(['git', 'pull-requests']),
      trigger: Trigger,
      at: Moment,
      outcome: z.enum(['done', 'failed']),
      failure: z.string().nullable(),
      commitsWalked: Count,
      commitsLinked: Count,
      pullRequestsRead: Count,
    }),
  ),
  jiraSites: z.array(JiraSiteSummary),
});
export type Overview = z.infer<typeof Overview>;
