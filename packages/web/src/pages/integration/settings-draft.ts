/** The settings of an integration while somebody edits them, and what of it is sent. */

import type { IntegrationSummary, RequestOf } from '@branchline/contract';

type Edit = RequestOf<'editIntegration'>['body'];

export interface SettingsDraft {
  readonly name: string;
  readonly mode: IntegrationSummary['mode'];
  /** By the names of the service's form; those that the form does not have stay as they are. */
  readonly settings: Readonly<Record<string, string>>;
  readonly requiresPersonalToken: boolean;
  readonly requiresGitPermission: boolean;
  readonly makesWebhooks: boolean;
  readonly rotatesToken: boolean;
  readonly certificates: string;
  readonly proxy: string;
  readonly verifiesCertificates: boolean;
}

export function draftOf(integration: IntegrationSummary): SettingsDraft {
  const { name, mode, network, settings } = integration;
  const texts = Object.entries(settings).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return {
    name,
    mode,
    settings: Object.fromEntries(texts),
    requiresPersonalToken: integration.requiresPersonalToken,
    requiresGitPermission: integration.requiresGitPermission,
    makesWebhooks: integration.makesWebhooks,
    rotatesToken: integration.rotatesToken,
    certificates: network.trustedCertificates ?? '',
    proxy: network.proxyUrl ?? '',
    verifiesCertificates: network.verifiesCertificates,
  };
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Only what differs: the service is asked about what concerns it, and about nothing else. */
export function editFrom(integration: IntegrationSummary, draft: SettingsDraft): Edit {
  const before = draftOf(integration);
  const network = {
    trustedCertificates: draft.certificates.trim() === '' ? null : draft.certificates,
    proxyUrl: draft.proxy.trim() === '' ? null : draft.proxy.trim(),
    verifiesCertificates: draft.verifiesCertificates,
  };
  const settings = Object.fromEntries(
    Object.entries({ ...integration.settings, ...draft.settings }).filter(([, value]) => value !== ''),
  );
  return {
    ...(draft.name.trim() === before.name ? {} : { name: draft.name }),
    ...(draft.mode === before.mode ? {} : { mode: draft.mode }),
    ...(isEqual(settings, integration.settings) ? {} : { settings }),
    ...(isEqual(network, integration.network) ? {} : { network }),
    ...(draft.requiresPersonalToken === before.requiresPersonalToken
      ? {}
      : { requiresPersonalToken: draft.requiresPersonalToken }),
    ...(draft.requiresGitPermission === before.requiresGitPermission
      ? {}
      : { requiresGitPermission: draft.requiresGitPermission }),
    ...(draft.makesWebhooks === before.makesWebhooks ? {} : { makesWebhooks: draft.makesWebhooks }),
    ...(draft.rotatesToken === before.rotatesToken ? {} : { rotatesToken: draft.rotatesToken }),
  };
}
