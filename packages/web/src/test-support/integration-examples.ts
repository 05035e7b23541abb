/** Examples of integrations and jobs for the tests of their pages. */

import type { GitServiceList, IntegrationLine, Job, VersionedIntegration } from '@branchline/contract';
import { exampleOverview, exampleRepository } from './examples.ts';

export function exampleIntegration(changes: Partial<VersionedIntegration> = {}): VersionedIntegration {
  const [summary] = exampleOverview([exampleRepository()]).integrations;
  if (summary === undefined) throw new Error('The example overview has no integration.');
  return { ...summary, connector: 'gitlab', connectorTitle: 'GitLab', version: 'v1', ...changes };
}

export function exampleLine(changes: Partial<IntegrationLine> = {}): IntegrationLine {
  const { repositories: _, ...summary } = exampleIntegration();
  return {
    ...summary,
    state: 'up-to-date',
    indexedAt: '2026-03-09T10:00:00.000Z',
    features: { pullRequests: true, actions: true, webhooks: 'working' },
    ...changes,
  };
}

export function exampleService(
  changes: Partial<GitServiceList['gitServices'][number]> = {},
): GitServiceList['gitServices'][number] {
  return {
    id: 'gitlab',
    title: 'GitLab',
    words: { pullRequest: 'merge request' },
    settingsForm: [
      {
        name: 'url',
        label: 'Address',
        kind: 'address',
        isRequired: true,
        help: 'Where it is reached.',
        example: 'https://gitlab.example.com',
        standard: null,
      },
    ],
    credentialKinds: ['token', 'oauth'],
    about: 'Repositories at GitLab.',
    mark: 'M2 2h20v20H2z',
    guides: [],
    capabilities: ['pull-requests', 'actions', 'webhook-setup', 'token-rotation'],
    sendsWebhooks: true,
    oauth: {
      scopes: ['api'],
      redirectUrl: 'https://b.example/cb',
      registrationUrl: null,
      clients: [],
      mayChooseAccount: true,
    },
    app: null,
    ...changes,
  };
}

export function exampleJob(changes: Partial<Job> = {}): Job {
  return {
    id: '1',
    name: 'index-repository',
    key: 'index/1',
    for: 'person',
    state: 'waiting',
    repository: { id: 1, name: 'team/code' },
    integration: { id: 7, name: 'Code' },
    jiraSite: null,
    attempts: 0,
    lastError: null,
    waitsFor: 'turn',
    pausedBecause: null,
    requestsWaitUntil: null,
    runAt: '2026-03-09T10:00:00.000Z',
    addedAt: '2026-03-09T10:00:00.000Z',
    startedAt: null,
    isEnding: false,
    keptBecause: null,
    ...changes,
  };
}
