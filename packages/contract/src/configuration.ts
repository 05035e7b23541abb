/** The whole configuration as one document: what a file holds, what applying it would change, and what it changed. */

import { z } from 'zod';
import { RoleName } from './accounts.ts';
import { Grants } from './associations.ts';
import { Mode } from './credentials.ts';
import { Count, SecretText } from './fields.ts';
import { DevelopmentSink, ForgeAppId } from './forge.ts';
import { RepositoryChoice } from './repository-choice.ts';
import { RepositoryDefaults, RepositorySettings } from './repository-settings.ts';
import type { Route } from './route.ts';
import { BranchNames, MailSettings, ProjectKeyText, ProjectSettingsInput, Retention } from './settings.ts';
import { SmartCommitSettings } from './smart-commits.ts';

/** Of the shape of the document; a later one that is not understood is refused. */
export const configurationVersion = 1;

/** Things of one kind in a document. */
const thingsLimit = 20_000;

const Name = z.string().trim().min(1).max(200);
const Text = z.string().trim().min(1).max(2000);
/** The connector says what may be in it. */
const Settings = z.record(z.string(), z.unknown());

/** A name of an environment variable where the document is applied. */
const FromEnvironment = z.strictObject({
  fromEnvironment: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,200}$/u, 'is not a name of an environment variable'),
});
/** A file there, whose last line break does not count. */
const FromFile = z.strictObject({ fromFile: z.string().min(1).max(4096) });

/** Where a secret is, for whoever applies the document. */
export const SecretReference = z.union([FromEnvironment, FromFile], {
  error: 'is no reference to a secret: write fromEnvironment: NAME, or fromFile: path',
});
export type SecretReference = z.infer<typeof SecretReference>;

/** As it is sent: the secret itself, or only where it would be, which leaves alone the one there is. */
export const SecretWish = z.union([FromEnvironment, FromFile, z.strictObject({ value: SecretText })]);
export type SecretWish = z.infer<typeof SecretWish>;

function credentialOf<Secret extends z.ZodType>(secret: Secret) {
  return z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('user-and-password'), user: z.string().min(1).max(1000), password: secret }),
    z.strictObject({ kind: z.literal('ssh-key'), privateKey: secret, passphrase: secret.optional() }),
    z.strictObject({ kind: z.literal('token'), token: secret }),
    /** Comes through a browser: the integration must be there already. */
    z.strictObject({ kind: z.literal('oauth') }),
    /** An installation of an app of ours, by the app's name. */
    z.strictObject({ kind: z.literal('app'), app: Name, installationId: z.string().min(1).max(100) }),
  ]);
}

function accountOf<Secret extends z.ZodType>(secret: Secret) {
  const email = z.string().trim().min(3).max(254);
  return z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('api-token'), email, token: secret }),
    z.strictObject({ kind: z.literal('scoped-api-token'), email: email.optional(), token: secret }),
    z.strictObject({ kind: z.literal('personal-access-token'), token: secret }),
    z.strictObject({ kind: z.literal('service-account'), clientId: Text, clientSecret: secret }),
  ]);
}

/** How a service is reached; what is left out: straight, trusting what the system trusts. */
const NetworkWish = z.strictObject({
  /** PEM. */
  trustedCertificates: z.string().max(200_000).nullable().default(null),
  proxyUrl: z.string().max(2000).nullable().default(null),
  verifiesCertificates: z.boolean().default(true),
});

/** What a repository has that differs from what new repositories of its integration begin with. */
const RepositoryWish = RepositorySettings.extend({ name: z.string().min(1).max(1000) });

function integrationOf<Secret extends z.ZodType>(secret: Secret) {
  return z.strictObject({
    /** Names it in this document: each integration needs another name. */
    name: Name,
    connector: z.string().min(1).max(100),
    settings: Settings,
    credential: credentialOf(secret).optional(),
    mode: Mode.optional(),
    network: NetworkWish.optional(),
    rotatesToken: z.boolean().optional(),
    requiresGitPermission: z.boolean().optional(),
    requiresPersonalToken: z.boolean().optional(),
    makesWebhooks: z.boolean().optional(),
    repositoryChoice: RepositoryChoice.optional(),
    repositoryDefaults: RepositoryDefaults.optional(),
    repositories: z.array(RepositoryWish).max(thingsLimit).optional(),
  });
}

const SmartCommitsWish = SmartCommitSettings.partial().strict();

/** Of one Jira project; what is left out is as usual. */
const ProjectWish = ProjectSettingsInput.partial().extend({
  project: ProjectKeyText,
  smartCommits: SmartCommitsWish.optional(),
});

const Projects = z.union([z.literal('all'), z.array(ProjectKeyText).max(5000)]);
const AssociationOfPlace = z.strictObject({
  integration: Name,
  /** Left out: every repository of the integration that has none of its own. */
  repository: z.string().min(1).max(1000).optional(),
  /** What is left out is granted to nobody. */
  grants: z.strictObject({
    see: Projects.default([]),
    'create-branch': Projects.default([]),
    'create-pull-request': Projects.default([]),
    'smart-commit': Projects.default([]),
  } satisfies Record<keyof Grants, z.ZodType>),
});

