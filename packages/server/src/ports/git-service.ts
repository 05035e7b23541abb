/** What the house asks of a Git service. A connector describes one; a connection speaks to it for one integration. */

import type {
  CheckedPullRequest,
  CommitHash,
  Credential,
  CredentialKind,
  GitAccess,
  ListedRepository,
  NetworkSettings,
  PullRequest,
  PullRequestChecks,
  RemoteRepository,
  ServicePerson,
  ServiceSettings,
} from '@branchline/domain';
import type { ServiceAccounts } from './git-service/accounts.ts';
import type { RepositoryActions } from './git-service/actions.ts';
import type { ServiceGuide } from './git-service/guide.ts';
import type { AppRegistration, OAuthProvider } from './git-service/sign-in.ts';
import type { TokenRotation } from './git-service/token-rotation.ts';
import type { WebhookReader, WebhookSetup } from './git-service/webhooks.ts';

/** What a connection may offer; the shared suite holds each connector to its list. */
export type Capability =
  | 'pull-requests'
  | 'checks'
  | 'actions'
  | 'webhook-setup'
  | 'missed-webhooks'
  | 'token-rotation';

/** One setting, so that pages and the command line can ask for it without knowing the service. */
export interface FormField {
  /** The key in the settings. */
  readonly name: string;
  readonly label: string;
  readonly kind: 'address' | 'text';
  readonly isRequired: boolean;
  /** A sentence. */
  readonly help: string;
  readonly example: string;
  /** Filled in at first; undefined where nothing fits most people. */
  readonly standard: string | undefined;
}

/** What we know about a Git service before anybody has connected to one. One per folder in adapters/git-services. */
export interface GitServiceConnector {
  /** Stored with the integration: `git`, `github`, `github-enterprise-server`, `gitlab` … */
  readonly id: string;
  readonly title: string;
  /** What people of this service call things: `Pull request`, `Merge request`. */
  readonly words: { readonly pullRequest: string };
  readonly settingsForm: readonly FormField[];
  readonly credentialKinds: readonly CredentialKind[];
  readonly capabilities: readonly Capability[];
  /** @throws Failure `rejected` naming the setting, its problem and an example */
  parseSettings(input: unknown): ServiceSettings;
  /** Pure: no network, no credential. */
  links(settings: ServiceSettings): RepositoryLinks;
  connect(request: ConnectionRequest): GitServiceConnection;
  /** How its webhooks are read; undefined where it sends none. */
  readonly webhook?: WebhookReader;
  /** Signing in by OAuth 2, for the service account and for people. */
  readonly oauth?: OAuthProvider;
  /** Whom it knows; undefined where there are no accounts, as with plain git. */
  readonly accounts?: ServiceAccounts;
  /** For pages that help to connect it; only services made for tests have none. */
  readonly guide?: ServiceGuide;
  /** An app of our own, registered at the service by a click. */
  readonly app?: AppRegistration;
}

/** As whom, and by which way, to speak to the service. */
export interface ConnectionRequest {
  readonly settings: ServiceSettings;
  readonly credential: Credential;
  readonly network: NetworkSettings;
  /**
   * Whose allowance of requests is used up: one name per kept credential, with a slash in it, such as `integration/12`.
   * Any other name is nobody's (`trial`): its counts end with the connection.
   */
  readonly budget: string;
  /** `person`: somebody waits, and the reserve may be used. */
  readonly for: 'person' | 'background';
}

/** A live connection for one integration acting as one account. Cheap to make; never cached across accounts. */
export interface GitServiceConnection {
  /** Who am I, which rights are missing. @throws Failure `unauthorized` when the credential is refused */
  check(): Promise<ConnectionCheck>;
  /**
   * All repositories the account can read, page by page. `after` is a page's `next`: the list goes on behind that page,
   * also in another process and days later.
   */
  listRepositories(options?: ListOptions): AsyncIterable<RepositoryPage>;
  /** By its stable id, wherever it has been moved; undefined when it is gone or out of sight. */
  findRepository(remoteId: string): Promise<ListedRepository | undefined>;
  /**
   * Addresses that the service has verified to be the account's own; none where the credential may not ask. Undefined
   * where the service does not tell.
   */
  readonly verifiedEmails?: () => Promise<readonly string[]>;
  /** How git itself may fetch the repository. */
  gitAccess(repository: RemoteRepository): Promise<GitAccess>;
  readonly pullRequests?: PullRequestReader;
  readonly actions?: RepositoryActions;
  readonly webhookSetup?: WebhookSetup;
  /** Only for tokens that somebody made by hand. */
  readonly tokenRotation?: TokenRotation;
}

