/** Credentials and how they stand → the contract's shapes. Nothing secret comes this far. */

import type { Account, Attention, CredentialCheck, IntegrationSummary, PendingCredential } from '@branchline/contract';
import type { NetworkSettings, ServicePerson } from '@branchline/domain';
import { attentionOf } from '../../features/integrations/attention.ts';
import type { PendingView } from '../../features/integrations/pending-credential.ts';
import type { TriedCredential } from '../../features/integrations/try-credential.ts';
import type { MissingRight } from '../../ports/git-service.ts';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';

export function presentAccount({ remoteId, login, name, webUrl, avatarUrl }: ServicePerson): Account {
  return {
    remoteId: remoteId ?? null,
    login,
    name: name ?? null,
    webUrl: webUrl ?? null,
    avatarUrl: avatarUrl ?? null,
  };
}

export function presentRights(rights: readonly MissingRight[]): CredentialCheck['missingRights'] {
  return rights.map(({ name, weight, without, grantUrl }) => ({ name, weight, without, grantUrl: grantUrl ?? null }));
}

function isUsable(rights: readonly MissingRight[]): boolean {
  return rights.every(({ weight }) => weight !== 'needed');
}

export function presentCheck({ check, warnings }: TriedCredential): CredentialCheck {
  return {
    usable: isUsable(check.missingRights),
    account: check.account === undefined ? null : presentAccount(check.account),
    version: check.version ?? null,
    expiresAt: check.expiresAt?.toISOString() ?? null,
    missingRights: presentRights(check.missingRights),
    warnings: [...warnings],
  };
}

export function presentPending({ signIn, connectorTitle, mayChooseAccount, warnings }: PendingView): PendingCredential {
  return {
    id: signIn.id,
    connector: signIn.connector,
    connectorTitle,
    settings: signIn.settings,
    network: presentNetwork(signIn.network),
    mayChooseAccount,
    integrationId: signIn.purpose.kind === 'reconnect' ? signIn.purpose.integrationId : null,
    usable: isUsable(signIn.missingRights),
    account: signIn.account === undefined ? null : presentAccount(signIn.account),
    missingRights: presentRights(signIn.missingRights),
    warnings: [...warnings],
    expiresAt: signIn.expiresAt.toISOString(),
  };
}

export function presentNetwork({ trustedCertificates, proxyUrl, verifiesCertificates }: NetworkSettings) {
  return { trustedCertificates: trustedCertificates ?? null, proxyUrl: proxyUrl ?? null, verifiesCertificates };
}

/** The part of an integration that is about how it is signed in to. */
export function presentConnection(
  integration: IntegrationStanding,
  now: Date,
): Pick<
  IntegrationSummary,
  | 'mode'
  | 'network'
  | 'settings'
  | 'credentialKind'
  | 'account'
  | 'credentialExpiresAt'
  | 'rotatesToken'
  | 'requiresGitPermission'
  | 'requiresPersonalToken'
  | 'makesWebhooks'
  | 'checkedAt'
  | 'attention'
> {
  const { mode, network, settings, credentialKind, account, credentialExpiresAt, checkedAt } = integration;
  return {
    mode,
    network: presentNetwork(network),
    settings,
    credentialKind: credentialKind ?? null,
    account: account === undefined ? null : presentAccount(account),
    credentialExpiresAt: credentialExpiresAt?.toISOString() ?? null,
    rotatesToken: integration.rotatesToken,
    requiresGitPermission: integration.requiresGitPermission,
    requiresPersonalToken: integration.requiresPersonalToken,
    makesWebhooks: integration.makesWebhooks,
    checkedAt: checkedAt?.toISOString() ?? null,
    attention: attentionOf(integration, now).map((each): Attention => ({ ...each, url: each.url ?? null })),
  };
}
