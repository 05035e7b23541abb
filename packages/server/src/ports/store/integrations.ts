/** The port to the configured Git services. */

import type {
  AppId,
  CredentialKind,
  IndexingState,
  Integration,
  IntegrationId,
  IntegrationMode,
  NetworkSettings,
  ServicePerson,
  ServiceSettings,
} from '@branchline/domain';
import type { MissingRight } from '../git-service.ts';
import type { SealedSecret } from '../secret-box.ts';
import type { RepositoryCounts } from './repositories.ts';

/** An integration and how its credential stands. */
export interface IntegrationStanding extends Integration {
  /** Undefined when it was saved before this was noted. */
  readonly credentialKind: CredentialKind | undefined;
  /** The app of ours that it uses. */
  readonly appId: AppId | undefined;
  /** As whom the service knows us; undefined where it does not say. */
  readonly account: ServicePerson | undefined;
  readonly credentialExpiresAt: Date | undefined;
  /** Its token renews itself before it ends. */
  readonly rotatesToken: boolean;
  readonly missingRights: readonly MissingRight[];
  /** When the credential was last tried with success. */
  readonly checkedAt: Date | undefined;
  /** Who stopped it; undefined when it is not paused. */
  readonly pausedBy: PausedBy | undefined;
  /** People see only those of its repositories that their own token can read. */
  readonly requiresGitPermission: boolean;
  /** Whoever writes through it needs a token of their own; otherwise the service account may act for them. */
  readonly requiresPersonalToken: boolean;
  /** Webhooks are made and repaired at the service; otherwise somebody makes them by hand. */
  readonly makesWebhooks: boolean;
  /** It is being removed: nothing is indexed any more. */
  readonly isBeingRemoved: boolean;
}

/** `refusal`: the service refused our credential, and a good one makes it go on. */
export type PausedBy = 'person' | 'refusal';

/** What trying a credential told. */
export interface CredentialFindings {
  readonly account: ServicePerson | undefined;
  readonly expiresAt: Date | undefined;
  readonly missingRights: readonly MissingRight[];
  readonly at: Date;
}

/** What of a credential is not secret. */
export interface CredentialFacts {
  readonly kind: CredentialKind;
  readonly appId: AppId | undefined;
}

/** What a list of integrations can be sorted by. */
export type IntegrationSort = 'name' | 'service' | 'state' | 'repositories' | 'indexed' | 'added';

/** Which integrations; what is left out does not matter. */
export interface IntegrationQuery {
  /** Part of the name, in any case. */
  readonly search: string | undefined;
  readonly connector: string | undefined;
  readonly state: IndexingState | undefined;
  /** Whether somebody should see to it: it is paused or failing, lacks a right, or its credential ends soon. */
  readonly needsCare: boolean | undefined;
  readonly sort: IntegrationSort;
  readonly isDescending: boolean;
  /** A page's `next`. */
  readonly after: IntegrationId | undefined;
  readonly limit: number;
}

/** A line of such a list. */
export interface ListedIntegration {
  readonly integration: IntegrationStanding;
  /** Of its repositories, the one that most needs a person; `waiting` while there are none. */
  readonly state: IndexingState;
  readonly counts: RepositoryCounts;
  /** When the last complete index of any of its repositories ended. */
  readonly indexedAt: Date | undefined;
  /** `working`: one of ours works, or one that was made by hand has been received. */
  readonly webhooks: 'working' | 'failing' | 'none';
}

/** A part of such a list. */
export interface IntegrationPage {
  readonly integrations: readonly ListedIntegration[];
  readonly next: IntegrationId | undefined;
}

/** How many there are, and how many of them somebody should see to. */
export interface IntegrationCounts {
  readonly all: number;
  readonly attention: number;
}

/** The configured Git services. */
export interface IntegrationTable {
  add(integration: {
    readonly connector: string;
    readonly name: string;
    readonly settings: ServiceSettings;
    /** `two-way` when left out. */
    readonly mode?: IntegrationMode;
    /** Straight when left out. */
    readonly network?: NetworkSettings;
  }): Promise<IntegrationStanding>;
  /** Also one that is being removed. */
  get(id: IntegrationId): Promise<IntegrationStanding | undefined>;
  /** Those of these that are there, also when they are being removed. */
  named(ids: readonly IntegrationId[]): Promise<readonly IntegrationStanding[]>;
  /** Of `list` those that show people only what their own token can read. */
  guarded(): Promise<readonly IntegrationStanding[]>;
  /** In the order they were added, without those that are being removed. */
  list(): Promise<readonly IntegrationStanding[]>;
  /** Those of a list, without those that are being removed. */
  page(query: IntegrationQuery): Promise<IntegrationPage>;
  counts(): Promise<IntegrationCounts>;
  /** Those that need a person first, then those that move, then the latest indexed. */
  notable(limit: number): Promise<readonly ListedIntegration[]>;
  sealedCredential(id: IntegrationId): Promise<SealedSecret | undefined>;
  /** Undefined: there is none any more. */
  saveSealedCredential(id: IntegrationId, sealed: SealedSecret | undefined, facts: CredentialFacts): Promise<void>;
  /** Only while `before` is what is kept. False: somebody else changed it, and nothing was written. */
  replaceSealedCredential(id: IntegrationId, before: SealedSecret, after: SealedSecret): Promise<boolean>;
  saveFindings(id: IntegrationId, findings: CredentialFindings): Promise<void>;
  saveSettings(id: IntegrationId, settings: ServiceSettings): Promise<void>;
  /** What is left out stays. */
  change(
    id: IntegrationId,
    change: {
      readonly name?: string;
      readonly settings?: ServiceSettings;
      readonly network?: NetworkSettings;
      readonly mode?: IntegrationMode;
      readonly rotatesToken?: boolean;
      readonly requiresGitPermission?: boolean;
      readonly requiresPersonalToken?: boolean;
      readonly makesWebhooks?: boolean;
    },
  ): Promise<void>;
  /** `by` is `person` when left out. */
  pause(id: IntegrationId, because: string, by?: PausedBy): Promise<void>;
  resume(id: IntegrationId): Promise<void>;
  /** From now on it is not listed. */
  markRemoving(id: IntegrationId, at: Date, keepsInJira: boolean): Promise<void>;
  /** What was said when its removal was asked for; undefined when it is not being removed. */
  removal(id: IntegrationId): Promise<{ readonly keepsInJira: boolean } | undefined>;
  /** With everything that belongs to it: repositories, rows, associations. */
  remove(id: IntegrationId): Promise<void>;
}