function jiraSiteOf<Secret extends z.ZodType>(secret: Secret) {
  return z.strictObject({
    /** Names it in this document. */
    siteUrl: z.url().max(2000),
    /** Only for a site that is added. */
    name: Name.optional(),
    /** Only for a site that is added; left out: Atlassian's own. */
    apiUrl: z.url().max(2000).optional(),
    oauth: z.strictObject({ clientId: Text, clientSecret: secret }).optional(),
    account: accountOf(secret).optional(),
    forgeApp: z.strictObject({ appId: ForgeAppId, sink: DevelopmentSink.optional() }).optional(),
    /** An e-mail address that Jira shows with exactly one active account proves who somebody is. */
    trustsEmail: z.boolean().optional(),
    smartCommits: SmartCommitsWish.optional(),
    projects: z.array(ProjectWish).max(thingsLimit).optional(),
    associations: z.array(AssociationOfPlace).max(thingsLimit).optional(),
  });
}

const Group = z.string().trim().min(1).max(200);
const Groups = z.array(Group).max(100);

function identityProviderOf<Secret extends z.ZodType>(secret: Secret) {
  return z.strictObject({
    name: z.string().trim().min(1).max(100),
    issuer: z.url({ protocol: /^https?$/, error: 'is not an address' }).max(500),
    clientId: z.string().trim().min(1).max(500),
    clientSecret: secret,
    moreScopes: z
      .array(z.string().regex(/^\S{1,100}$/))
      .max(20)
      .optional(),
    groupsClaim: z.string().trim().min(1).max(200).optional(),
    roles: z.strictObject({ administrators: Groups, managers: Groups, members: Groups }).optional(),
    joinsByEmail: z.boolean().optional(),
  });
}

function configurationOf<Secret extends z.ZodType>(secret: Secret) {
  return z.strictObject({
    version: z.literal(configurationVersion),
    installation: z
      .strictObject({
        branchNames: BranchNames.optional(),
        retention: Retention.optional(),
        mail: MailSettings.optional(),
      })
      .optional(),
    oauthClients: z
      .array(
        z.strictObject({
          connector: z.string().min(1).max(100),
          settings: Settings,
          clientId: z.string().trim().min(1).max(1000),
          clientSecret: secret,
        }),
      )
      .max(thingsLimit)
      .optional(),
    integrations: z.array(integrationOf(secret)).max(thingsLimit).optional(),
    jiraSites: z.array(jiraSiteOf(secret)).max(thingsLimit).optional(),
    identityProviders: z.array(identityProviderOf(secret)).max(thingsLimit).optional(),
    accounts: z
      .array(
        z.strictObject({
          login: Name,
          name: Name.optional(),
          role: RoleName.optional(),
          isDisabled: z.boolean().optional(),
        }),
      )
      .max(thingsLimit)
      .optional(),
  });
}

/** As a file holds it: secrets only by reference. */
export const ConfigurationFile = configurationOf(SecretReference);
export type ConfigurationFile = z.input<typeof ConfigurationFile>;

/** As it is sent, with the secrets that whoever sends it has found. */
export const Configuration = configurationOf(SecretWish);
export type Configuration = z.output<typeof Configuration>;
export type ConfigurationInput = z.input<typeof Configuration>;

export const ConfigurationRequest = z.strictObject({
  configuration: Configuration,
  /** Removes what the document does not have, of the kinds it speaks of. */
  prunes: z.boolean().default(false),
});

/** One difference between the document and what there is. */
export const ConfigurationChange = z.object({
  kind: z.enum([
    'installation',
    'oauth-client',
    'integration',
    'repository',
    'jira-site',
    'project',
    'association',
    'identity-provider',
    'account',
  ]),
  /** As the document names it. */
  name: z.string(),
  /** `wait`: it can be done only once the repository has been found; apply the document again then. */
  action: z.enum(['add', 'change', 'remove', 'wait']),
  /** A whole sentence. */
  words: z.string(),
  /** Values as they are written in the document; null: nothing. Of a secret only that it is another. */
  differences: z.array(z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })),
  /** Why it cannot be done as it is; null: it can. */
  problem: z.string().nullable(),
});
export type ConfigurationChange = z.infer<typeof ConfigurationChange>;

export const ConfigurationPlan = z.object({
  changes: z.array(ConfigurationChange),
  /** Things that are there and not in the document, and that pruning would remove. */
  notInDocument: Count,
  /** Things of the document that are as it says. */
  same: Count,
});
export type ConfigurationPlan = z.infer<typeof ConfigurationPlan>;

export const ConfigurationReport = z.object({
  /** In the order in which they were done. */
  changes: z.array(
    ConfigurationChange.extend({
      /** `skipped`: something it needs failed. */
      outcome: z.enum(['done', 'failed', 'skipped', 'waits']),
      /** Why it failed, in words; null otherwise. */
      because: z.string().nullable(),
    }),
  ),
  isComplete: z.boolean(),
});
export type ConfigurationReport = z.infer<typeof ConfigurationReport>;

const people = { access: 'administrator', status: 200 } as const;

export const configurationRoutes = {
  /** Secrets are left out: in their place is where they could be taken from. */
  exportConfiguration: { ...people, method: 'GET', path: '/api/v1/configuration', response: ConfigurationFile },
  /** The JSON schema of the document. */
  showConfigurationSchema: {
    access: 'open',
    status: 200,
    method: 'GET',
    path: '/api/v1/configuration/schema.json',
    response: z.record(z.string(), z.unknown()),
  },
  /** Nothing is changed. */
  planConfiguration: {
    ...people,
    method: 'POST',
    path: '/api/v1/configuration/plan',
    request: ConfigurationRequest,
    response: ConfigurationPlan,
  },
  /** Each thing is done as a whole or not at all; one that fails does not keep the others from being done. */
  applyConfiguration: {
    ...people,
    method: 'POST',
    path: '/api/v1/configuration/apply',
    request: ConfigurationRequest,
    response: ConfigurationReport,
  },
} as const satisfies Readonly<Record<string, Route>>;
