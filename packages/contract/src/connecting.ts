/** Connecting a Git service: which there are, adding, trying, changing. */

import { z } from 'zod';
import { Account, CredentialCheck, CredentialInput, CredentialKind, Mode, NetworkInput } from './credentials.ts';
import { Id, Moment } from './fields.ts';
import { IntegrationSummary, editedOfIntegration } from './integrations.ts';
import { RepositoryChoice } from './repository-choice.ts';
import { act, change, ofIntegration, show, type Route } from './route.ts';
import { versioned } from './version.ts';

const Name = z.string().trim().min(1).max(200);
/** The connector says what may be in it. */
export const Settings = z.record(z.string(), z.unknown());

/** What holds unless somebody says otherwise. */
const wishes = {
  /** Whoever writes through it needs a token of their own. */
  requiresPersonalToken: z.boolean().default(true),
  /** Branchline makes and repairs webhooks at the service, as far as the credential reaches. */
  makesWebhooks: z.boolean().default(true),
};

/** With a credential that is entered. */
export const DirectIntegration = z.object({
  connector: z.string().min(1).max(100),
  /** Left out: named after the clone URL, or the service and the account. */
  name: Name.optional(),
  settings: Settings,
  credential: CredentialInput.default({ kind: 'none' }),
  network: NetworkInput.optional(),
  mode: Mode.default('two-way'),
  ...wishes,
  /** Every repository when left out. */
  repositories: RepositoryChoice.optional(),
});

/** With a credential that came through a browser: service and settings are those of the sign-in. */
const FromPending = z.object({
  pending: z.string().min(1).max(100),
  name: Name.optional(),
  mode: Mode.default('two-way'),
  ...wishes,
  repositories: RepositoryChoice.optional(),
});

export const NewIntegration = z.union([FromPending, DirectIntegration]);
export type DirectIntegrationInput = z.input<typeof DirectIntegration>;

/** What is left out stays. */
export const IntegrationEdit = z
  .object({
    name: Name.optional(),
    settings: Settings.optional(),
    network: NetworkInput.optional(),
    mode: Mode.optional(),
    /** Its token renews itself before it ends, where the service lets it. */
    rotatesToken: z.boolean().optional(),
    /** People see only those of its repositories that their own token can read. */
    requiresGitPermission: z.boolean().optional(),
    /** Whoever writes through it needs a token of their own. */
    requiresPersonalToken: z.boolean().optional(),
    /** Off: somebody makes webhooks by hand; those that are there stay. */
    makesWebhooks: z.boolean().optional(),
    credential: CredentialInput.optional(),
    pending: z.string().min(1).max(100).optional(),
  })
  .refine(({ credential, pending }) => credential === undefined || pending === undefined, {
    error: 'give either a credential or the name of one that waits',
  });

/** A saved integration, and what somebody should know about it. */
export const SavedIntegration = IntegrationSummary.extend({ warnings: z.array(z.string()) });
export type SavedIntegration = z.infer<typeof SavedIntegration>;

export const GitServiceSummary = z.object({
  id: z.string(),
  title: z.string(),
  words: z.object({ pullRequest: z.string() }),
  settingsForm: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      kind: z.enum(['address', 'text']),
      isRequired: z.boolean(),
      help: z.string(),
      example: z.string(),
      standard: z.string().nullable(),
    }),
  ),
  credentialKinds: z.array(CredentialKind),
  /** One sentence for choosing it among others. */
  about: z.string(),
  /** An SVG path on a grid of 24, drawn with a line of 1.75 and no fill. */
  mark: z.string(),
  /** How its administrator makes a credential, by kind; a kind may be left out. */
  guides: z.array(
    z.object({
      kind: CredentialKind,
      title: z.string(),
      /** Whole sentences, in order. */
      steps: z.array(z.string()),
      rights: z.array(z.string()),
      /** A path below the address in the settings, or a whole address; null where there is no page to lead to. */
      page: z.string().nullable(),
    }),
  ),
  capabilities: z.array(z.string()),
  /** It can be connected without a credential, by webhooks alone. */
  sendsWebhooks: z.boolean(),
  /** Null where nobody can sign in by OAuth. */
  oauth: z
    .object({
      scopes: z.array(z.string()),
      /** Entered at the client there. */
      redirectUrl: z.string(),
      /** The page where a client is made, for the standard settings; null where there are none. */
      registrationUrl: z.string().nullable(),
      /** Addresses of sign-in for which a client is entered. */
      clients: z.array(z.string()),
      mayChooseAccount: z.boolean(),
    })
    .nullable(),
  /** Null where there are no apps. */
  app: z.object({ apps: z.array(z.object({ id: z.int(), name: z.string(), webUrl: z.string() })) }).nullable(),
});
export const GitServiceList = z.object({ gitServices: z.array(GitServiceSummary) });
export type GitServiceList = z.infer<typeof GitServiceList>;

export const AppInstallation = z.object({
  installationId: z.string(),
  account: Account,
  isSuspended: z.boolean(),
  webUrl: z.string(),
});

/** What became of a token that renewed itself. */
export const TokenRotation = z.object({
  /** Null when it does not end. */
  expiresAt: Moment.nullable(),
  /** All that had the old one and have the new one. */
  integrations: z.array(z.object({ id: Id, name: z.string() })),
});
export type TokenRotation = z.infer<typeof TokenRotation>;

export const connectionRoutes = {
  listGitServices: { ...show, path: '/api/v1/git-services', response: GitServiceList },
  addIntegration: {
    ...act,
    path: '/api/v1/integrations',
    request: NewIntegration,
    status: 201,
    response: SavedIntegration,
  },
  /** Tries what adding would save, and saves nothing. */
  tryIntegration: {
    ...act,
    path: '/api/v1/integrations/check',
    request: NewIntegration,
    response: CredentialCheck,
  },
  checkIntegration: {
    ...act,
    path: '/api/v1/integrations/:id/check',
    params: ofIntegration,
    response: CredentialCheck,
  },
  /** Makes the token renew itself now. */
  rotateToken: {
    ...act,
    path: '/api/v1/integrations/:id/rotate-token',
    params: ofIntegration,
    response: TokenRotation,
  },
  editIntegration: {
    ...change,
    path: '/api/v1/integrations/:id',
    params: ofIntegration,
    request: IntegrationEdit,
    response: versioned(SavedIntegration, editedOfIntegration),
    edits: 'showIntegration',
  },
} as const satisfies Readonly<Record<string, Route>>;
