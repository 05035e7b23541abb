/** A Git service, a draft and a credential that waits, for tests of the wizard. */

import type { GitServiceList, IntegrationDraft, PendingCredential } from '@branchline/contract';

export const hub: GitServiceList['gitServices'][number] = {
  id: 'hub',
  title: 'Hub',
  words: { pullRequest: 'Pull request' },
  about: 'A service for examples.',
  mark: 'M2 2h20v20H2Z',
  settingsForm: [
    {
      name: 'url',
      label: 'Address',
      kind: 'address',
      isRequired: true,
      help: 'Where it is.',
      example: 'https://hub.example',
      standard: 'https://hub.example',
    },
  ],
  credentialKinds: ['token', 'oauth', 'ssh-key'],
  guides: [
    {
      kind: 'token',
      title: 'Hub token',
      steps: ['Open your settings.'],
      rights: ['read: everything'],
      page: '/tokens',
    },
  ],
  capabilities: ['pull-requests', 'actions', 'webhook-setup'],
  sendsWebhooks: true,
  oauth: {
    scopes: ['read'],
    redirectUrl: 'https://branchline.example/oauth/callback',
    registrationUrl: 'https://hub.example/applications',
    clients: [],
    mayChooseAccount: true,
  },
  app: null,
};

export const draft: IntegrationDraft = {
  id: 7,
  connector: 'hub',
  connectorTitle: 'Hub',
  name: 'Hub (ada)',
  settings: { url: 'https://hub.example' },
  network: { trustedCertificates: null, proxyUrl: null, verifiesCertificates: true },
  mode: 'two-way',
  credentialKind: 'token',
  account: { remoteId: '1', login: 'ada', name: 'Ada', webUrl: null, avatarUrl: null },
  credentialExpiresAt: null,
  usable: true,
  missingRights: [],
  warnings: ['"Code" is connected to the same service as ada, too.'],
  listStoppedBecause: null,
  endsAt: '2026-03-02T12:00:00.000Z',
};

export const waiting: PendingCredential = {
  ...draft,
  id: 'abc',
  mayChooseAccount: true,
  integrationId: null,
  expiresAt: '2026-03-01T13:00:00.000Z',
};
