/** How the routes about settings are asked by the tests of all routes. */

import type { RouteName } from '@branchline/contract';
import type { RouteCase } from './route-case.ts';

const branchNames = { template: '${issuetype}/${issuekey}', byIssueType: { Bug: 'fix/${issuekey}' }, separator: '-' };
const retention = { webhookDeliveries: 7, auditLog: 365, indexRuns: 30, failedJobs: 7 };
const mail = { alertsTo: ['ada@example.org'], alerts: ['failed-repositories'], tellsAuthors: true };
const project = '/1/project-settings';

const configuration = { version: 1, accounts: [{ login: 'configured', role: 'member' }] };

export const settingsCases = {
  exportConfiguration: { malformed: undefined },
  showConfigurationSchema: { malformed: undefined },
  planConfiguration: {
    body: () => ({ configuration, prunes: true }),
    malformed: { body: { configuration: { ...configuration, version: 2 } } },
  },
  applyConfiguration: {
    body: () => ({ configuration }),
    malformed: { body: { configuration: { ...configuration, acounts: [] } } },
  },
  showSettings: { malformed: undefined },
  showBranchNames: { malformed: undefined },
  saveBranchNames: {
    body: () => branchNames,
    malformed: { body: { ...branchNames, template: 'feature/${summary}' } },
  },
  tryBranchName: { body: () => branchNames, malformed: { body: { ...branchNames, separator: '!' } } },
  showRetention: { malformed: undefined },
  saveRetention: { body: () => retention, malformed: { body: { ...retention, auditLog: 1 } } },
  showMailSettings: { malformed: undefined },
  saveMailSettings: { body: () => mail, malformed: { body: { ...mail, alertsTo: ['nobody'] } } },
  sendTestMail: { body: () => ({ to: 'ada@example.org' }), malformed: { body: { to: 'ada' } } },
  listProjectSettings: { path: `${project}?search=a&onlySet=no`, malformed: { path: `${project}?limit=many` } },
  showProjectSettings: { path: `${project}/ABC`, malformed: { path: `${project}/abc` } },
  saveProjectSettings: {
    path: `${project}/ABC`,
    body: () => ({ branchNames: { template: '${issuekey}' }, linkSourcesOff: ['commit-body'] }),
    malformed: { path: `${project}/ABC`, body: { branchNames: {}, linkSourcesOff: ['commit-color'] } },
  },
} as const satisfies Partial<Record<RouteName, RouteCase>>;