/** Which list of repositories, and from where on. */
export interface ListOptions {
  readonly after?: string | undefined;
  /**
   * Another list of the service, as path and query below the API's address (`/orgs/acme/repos`); undefined for the
   * ordinary one. @throws Failure `rejected` when it leads elsewhere
   */
  readonly path?: string | undefined;
}

/** A part of a list. */
export interface RepositoryPage {
  readonly repositories: readonly ListedRepository[];
  /** The whole answer as the service sent it, for filters that people write; plain JSON. */
  readonly raw: unknown;
  /** Where the next page begins, at most 2,000 characters; undefined at the end. */
  readonly next: string | undefined;
}

/** What became of trying a credential. */
export interface ConnectionCheck {
  /** As whom we are connected; undefined for plain git. */
  readonly account: ServicePerson | undefined;
  /** Of the server's program; undefined where it does not say. */
  readonly version: string | undefined;
  readonly missingRights: readonly MissingRight[];
  /** When the credential ends; undefined: never, or the service does not say. */
  readonly expiresAt: Date | undefined;
}

/** Something the credential does not allow. */
export interface MissingRight {
  /** As the service names it: `read_api`, `Webhooks: write`. */
  readonly name: string;
  /** Without a `needed` one nothing works; without a `useful` one something is missing. */
  readonly weight: 'needed' | 'useful';
  /** What does not work without it, as the end of "Without it …": `merge requests cannot be read`. */
  readonly without: string;
  /** The page where it is granted. */
  readonly grantUrl: string | undefined;
  /** True for what only the account needs by which Branchline reads, and nobody who acts in their own name. */
  readonly isForHouse?: true;
}

/** Web pages of things in a repository; `undefined` where the service has no page for it. */
export interface RepositoryLinks {
  repository(repository: RemoteRepository): string | undefined;
  commit(repository: RemoteRepository, hash: CommitHash): string | undefined;
  branch(repository: RemoteRepository, name: string): string | undefined;
  tag(repository: RemoteRepository, name: string): string | undefined;
  file(repository: RemoteRepository, hash: CommitHash, path: string): string | undefined;
  /**
   * Only where an administrator wrote a template for it: otherwise the address that the service told with the pull
   * request is the one.
   */
  readonly pullRequest?: (repository: RemoteRepository, remoteId: string) => string;
  /** From `base` to `head`, each a branch name or a hash. */
  compare(repository: RemoteRepository, base: string, head: string): string | undefined;
}

/** Reads pull requests. */
export interface PullRequestReader {
  /** Everything known of one, verdicts included; undefined when it is gone. */
  get(repository: RemoteRepository, remoteId: string): Promise<PullRequest | undefined>;
  /**
   * Those updated since, page by page, as a list tells them. Going on at a page's `next` may repeat some and skips
   * none that was not updated meanwhile.
   */
  changedSince(repository: RemoteRepository, wanted: ChangedSince): AsyncIterable<PullRequestPage>;
  /**
   * The checks of its newest commit, told with the commit that they are of; undefined: there are none. Two requests at
   * most where the service counts up to a hundred. @throws Failure `forbidden` when our account may not know them
   */
  readonly checks?: (
    repository: RemoteRepository,
    pullRequest: CheckedPullRequest,
  ) => Promise<PullRequestChecks | undefined>;
}

/** Where a walk over pull requests begins. */
export interface ChangedSince {
  /** Undefined: all there ever were. */
  readonly since: Date | undefined;
  /** A page's `next`, from an earlier, broken-off walk with the same `since`. */
  readonly after?: string | undefined;
  /** The first page's `validator` of the last walk that ended: the service may then say cheaply that nothing changed. */
  readonly validator?: string | undefined;
}

/** A part of that walk. */
export interface PullRequestPage {
  readonly pullRequests: readonly PullRequest[];
  readonly next: string | undefined;
  /** Of the first page only, where the service gives one. */
  readonly validator: string | undefined;
}
