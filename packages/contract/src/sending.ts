/** What Jira sites were sent: taking it back, and holding it against what Jira has. */

import type { IntegrationId, JiraSiteId, RepositoryId } from '@branchline/domain';
import { z } from 'zod';
import { Count, Id, Moment, Queued, idOf } from './fields.ts';
import { act, remove, show, type Route } from './route.ts';

/** A cleared site, integration or repository: nothing of it is sent until the clearing is lifted. */
export const Clearing = z.object({
  id: Id,
  /** Null: the whole site. */
  integrationId: Id.nullable(),
  /** Null: the whole integration. */
  repositoryId: Id.nullable(),
  /** Null where the id is, or when it is gone. */
  integrationName: z.string().nullable(),
  repositoryName: z.string().nullable(),
  askedAt: Moment,
  /** Null while it goes on. */
  finishedAt: Moment.nullable(),
  repositories: Count,
  repositoriesDone: Count,
  /** Commits, branches and pull requests. */
  entries: Count,
  entriesDone: Count,
  /** Why it does not get on at the moment; null while it does. */
  problem: z.string().nullable(),
});
export type Clearing = z.infer<typeof Clearing>;

export const ClearingList = z.object({ clearings: z.array(Clearing) });
export type ClearingList = z.infer<typeof ClearingList>;

export const NewClearing = z
  .object({
    integrationId: idOf<IntegrationId>().nullable(),
    repositoryId: idOf<RepositoryId>().nullable(),
  })
  .refine(
    ({ integrationId, repositoryId }) => integrationId !== null || repositoryId === null,
    'needs the integration of the repository',
  );

/** What clearing a place would take back; nothing is done. */
export const ClearingPreview = z.object({ repositories: Count, entries: Count });
export type ClearingPreview = z.infer<typeof ClearingPreview>;

const ClearingQuery = z
  .object({ integrationId: idOf<IntegrationId>().optional(), repositoryId: idOf<RepositoryId>().optional() })
  .refine(
    ({ integrationId, repositoryId }) => integrationId !== undefined || repositoryId === undefined,
    'needs the integration of the repository',
  );

/** What the last comparison of a site with what it was sent came to. */
export const Reconciliation = z.object({
  at: Moment,
  outcome: z.enum(['nothing-sent', 'same', 'different', 'all-gone']),
  repositoriesAsked: Count,
  entriesCompared: Count,
  differences: z.array(
    z.object({
      repositoryId: Id,
      repositoryName: z.string(),
      /** Jira took them and does not have them. */
      missing: Count,
      /** Jira has them and was not sent them, or they were taken back. */
      unexpected: Count,
      /** Jira does not know the repository; it is sent again by itself. */
      isGone: z.boolean(),
    }),
  ),
  repositoriesSentAgain: Count,
});
export type Reconciliation = z.infer<typeof Reconciliation>;

/** Null until the first night. */
export const ReconciliationAnswer = z.object({ reconciliation: Reconciliation.nullable() });

const jiraSite = z.object({ id: idOf<JiraSiteId>() });

export const sendingRoutes = {
  /** Newest first; those that are done are in force until they are lifted. */
  listClearings: { ...show, path: '/api/v1/jira-sites/:id/clearings', params: jiraSite, response: ClearingList },
  previewClearing: {
    ...show,
    path: '/api/v1/jira-sites/:id/clearings/preview',
    params: jiraSite,
    query: ClearingQuery,
    response: ClearingPreview,
  },
  clearJiraSite: {
    ...act,
    path: '/api/v1/jira-sites/:id/clearings',
    params: jiraSite,
    request: NewClearing,
    status: 202,
    response: Clearing,
  },
  /** Sends the place again. */
  liftClearing: {
    ...remove,
    path: '/api/v1/jira-sites/:id/clearings/:clearing',
    params: jiraSite.extend({ clearing: idOf<number>() }),
    status: 202,
    response: Queued,
  },
  showReconciliation: {
    ...show,
    path: '/api/v1/jira-sites/:id/reconciliation',
    params: jiraSite,
    response: ReconciliationAnswer,
  },
  /** Compares now. */
  startReconciliation: {
    ...act,
    path: '/api/v1/jira-sites/:id/reconciliation',
    params: jiraSite,
    status: 202,
    response: Queued,
  },
  /** Sends the repositories again that differed. */
  resendDifferences: {
    ...act,
    path: '/api/v1/jira-sites/:id/reconciliation/resend',
    params: jiraSite,
    status: 202,
    response: Queued,
  },
} as const satisfies Readonly<Record<string, Route>>;
