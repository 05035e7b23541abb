/** What the house keeps, and the handful of questions features really ask of it. Implemented in adapters/store only. */

import type {
  AccountTable,
  ApiTokenTable,
  OneTimeLinkTable,
  SessionTable,
  SignInAttemptTable,
} from './store/accounts.ts';
import type { ActingTable } from './store/acting.ts';
import type { AppTable } from './store/apps.ts';
import type { AssociationTable } from './store/associations.ts';
import type { AuditLogTable } from './store/audit-log.ts';
import type { Changes } from './store/changes.ts';
import type { ClearingTable } from './store/clearings.ts';
import type { CredentialLocks } from './store/credential-locks.ts';
import type { DeliveryTable } from './store/deliveries.ts';
import type { DevelopmentTable } from './store/development.ts';
import type { ExplainedThingTable } from './store/explained-things.ts';
import type { FigureTable } from './store/figures.ts';
import type { ForgeTable } from './store/forge-installations.ts';
import type { IdempotentRequestTable } from './store/idempotent-requests.ts';
import type { IdentityProviderTable } from './store/identity-providers.ts';
import type { IndexRunTable } from './store/index-runs.ts';
import type { GitPushTable } from './store/git-pushes.ts';
import type { InstallationTable } from './store/installation.ts';
import type { IntegrationDraftTable } from './store/integration-drafts.ts';
import type { IntegrationTable } from './store/integrations.ts';
import type { IssueCommitTable } from './store/issue-commits.ts';
import type { IssuePropertyTable } from './store/issue-properties.ts';
import type { IssueAliasTable } from './store/issue-aliases.ts';
import type { IssueWatchTable } from './store/issue-watches.ts';
import type { IssueTable } from './store/issues.ts';
import type { JiraCodeTable } from './store/jira-codes.ts';
import type { JiraSiteTable } from './store/jira-sites.ts';
import type { KnownIssueTable } from './store/known-issues.ts';
import type { JobControl } from './job-control.ts';
import type { JobQueue } from './jobs.ts';
import type { JqlIssueTable } from './store/jql-issues.ts';
import type { PayloadTable } from './store/payloads.ts';
import type { PeopleTable } from './store/people.ts';
import type { PersonalConnectionTable } from './store/personal-connections.ts';
import type { ProjectNameTable } from './store/project-names.ts';
import type { PullRequestChecksTable } from './store/pull-request-checks.ts';
import type { PullRequestWalkTable } from './store/pull-request-walks.ts';
import type { PushTable } from './store/pushes.ts';
import type { LinkedHistoryTable } from './store/linked-history.ts';
import type { ListingTable } from './store/listings.ts';
import type { ManualLinkTable } from './store/manual-links.ts';
import type { NamedLocks } from './store/named-locks.ts';
import type { MailTable } from './store/mail-choices.ts';
import type { OAuthClientTable } from './store/oauth-clients.ts';
import type { RateBudgetTable } from './store/rate-budgets.ts';
import type { ReconciliationTable } from './store/reconciliations.ts';
import type { RemoteLinkTable } from './store/remote-links.ts';
import type { RepositoryTable } from './store/repositories.ts';
import type { RepositorySettingsTable } from './store/repository-settings.ts';
import type { WebhookEndpointTable } from './store/webhook-endpoints.ts';
import type { WebhookRegistrationTable } from './store/webhook-registrations.ts';
import type { SealedRowTable } from './store/sealed-rows.ts';
import type { SeenPeopleTable } from './store/seen-people.ts';
import type { SettingsTable } from './store/settings.ts';
import type { SignInTable } from './store/sign-ins.ts';
import type { SmartCommitTable } from './store/smart-commits.ts';

/** Everything that can be asked and written, inside a transaction or out of it. */
export interface Tables {
  readonly installation: InstallationTable;
  readonly integrations: IntegrationTable;
  readonly integrationDrafts: IntegrationDraftTable;
  readonly repositories: RepositoryTable;
  readonly repositorySettings: RepositorySettingsTable;
  readonly linkedHistory: LinkedHistoryTable;
  readonly listings: ListingTable;
  readonly indexRuns: IndexRunTable;
  readonly development: DevelopmentTable;
  readonly pullRequestChecks: PullRequestChecksTable;
  readonly pullRequestWalks: PullRequestWalkTable;
  readonly payloads: PayloadTable;
  readonly issues: IssueTable;
  readonly issueCommits: IssueCommitTable;
  readonly knownIssues: KnownIssueTable;
  readonly issueAliases: IssueAliasTable;
  readonly issueProperties: IssuePropertyTable;
  readonly issueWatches: IssueWatchTable;
  readonly jiraCodes: JiraCodeTable;
  readonly jiraSites: JiraSiteTable;
  readonly projectNames: ProjectNameTable;
  readonly associations: AssociationTable;
  readonly pushes: PushTable;
  readonly remoteLinks: RemoteLinkTable;
  readonly clearings: ClearingTable;
  readonly reconciliations: ReconciliationTable;
  readonly deliveries: DeliveryTable;
  readonly webhookEndpoints: WebhookEndpointTable;
  readonly webhookRegistrations: WebhookRegistrationTable;
  readonly rateBudgets: RateBudgetTable;
  readonly apps: AppTable;
  readonly oauthClients: OAuthClientTable;
  readonly signIns: SignInTable;
  readonly people: PeopleTable;
  readonly seenPeople: SeenPeopleTable;
  readonly personalConnections: PersonalConnectionTable;
  readonly acting: ActingTable;
  readonly auditLog: AuditLogTable;
  readonly forge: ForgeTable;
  readonly jqlIssues: JqlIssueTable;
  readonly gitPushes: GitPushTable;
  readonly settings: SettingsTable;
  readonly smartCommits: SmartCommitTable;
  readonly mails: MailTable;
  readonly manualLinks: ManualLinkTable;
  readonly explainedThings: ExplainedThingTable;
  readonly accounts: AccountTable;
  readonly identityProviders: IdentityProviderTable;
  readonly idempotentRequests: IdempotentRequestTable;
  readonly sessions: SessionTable;
  readonly apiTokens: ApiTokenTable;
  readonly oneTimeLinks: OneTimeLinkTable;
  readonly signInAttempts: SignInAttemptTable;
  /** The outbox: added with the rows or not at all. */
  readonly jobs: JobQueue;
  /** The queue as people look at it. */
  readonly jobControl: JobControl;
}

/** The tables, and the transaction that keeps writes together. */
export interface Store extends Tables {
  /** Everything in `work` is written together or not at all. Never held across a network call. */
  transaction<T>(work: (tables: Tables) => Promise<T>): Promise<T>;
  /** Across processes, on connections of their own. */
  readonly credentialLocks: CredentialLocks;
  /** About the database itself. */
  readonly figures: FigureTable;
  /** For rotating keys. */
  readonly sealedRows: SealedRowTable;
  /** For those who edit the same thing; not to be taken within one another. */
  readonly editLocks: NamedLocks;
  readonly changes: Changes;
  /** @throws Failure-free Error when the database cannot be reached; resolves when it answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
