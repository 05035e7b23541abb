/** A line of the list of integrations → the contract's shape. */

import type { IntegrationList } from '@branchline/contract';
import { tellWait, unknownBudget, type RateBudget } from '@branchline/domain';
import { credentialName } from '../../features/integrations/connect.ts';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { ListedIntegration } from '../../ports/store/integrations.ts';
import { presentWait } from './budget.ts';
import { presentConnection } from './credentials.ts';
import { moment } from './repository.ts';

type Line = Omit<IntegrationList['integrations'][number], 'version'>;

/** `connector` is undefined for a service that this release does not know. */
export function presentListed(
  { integration, state, counts, indexedAt, webhooks }: ListedIntegration,
  connector: GitServiceConnector | undefined,
  budgets: readonly (RateBudget & { readonly name: string })[],
  now: Date,
): Line {
  const title = connector?.title ?? integration.connector;
  const budget = budgets.find(({ name }) => name === credentialName(integration.id)) ?? unknownBudget;
  const can = connector?.capabilities ?? [];
  return {
    id: integration.id,
    connector: integration.connector,
    connectorTitle: title,
    name: integration.name,
    pausedBecause: integration.pausedBecause ?? null,
    addedAt: integration.addedAt.toISOString(),
    ...presentConnection(integration, now),
    requestsWait: presentWait(tellWait(budget, title, now)),
    counts,
    state,
    indexedAt: moment(indexedAt),
    features: { pullRequests: can.includes('pull-requests'), actions: can.includes('actions'), webhooks },
  };
}
