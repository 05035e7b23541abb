/** The first page: how everything stands, in one answer. */

import { z } from 'zod';
import { Count } from './fields.ts';
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
  integrations: z.array(IntegrationSummary),
  jiraSites: z.array(JiraSiteSummary),
});
export type Overview = z.infer<typeof Overview>;
