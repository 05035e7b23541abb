/** Jira site views → the contract's shapes. */

import type { JiraSiteSummary } from '@branchline/contract';
import type { JiraSiteView } from '../../features/jira-sites/jira-site-views.ts';

export function presentJiraSite({ site, sent, waiting, refused }: JiraSiteView): JiraSiteSummary {
  const { id, name, siteUrl, apiUrl, cloudId, clientId, pausedBecause, lastFailure } = site;
  return {
    id,
    name,
    siteUrl,
    apiUrl,
    cloudId,
    clientId,
    sending: {
      sent,
      waiting,
      refused,
      pausedBecause: pausedBecause ?? null,
      lastFailure:
        lastFailure === undefined ? null : { at: lastFailure.at.toISOString(), message: lastFailure.message },
    },
  };
}
