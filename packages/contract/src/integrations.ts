/** Integrations: connecting a Git service, and letting it go. */

import type { IntegrationId } from '@branchline/domain';
import { z } from 'zod';
import { RequestsWait } from './budgets.ts';
import { Account, Attention, CredentialKind, Mode, Network } from './credentials.ts';
import { Count, Id, Moment, State, idOf } from './fields.ts';
import { RepositoryCounts, RepositorySummary } from './repositories.ts';
import { versioned } from './version.ts';

export const IntegrationSummary = z.object({
  id: Id,
  /** Which connector: `git`. */
  connector: z.string(),
  /** How people call that kind of service: `Git`. */
  connectorTitle: z.string(),
  name: z.string(),
  /** Why nothing is indexed at the moment; null when it is not paused. */
  pausedBecause: z.string().nullable(),
  addedAt: Moment,
  mode: Mode,
  network: Network,
  /** As the connector keeps them: never a secret. */
  settings: z.record(z.string(), z.unknown()),
  /** Null for integrations that were saved by an earlier release. */
  credentialKind: CredentialKind.nullable(),
  /** As whom the service knows us; null where it does not say. */
  account: Account.nullable(),
  credentialExpiresAt: Moment.nullable(),
  /** Its token renews itself before it ends. */
  rotatesToken: z.boolean(),
  /** People see only those of its repositories that their own token can read. */
  requiresGitPermission: z.boolean(),
  /** Whoever writes through it needs a token of their own. */
  requiresPersonalToken: z.boolean(),
  /** Branchline makes and repairs webhooks at the service. */
  makesWebhooks: z.boolean(),
  /** When the credential was last tried with success. */
  checkedAt: Moment.nullable(),
  /** What somebody should see to, the most urgent first. */
  attention: z.array(Attention),
  /** What its API makes us wait for; git goes on. Null while nobody waits. */
  requestsWait: RequestsWait.nullable(),
  counts: RepositoryCounts,
  /** The most notable, at most 20: failed, indexing, paused, waiting, then the latest changed. By name. */
  repositories: z.array(RepositorySummary),
});
export type IntegrationSummary = z.infer<typeof IntegrationSummary>;

/** What an edit of an integration replaces. */
export const editedOfIntegration = [
  'name',
  'settings',
  'network',
  'mode',
  'rotatesToken',
  'requiresGitPermission',
  'requiresPersonalToken',
  'makesWebhooks',
  'credentialKind',
] as const;

export const VersionedIntegration = versioned(IntegrationSummary, editedOfIntegration);
export type VersionedIntegration = z.infer<typeof VersionedIntegration>;

/** A line of the list: an integration without its repositories. */
export const IntegrationLine = versioned(
  IntegrationSummary.omit({ repositories: true }).extend({
    /** Of its repositories, the one that most needs a person; `waiting` while there are none. */
    state: State,
    /** When the last complete index of any of its repositories ended. */
    indexedAt: Moment.nullable(),
    features: z.object({
      pullRequests: z.boolean(),
      /** Branches and pull requests can be made through it. */
      actions: z.boolean(),
      /** `working`: one of ours works, or one that was made by hand has been received. */
      webhooks: z.enum(['working', 'failing', 'none']),
    }),
  }),
  editedOfIntegration,
);
export type IntegrationLine = z.infer<typeof IntegrationLine>;

export const IntegrationQuery = z.object({
  /** Part of the name, in any case. */
  search: z.string().trim().min(1).max(300).optional(),
  /** Which connector: `github`. */
  service: z.string().min(1).max(100).optional(),
  state: State.optional(),
  /** Those that somebody should see to: paused or failing, without a right, or with a credential that ends soon. */
  attention: z.enum(['yes', 'no']).optional(),
  sort: z.enum(['name', 'service', 'state', 'repositories', 'indexed', 'added']).default('name'),
  order: z.enum(['ascending', 'descending']).default('ascending'),
  /** The last page's `next`. */
  after: idOf<IntegrationId>().optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(200).default(50),
});

export const IntegrationList = z.object({
  integrations: z.array(IntegrationLine),
  /** Pass it as `after` for the next page; null at the end. */
  next: Id.nullable(),
});
export type IntegrationList = z.infer<typeof IntegrationList>;

export const PauseWish = z.object({
  /** Shown wherever something is paused by it; left out or empty: that a person did it. */
  because: z.string().trim().max(300).default(''),
});

/** What goes when an integration goes. */
export const IntegrationRemoval = z.object({
  repositories: Count,
  linkedCommits: Count,
  linkedBranches: Count,
  linkedPullRequests: Count,
  /** Made by us at the service. */
  webhooks: Count,
  /** Entries that were sent to each Jira site: withdrawn, unless `keepsInJira`. */
  jiraSites: z.array(z.object({ id: Id, name: z.string(), entries: Count })),
});
export type IntegrationRemoval = z.infer<typeof IntegrationRemoval>;

export const RemovalQuery = z.object({
  /** `yes`: what was sent to Jira stays there. */
  keepsInJira: z.enum(['yes', 'no']).default('no'),
});
