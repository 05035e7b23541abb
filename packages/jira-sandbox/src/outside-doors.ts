/** What surrounds a Jira site and is no part of it: Forge, service accounts, reports on personal data, webhooks out. */

import type { FastifyInstance } from 'fastify';
import { openAccountReports, type AccountReportDoor } from './account-reports.ts';
import { openClientDoor, type ClientCredential, type ServiceAccount } from './client-credentials.ts';
import { openForge, type ForgeSide } from './forge-side.ts';
import type { Issues } from './issues.ts';
import { createJiraWebhooks, type JiraWebhooks } from './jira-webhooks.ts';
import type { SandboxPerson } from './people-options.ts';
import type { Tokens } from './tokens.ts';

/** What a running sandbox offers of it. */
export interface OutsideDoors {
  /** An app of Forge installed at the site: calls its server, and answers it. */
  readonly forge: ForgeSide;
  /** Acts as the first of `people`, by OAuth client credentials. */
  readonly serviceAccount: ServiceAccount;
  readonly accountReports: AccountReportDoor;
  /** Webhooks that an administrator set up in Jira's settings. */
  readonly webhooks: JiraWebhooks;
  /** As an administrator does at the OAuth credentials: the old secret and its tokens are refused. Returns the new one. */
  renewClientSecret(): string;
}

export interface OutsideTools {
  readonly cloudId: string;
  readonly url: () => string;
  /** The same list for ever: whoever is added is seen. */
  readonly people: readonly SandboxPerson[];
  readonly issues: Issues;
  readonly now: () => Date;
  /** Of a self-hosted tool: "OAuth credentials". */
  readonly tool: ClientCredential & { readonly tokens: Tokens };
  /** Whoever a token of a person acts as. */
  readonly personAt: (path: string, authorization: string | undefined) => SandboxPerson | undefined;
}

export interface OpenedDoors {
  readonly offered: OutsideDoors;
  /** Whoever a token of Forge or of the service account acts as at this path; undefined for other tokens. */
  readonly personAt: (path: string, authorization: string | undefined) => SandboxPerson | undefined;
  /** Whether development information may be sent to this path with this credential: each door has its own kind. */
  readonly maySend: (path: string, authorization: string | undefined) => boolean;
  readonly addRoutes: (app: FastifyInstance) => void;
}

/** Nothing answers before `addRoutes`. */
export function openOutsideDoors({ cloudId, url, people, issues, now, tool, personAt }: OutsideTools): OpenedDoors {
  const forge = openForge({ cloudId, url, people: () => people, now });
  const clients = openClientDoor(tool, () => people[0], now);
  const reports = openAccountReports(
    (authorization) => forge.isApp(authorization) || personAt('/ex/jira/', authorization) !== undefined,
  );
  return {
    offered: {
      forge: forge.side,
      serviceAccount: clients.serviceAccount,
      accountReports: reports.door,
      webhooks: createJiraWebhooks(issues, url, now),
      renewClientSecret: () => clients.renewToolSecret(),
    },
    personAt: (path, authorization) =>
      forge.personAt(path, authorization) ?? clients.serviceAccount.personAt(path, authorization),
    maySend: (path, authorization) =>
      path.startsWith('/ex/jira/') ? forge.isApp(authorization) : tool.tokens.isValid(authorization),
    addRoutes(app) {
      forge.addRoutes(app);
      clients.addRoutes(app);
      reports.addRoutes(app);
    },
  };
}
