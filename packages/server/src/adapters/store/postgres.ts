/** Opens the database and puts the tables together. */

import { sql } from 'kysely';
import type { Log } from '../../ports/log.ts';
import type { Store, Tables } from '../../ports/store.ts';
import { accountTable } from './accounts.ts';
import { actingTable } from './acting.ts';
import { apiTokenTable } from './api-tokens.ts';
import { appTable } from './apps.ts';
import { associationTable } from './associations.ts';
import { auditLogTable } from './audit-log.ts';
import { openChangeFeed } from './change-feed.ts';
import { clearingTable } from './clearings.ts';
import { credentialLocks } from './credential-locks.ts';
import { databaseOn, openPool } from './database.ts';
import type { Database } from './database.ts';
import { deliveryTable } from './deliveries.ts';
import { developmentTable } from './development.ts';
import { editLocks } from './edit-locks.ts';
import { explainedThingTable } from './explained-things.ts';
import { figureTable } from './figures.ts';
import { gitPushTable } from './git-pushes.ts';
import { forgeTable } from './forge-installations.ts';
import { idempotentRequestTable } from './idempotent-requests.ts';
import { identityProviderTable } from './identity-providers.ts';
import { indexRunTable } from './index-runs.ts';
import { installationTable } from './installation.ts';
import { integrationDraftTable } from './integration-drafts.ts';
import { integrationTable } from './integrations.ts';
import { issueAliasTable } from './issue-aliases.ts';
import { issuePropertyTable } from './issue-properties.ts';
import { issueWatchTable } from './issue-watches.ts';
import { issueCommitTable } from './issue-commits.ts';
import { issueTable } from './issues.ts';
import { jiraCodeTable } from './jira-codes.ts';
import { jiraSiteTable } from './jira-sites.ts';
import { jobControl } from './job-control.ts';
import { jobQueue } from './jobs.ts';
import { jqlIssueTable } from './jql-issues.ts';
import { knownIssueTable } from './known-issues.ts';
import { linkedHistoryTable } from './linked-history.ts';
import { listingTable } from './listings.ts';
import { manualLinkTable } from './manual-links.ts';
import { mailTable } from './mail-choices.ts';
import { migrate } from './migrate.ts';
import { oauthClientTable } from './oauth-clients.ts';
import { oneTimeLinkTable } from './one-time-links.ts';
import { payloadTable } from './payloads.ts';
import { peopleTable } from './people.ts';
import { personalConnectionTable } from './personal-connections.ts';
import { projectNameTable } from './project-names.ts';
import { pullRequestChecksTable } from './pull-request-checks.ts';
import { pullRequestWalkTable } from './pull-request-walks.ts';
import { pushTable } from './pushes.ts';
import { rateBudgetTable } from './rate-budgets.ts';
import { reconciliationTable } from './reconciliations.ts';
import { remoteLinkTable } from './remote-links.ts';
import { repositoryTable } from './repositories.ts';
import { repositorySettingsTable } from './repository-settings.ts';
import { webhookEndpointTable } from './webhook-endpoints.ts';
import { webhookRegistrationTable } from './webhook-registrations.ts';
import { sealedRowTable } from './sealed-rows.ts';
import { seenPeopleTable } from './seen-people.ts';
import { sessionTable } from './sessions.ts';
import { settingsTable } from './settings.ts';
import { signInAttemptTable } from './sign-in-attempts.ts';
import { signInTable } from './sign-ins.ts';
import { smartCommitTable } from './smart-commits.ts';

export interface StoreOptions {
  /** A PostgreSQL 15 or newer, as an address `pg` understands. */
  readonly connectionString: string;
  readonly log: Log;
}

/**
 * Connects, brings the schema up to date and returns the tables.
 * @throws Error in words when the database cannot be reached, is too old, or was used by a newer program
 */
