/** A configuration document that says something about everything. */

import type { JiraSandbox } from '@branchline/jira-sandbox';
import type { Document } from './configure.ts';
import { sandboxAsSite } from './test-server.ts';

const branchNames = { template: '${issuekey}/${summary}', byIssueType: { Bug: 'fix/${issuekey}' }, separator: '_' };

const settings = {
  tags: { include: ['v*'], exclude: ['v0*'] },
  refs: { also: ['refs/changes/*'], not: [] },
  runsSmartCommits: false,
  webLinks: {
    repository: null,
    commit: 'https://git.example/c/{commit}',
    file: null,
    branch: null,
    tag: null,
    pullRequest: null,
  },
  schedule: { leastMinutes: 5, mostMinutes: 60 },
};

const grants = { see: ['ABC', 'DEF'], 'create-branch': ['ABC'], 'create-pull-request': [], 'smart-commit': 'all' };

const integrations = [
  {
    name: 'Code',
    connector: 'git',
    settings: { cloneUrl: 'https://git.example/team/code.git' },
    credential: { kind: 'none' },
    mode: 'two-way',
    network: { trustedCertificates: null, proxyUrl: 'http://proxy.example:3128', verifiesCertificates: false },
    rotatesToken: false,
    requiresGitPermission: true,
    requiresPersonalToken: false,
    makesWebhooks: false,
    repositoryChoice: {
      current: ['2', '1'],
      futureInOwners: [],
      futureOwners: false,
      include: ['team/*'],
      exclude: ['team/old-*'],
      takesArchived: false,
      apiPath: null,
      filter: null,
    },
    repositoryDefaults: settings,
    repositories: [{ name: 'code', displayName: 'The code', ...settings, runsSmartCommits: true }],
  },
  {
    name: 'Signed',
    connector: 'signed',
    settings: { url: 'https://signed.example' },
    credential: { kind: 'token', token: { value: 'good' } },
  },
];

function jiraSites(sandbox: JiraSandbox) {
  const { siteUrl, apiUrl, clientId, clientSecret } = sandboxAsSite(sandbox);
  return [
    {
      siteUrl,
      name: 'Sandbox',
      apiUrl,
      oauth: { clientId, clientSecret: { value: clientSecret } },
      trustsEmail: true,
      smartCommits: { processor: 'branchline', mostAgeDays: 7 },
      projects: [
        {
          project: 'ABC',
          branchNames,
          linkSourcesOff: ['commit-body', 'commit-notes'],
          smartCommits: { processor: 'off' },
        },
        { project: 'DEF', linkSourcesOff: ['pull-request-title'] },
      ],
      associations: [
        { integration: 'Code', grants },
        { integration: 'Code', repository: 'code', grants: { ...grants, see: [] } },
      ],
    },
  ];
}

/** Says something about everything. */
export function everything(sandbox: JiraSandbox): Document {
  return {
    version: 1,
    installation: {
      branchNames,
      retention: { webhookDeliveries: 3, auditLog: 365, indexRuns: 10, failedJobs: 2 },
      mail: { alertsTo: ['ada@example.org'], alerts: ['expiring-credentials'], tellsAuthors: false },
    },
    oauthClients: [
      {
        connector: 'signed',
        settings: { url: 'https://signed.example' },
        clientId: 'client',
        clientSecret: { value: 'good' },
      },
    ],
    integrations,
    jiraSites: jiraSites(sandbox),
    identityProviders: [
      {
        name: 'Company',
        issuer: 'https://login.example',
        clientId: 'branchline',
        clientSecret: { value: 'good' },
        moreScopes: ['groups'],
        groupsClaim: 'roles',
        roles: { administrators: ['ops'], managers: ['dev'], members: [] },
        joinsByEmail: true,
      },
    ],
    accounts: [
      { login: 'ada', name: 'Ada', role: 'administrator', isDisabled: false },
      { login: 'bob', name: 'Bob', role: 'member', isDisabled: true },
    ],
  };
}
