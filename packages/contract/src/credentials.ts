/** What proves to a Git service who we are, how it is reached, and how that stands. */

import type { AppId, CareLevel, IntegrationMode, CredentialKind as Kind } from '@branchline/domain';
import { z } from 'zod';
import { Id, Moment, SecretText, idOf } from './fields.ts';

export const CredentialKind = z.enum([
  'none',
  'user-and-password',
  'ssh-key',
  'token',
  'oauth',
  'app',
] satisfies Kind[]);

/** Comes in as text, goes on as the domain's `Credential`. OAuth's come through a browser instead. */
export const CredentialInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('user-and-password'), user: z.string().min(1).max(1000), password: SecretText }),
  z.object({
    kind: z.literal('ssh-key'),
    privateKey: SecretText,
    // The transformation makes the key of the result always there, as the domain has it.
    passphrase: SecretText.optional().transform((passphrase) => passphrase),
  }),
  /** A key that Branchline made, and keeps. */
  z.object({ kind: z.literal('made-ssh-key'), id: z.string().min(1).max(100) }),
  z.object({ kind: z.literal('token'), token: SecretText }),
  /** An installation of an app of ours. */
  z.object({ kind: z.literal('app'), app: idOf<AppId>(), installationId: z.string().min(1).max(100) }),
]);

export const Mode = z.enum(['two-way', 'webhook-only'] satisfies IntegrationMode[]);

/** Room for a handful of certificates. */
const certificatesLimit = 200_000;

/** How the service is reached. */
export const Network = z.object({
  /** PEM; null for those the system trusts. */
  trustedCertificates: z.string().max(certificatesLimit).nullable(),
  /** `http://proxy.example.com:3128`; null: straight. */
  proxyUrl: z.string().max(2000).nullable(),
  /** False: anybody may pretend to be the service. */
  verifiesCertificates: z.boolean(),
});

/** What is left out is as it mostly is: straight, and trusting what the system trusts. */
export const NetworkInput = z
  .object({
    trustedCertificates: z.string().max(certificatesLimit).nullish(),
    proxyUrl: z.string().max(2000).nullish(),
    verifiesCertificates: z.boolean().optional(),
  })
  .transform(({ trustedCertificates, proxyUrl, verifiesCertificates }) => ({
    trustedCertificates: trustedCertificates ?? undefined,
    proxyUrl: proxyUrl ?? undefined,
    verifiesCertificates: verifiesCertificates ?? true,
  }));

/** Somebody as the service names them. */
export const Account = z.object({
  remoteId: z.string().nullable(),
  login: z.string(),
  name: z.string().nullable(),
  webUrl: z.string().nullable(),
  avatarUrl: z.string().nullable(),
});
export type Account = z.infer<typeof Account>;

/** Something that somebody should see to. */
export const Attention = z.object({
  level: z.enum(['notice', 'warning', 'urgent'] satisfies CareLevel[]),
  /** Whole sentences. */
  text: z.string(),
  /** Where it is put right. */
  url: z.string().nullable(),
});
export type Attention = z.infer<typeof Attention>;

export const MissingRight = z.object({
  /** As the service names it. */
  name: z.string(),
  /** Without a `needed` one nothing is saved. */
  weight: z.enum(['needed', 'useful']),
  /** The end of "Without it …". */
  without: z.string(),
  grantUrl: z.string().nullable(),
});

/** What trying a credential told. */
export const CredentialCheck = z.object({
  /** It can be saved: no right is missing that is needed. */
  usable: z.boolean(),
  account: Account.nullable(),
  /** Of the service's program. */
  version: z.string().nullable(),
  expiresAt: Moment.nullable(),
  missingRights: z.array(MissingRight),
  warnings: z.array(z.string()),
});
export type CredentialCheck = z.infer<typeof CredentialCheck>;

/** A credential that came through a browser and waits until somebody has seen whose it is. */
export const PendingCredential = z.object({
  id: z.string(),
  connector: z.string(),
  connectorTitle: z.string(),
  settings: z.record(z.string(), z.unknown()),
  network: Network,
  /** The service can be asked to let people choose; false also for an app, which has no account. */
  mayChooseAccount: z.boolean(),
  /** The integration whose credential it will take the place of; null for a new one. */
  integrationId: Id.nullable(),
  usable: z.boolean(),
  account: Account.nullable(),
  missingRights: z.array(MissingRight),
  warnings: z.array(z.string()),
  /** It is forgotten then. */
  expiresAt: Moment,
});
export type PendingCredential = z.infer<typeof PendingCredential>;