export async function openStore({ connectionString, log }: StoreOptions): Promise<Store> {
  const pool = openPool(connectionString, log);
  try {
    await migrate(pool);
  } catch (error) {
    await pool.end();
    throw unreachable(error);
  }
  const changes = openChangeFeed({ pool, connectionString, log });
  const database = databaseOn(pool, (statement) => changes.noteStatement(statement));
  return {
    ...tablesOn(database),
    transaction: (work) =>
      changes.during(() => database.transaction().execute((transaction) => work(tablesOn(transaction)))),
    changes,
    credentialLocks: credentialLocks(connectionString),
    figures: figureTable(database, pool),
    sealedRows: sealedRowTable(database),
    editLocks: editLocks(connectionString),
    async ping() {
      await sql`select 1`.execute(database).catch((error: unknown) => {
        throw unreachable(error);
      });
    },
    // Not Kysely's own end: it leaves a pool open that it never used.
    async close() {
      await changes.close();
      await pool.end();
    },
  };
}

function tablesOn(database: Database): Tables {
  return {
    installation: installationTable(database),
    integrations: integrationTable(database),
    integrationDrafts: integrationDraftTable(database),
    repositories: repositoryTable(database),
    repositorySettings: repositorySettingsTable(database),
    linkedHistory: linkedHistoryTable(database),
    listings: listingTable(database),
    indexRuns: indexRunTable(database),
    development: developmentTable(database),
    pullRequestChecks: pullRequestChecksTable(database),
    pullRequestWalks: pullRequestWalkTable(database),
    payloads: payloadTable(database),
    issues: issueTable(database),
    issueCommits: issueCommitTable(database),
    knownIssues: knownIssueTable(database),
    issueAliases: issueAliasTable(database),
    issueProperties: issuePropertyTable(database),
    issueWatches: issueWatchTable(database),
    jiraCodes: jiraCodeTable(database),
    jiraSites: jiraSiteTable(database),
    projectNames: projectNameTable(database),
    associations: associationTable(database),
    pushes: pushTable(database),
    remoteLinks: remoteLinkTable(database),
    clearings: clearingTable(database),
    reconciliations: reconciliationTable(database),
    deliveries: deliveryTable(database),
    webhookEndpoints: webhookEndpointTable(database),
    webhookRegistrations: webhookRegistrationTable(database),
    rateBudgets: rateBudgetTable(database),
    apps: appTable(database),
    oauthClients: oauthClientTable(database),
    signIns: signInTable(database),
    people: peopleTable(database),
    seenPeople: seenPeopleTable(database),
    personalConnections: personalConnectionTable(database),
    acting: actingTable(database),
    auditLog: auditLogTable(database),
    forge: forgeTable(database),
    jqlIssues: jqlIssueTable(database),
    gitPushes: gitPushTable(database),
    settings: settingsTable(database),
    smartCommits: smartCommitTable(database),
    mails: mailTable(database),
    manualLinks: manualLinkTable(database),
    explainedThings: explainedThingTable(database),
    accounts: accountTable(database),
    identityProviders: identityProviderTable(database),
    idempotentRequests: idempotentRequestTable(database),
    sessions: sessionTable(database),
    apiTokens: apiTokenTable(database),
    oneTimeLinks: oneTimeLinkTable(database),
    signInAttempts: signInAttemptTable(database),
    jobControl: jobControl(database),
    jobs: jobQueue(database),
  };
}

/** Node's and PostgreSQL's codes for "nobody there" and "not you". */
const unreachableCodes = /^(?:E[A-Z]+|08\w{3}|28\w{3}|3D000|57P0\d|53300)$/;

/** The same error, with what to do about it when it is about reaching the database at all. */
function unreachable(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code } = error as { readonly code?: unknown };
  const timedOut = error.message.includes('timeout');
  if (!timedOut && !(typeof code === 'string' && unreachableCodes.test(code))) return error;
  const detail = error.message === '' ? String(code) : error.message;
  return new Error(`The database cannot be reached: ${detail}. Check DATABASE_URL and that PostgreSQL runs.`, {
    cause: error,
  });
}
