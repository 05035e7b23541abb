/** Integrations that somebody is still putting together, so that a wizard can be left and taken up again. */

import type { IntegrationId } from '@branchline/domain';
import { z } from 'zod';
import { NewIntegration, SavedIntegration } from './connecting.ts';
import { Account, CredentialKind, MissingRight, Mode, Network } from './credentials.ts';
import { Count, Id, Moment, Nothing, idOf } from './fields.ts';
import { RepositoryChoice } from './repository-choice.ts';
import { act, ofIntegration, remove, show, type Route } from './route.ts';

/** Its repositories are listed and chosen by the routes about an integration's repositories, with this id. */
export const IntegrationDraft = z.object({
  /** The integration's, when it is connected. */
  id: Id,
  connector: z.string(),
  connectorTitle: z.string(),
  name: z.string(),
  settings: z.record(z.string(), z.unknown()),
  network: Network,
  mode: Mode,
  credentialKind: CredentialKind,
  /** As whom it would connect; null where the service does not say. */
  account: Account.nullable(),
  credentialExpiresAt: Moment.nullable(),
  /** It can be connected: no right is missing that is needed. */
  usable: z.boolean(),
  missingRights: z.array(MissingRight),
  /** Whole sentences. */
  warnings: z.array(z.string()),
  /** Why its repositories are not listed any further; null while they are, or when they all were. */
  listStoppedBecause: z.string().nullable(),
  /** It ends by itself then, and nothing of it stays. */
  endsAt: Moment,
});
export type IntegrationDraft = z.infer<typeof IntegrationDraft>;

export const IntegrationDraftList = z.object({ drafts: z.array(IntegrationDraft) });

/** What is left out is as it mostly is, or as it was said before. */
export const DraftWish = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  repositories: RepositoryChoice.optional(),
  /** Whoever writes through it needs a token of their own. */
  requiresPersonalToken: z.boolean().optional(),
  /** People see only those of its repositories that their own token can read. */
  requiresGitPermission: z.boolean().optional(),
  /** Branchline makes and repairs webhooks at the service, as far as the credential reaches. */
  makesWebhooks: z.boolean().optional(),
});

export const ListTrialWish = z.object({
  apiPath: z.string().trim().min(1).max(2000).nullable().default(null),
  filter: z.string().trim().min(1).max(2000).nullable().default(null),
});

/** The first page of a list, as the service gives it and the filter keeps it. */
export const ListTrial = z.object({
  listed: Count,
  kept: Count,
  /** Some of those that are kept. */
  names: z.array(z.string()),
  /** There are more pages. */
  goesOn: z.boolean(),
});
export type ListTrial = z.infer<typeof ListTrial>;

/** A key made by Branchline; its private half never leaves the server. */
export const MadeSshKey = z.object({
  /** Pass it as the credential `{ "kind": "made-ssh-key", "id": … }`. */
  id: z.string(),
  /** One line, for the service: `ssh-ed25519 AAAA… branchline`. */
  publicKey: z.string(),
  /** As `ssh-keygen -l` shows it: `SHA256:…`. */
  fingerprint: z.string(),
  /** It is forgotten then, unless an integration uses it. */
  expiresAt: Moment,
});
export type MadeSshKey = z.infer<typeof MadeSshKey>;

const ofDraft = { params: z.object({ id: idOf<IntegrationId>() }) } as const;

export const integrationDraftRoutes = {
  listIntegrationDrafts: { ...show, path: '/api/v1/integration-drafts', response: IntegrationDraftList },
  /** Tries the credential, keeps it sealed for a day, and lists what it can see. Nothing is indexed yet. */
  beginIntegrationDraft: {
    ...act,
    path: '/api/v1/integration-drafts',
    request: NewIntegration,
    status: 201,
    response: IntegrationDraft,
  },
  showIntegrationDraft: { ...show, ...ofDraft, path: '/api/v1/integration-drafts/:id', response: IntegrationDraft },
  /** Tries the kept credential again: somebody granted what was missing. */
  checkIntegrationDraft: {
    ...act,
    ...ofDraft,
    path: '/api/v1/integration-drafts/:id/check',
    response: IntegrationDraft,
  },
  connectIntegrationDraft: {
    ...act,
    ...ofDraft,
    path: '/api/v1/integration-drafts/:id/connect',
    request: DraftWish,
    status: 201,
    response: SavedIntegration,
  },
  /** Nothing of it stays. */
  cancelIntegrationDraft: {
    ...remove,
    ...ofDraft,
    path: '/api/v1/integration-drafts/:id',
    status: 204,
    response: Nothing,
  },
  /** Tries another list, or a filter, on the service's first page; nothing is saved. */
  tryRepositoryList: {
    ...act,
    params: ofIntegration,
    path: '/api/v1/integrations/:id/repository-list/try',
    request: ListTrialWish,
    response: ListTrial,
  },
  /** Makes a key for an integration that is signed in to by ssh. */
  makeSshKey: { ...act, path: '/api/v1/ssh-keys', status: 201, response: MadeSshKey },
} as const satisfies Readonly<Record<string, Route>>;
