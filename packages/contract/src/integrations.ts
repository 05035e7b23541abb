/** Integrations: connecting a Git service, and letting it go. */

import { z } from 'zod';
import { Count, Id, Moment, SecretText } from './fields.ts';
import { RepositoryCounts, RepositorySummary } from './repositories.ts';

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
  counts: RepositoryCounts,
  /** The most notable, at most 20: failed, indexing, paused, waiting, then the latest changed. By name. */
  repositories: z.array(RepositorySummary),
});
export type IntegrationSummary = z.infer<typeof IntegrationSummary>;

export const IntegrationList = z.object({ integrations: z.array(IntegrationSummary) });
export type IntegrationList = z.infer<typeof IntegrationList>;

/** What proves to the service who we are. Comes in as text, goes on as the domain's `Credential`. */
export const CredentialInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('user-and-password'), user: z.string().min(1).max(1000), password: SecretText }),
  z.object({
    kind: z.literal('ssh-key'),
    privateKey: SecretText,
    // The transformation makes the key of the result always there, as the domain has it.
    passphrase: SecretText.optional().transform((passphrase) => passphrase),
  }),
]);

export const NewIntegration = z.object({
  connector: z.literal('git'),
  /** Taken from the clone URL when left out. */
  name: z.string().trim().min(1).max(200).optional(),
  settings: z.object({
    cloneUrl: z.string().trim().min(1).max(2000),
    /** Addresses of pages for people with placeholders; what they may be is the connector's to say. */
    webLinks: z.record(z.string(), z.string().max(2000)).optional(),
  }),
  credential: CredentialInput.default({ kind: 'none' }),
});

/** What goes when an integration goes. */
export const IntegrationRemoval = z.object({
  repositories: Count,
  linkedCommits: Count,
  linkedBranches: Count,
  /** Entries to be withdrawn from each Jira site. */
  jiraSites: z.array(z.object({ id: Id, name: z.string(), entries: Count })),
});
export type IntegrationRemoval = z.infer<typeof IntegrationRemoval>;
