/** Jira site views → the contract's shapes. */

import type { JiraAccount, JiraFindings, JiraSiteDetails, JiraSiteSummary } from '@branchline/contract';
import type { IssueKey, JiraAccountCredential } from '@branchline/domain';
import type { z } from 'zod';
import type { JiraFinding } from '../../ports/jira-site.ts';
import type { JiraAccountName } from '../../ports/store/jira-sites.ts';
import type { JiraSiteView } from '../../features/jira-sites/jira-site-views.ts';

export function presentJiraSite(view: JiraSiteView): JiraSiteSummary {
  const { site, hasForgeApp, sent, waiting, waitingHistory, refused } = view;
  const { id, name, siteUrl, apiUrl, cloudId, clientId, account, check, pausedBecause, lastFailure } = site;
  return {
    id,
    name,
    siteUrl,
    apiUrl,
    cloudId,
    clientId,
    account: account === undefined ? null : presentAccount(account),
    check: check === undefined ? null : { at: check.at.toISOString(), findings: presentFindings(check.findings) },
    hasForgeApp,
    sending: {
      sent,
      waiting,
      waitingHistory,
      refused,
      pausedBecause: pausedBecause ?? null,
      lastFailure:
        lastFailure === undefined ? null : { at: lastFailure.at.toISOString(), message: lastFailure.message },
    },
  };
}

export function presentJiraSiteDetails(view: JiraSiteView, unknownKeys: readonly IssueKey[]): JiraSiteDetails {
  const { projectKeys } = view.site;
  return {
    ...presentJiraSite(view),
    projectKeys: projectKeys === undefined ? null : [...projectKeys],
    repositoryCount: view.repositoryCount,
    repositories: view.repositories.map(({ id, name, sent, waiting, refused }) => ({
      id,
      name,
      sent,
      waiting,
      refused,
    })),
    unknownKeys: [...unknownKeys],
  };
}

export function presentFindings(findings: readonly JiraFinding[]): JiraFindings['findings'] {
  return findings.map(({ ability, works, because, remedy }) => ({
    ability,
    works,
    because: because ?? null,
    remedy: remedy ?? null,
  }));
}

function presentAccount({ kind, email, clientId }: JiraAccountName): NonNullable<JiraSiteSummary['account']> {
  return { kind, email: email ?? null, ...(clientId === undefined ? {} : { clientId }) };
}

/** The contract's account: there a field may be left out, here it is undefined. */
export function accountFrom(given: z.output<typeof JiraAccount>): JiraAccountCredential {
  if (given.kind !== 'scoped-api-token') return given;
  const { kind, email, token } = given;
  return { kind, email, token };
}
