/** Drafts of integrations → the contract's shape. */

import type { IntegrationDraft } from '@branchline/contract';
import type { DraftView } from '../../features/integrations/integration-drafts.ts';
import { presentCheck, presentNetwork } from './credentials.ts';

export function presentDraft({ integration, until, connectorTitle, warnings }: DraftView): IntegrationDraft {
  const { id, connector, name, settings, network, mode, account, missingRights } = integration;
  const { credentialKind = 'none', credentialExpiresAt: expiresAt, pausedBecause } = integration;
  const check = presentCheck({ check: { account, missingRights, expiresAt, version: undefined }, warnings });
  return {
    id,
    connector,
    connectorTitle,
    name,
    settings,
    network: presentNetwork(network),
    mode,
    credentialKind,
    account: check.account,
    credentialExpiresAt: check.expiresAt,
    usable: check.usable,
    missingRights: check.missingRights,
    warnings: check.warnings,
    listStoppedBecause: pausedBecause ?? null,
    endsAt: until.toISOString(),
  };
}
