/** The first page: how everything stands, in one answer. */

import { z } from 'zod';
import { Count } from './fields.ts';
import { IntegrationSummary } from './integrations.ts';
import { JiraSiteSummary } from './jira-sites.ts';

export const Overview = z.object({
  counts: z.object({
    repositories: z.object({
      waiting: Count,
      indexing: Count,
      'up-to-date': Count,
      paused: Count,
      failed: Count,
    }),
    issues: Count,
    /** Linked commits. */
    commits: Count,
  }),
  integrations: z.array(IntegrationSummary),
  jiraSites: z.array(JiraSiteSummary),
});
export type Overview = z.infer<typeof Overview>;
