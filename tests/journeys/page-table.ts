/** Every page that somebody signed in can go to, with the sign that it is there: for the journey that looks at all. */

/** One page of the installation of examples, in which the first of everything has the id 1. */
export interface PageLine {
  /** Names the screenshots. */
  readonly name: string;
  readonly path: string;
  /** The heading of the page when it has loaded. */
  readonly heading: string | RegExp;
}

export const pageTable: readonly PageLine[] = [
  { name: 'overview', path: '/', heading: /repositor/u },
  { name: 'issues', path: '/issues', heading: 'Issues' },
  { name: 'repositories', path: '/repositories', heading: 'Repositories' },
  { name: 'repository', path: '/repositories/1', heading: /code/u },
  { name: 'repository-log', path: '/repositories/1?tab=log', heading: /code/u },
  { name: 'repository-settings', path: '/repositories/1?tab=settings', heading: /code/u },
  { name: 'repository-projects', path: '/repositories/1?tab=projects', heading: /code/u },
  { name: 'webhooks', path: '/webhooks', heading: 'Webhooks' },
  { name: 'webhook', path: '/webhooks/1', heading: /trigger|Webhook/u },
  { name: 'webhook-addresses', path: '/webhooks?tab=addresses', heading: 'Webhooks' },
  { name: 'integrations', path: '/integrations', heading: 'Integrations' },
  { name: 'integrations-none', path: '/integrations?search=nothing-of-that-name', heading: 'Integrations' },
  { name: 'integration', path: '/integrations/1', heading: /Code/u },
  { name: 'integration-repositories', path: '/integrations/1?tab=repositories', heading: /Code/u },
  { name: 'integration-projects', path: '/integrations/1?tab=projects', heading: /Code/u },
  { name: 'integration-webhooks', path: '/integrations/2?tab=webhooks', heading: /Signed/u },
  { name: 'integration-settings', path: '/integrations/2?tab=settings', heading: /Signed/u },
  { name: 'queue', path: '/queue', heading: 'Queue' },
  { name: 'new-integration', path: '/integrations/new', heading: 'Add an integration' },
  { name: 'new-integration-checked', path: '/integrations/new?step=sign-in&draft=3', heading: 'Add an integration' },
  { name: 'new-integration-tree', path: '/integrations/new?step=repositories&draft=3', heading: 'Add an integration' },
  { name: 'new-integration-options', path: '/integrations/new?step=options&draft=3', heading: 'Add an integration' },
  { name: 'jira-sites', path: '/jira-sites', heading: 'Jira' },
  { name: 'jira-site', path: '/jira-sites/1', heading: /Sandbox/u },
  { name: 'jira-site-projects', path: '/jira-sites/1?tab=projects', heading: /Sandbox/u },
  { name: 'jira-site-associations', path: '/jira-sites/1?tab=associations', heading: /Sandbox/u },
  { name: 'jira-site-clear', path: '/jira-sites/1?tab=clear', heading: /Sandbox/u },
  { name: 'jira-site-comparison', path: '/jira-sites/1?tab=comparison', heading: /Sandbox/u },
  { name: 'jira-site-credentials', path: '/jira-sites/1?tab=credentials', heading: /Sandbox/u },
  { name: 'jira-site-forge', path: '/jira-sites/1?tab=forge', heading: /Sandbox/u },
  { name: 'jira-site-webhook', path: '/jira-sites/1?tab=webhook', heading: /Sandbox/u },
  {
    name: 'jira-site-association',
    path: '/jira-sites/1?tab=associations&place=integration-1-repository-1',
    heading: /Sandbox/u,
  },
  { name: 'new-jira-site', path: '/jira-sites/new', heading: 'Connect a Jira site' },
  { name: 'smart-commits', path: '/smart-commits', heading: 'Smart commits' },
  { name: 'explain', path: '/explain', heading: 'Explain' },
  { name: 'explain-text', path: '/explain?about=ABC-1%20and%20UTF-8.1', heading: 'Explain' },
  { name: 'explain-thing', path: '/explain?about=feature/ABC-1', heading: 'Explain' },
  { name: 'health', path: '/health', heading: 'Health' },
  { name: 'settings', path: '/settings', heading: 'Settings' },
  { name: 'settings-branch-names', path: '/settings?tab=branch-names', heading: 'Settings' },
  { name: 'settings-projects', path: '/settings?tab=projects', heading: 'Settings' },
  { name: 'settings-mail', path: '/settings?tab=mail', heading: 'Settings' },
  { name: 'settings-retention', path: '/settings?tab=retention', heading: 'Settings' },
  { name: 'settings-configuration', path: '/settings?tab=configuration', heading: 'Settings' },
  { name: 'people', path: '/people', heading: 'People' },
  { name: 'people-suggested', path: '/people?which=suggestions', heading: 'People' },
  { name: 'person', path: '/people/1', heading: 'ada' },
  { name: 'person-suggested', path: '/people/2', heading: 'bob' },
  { name: 'access', path: '/access', heading: 'Access' },
  { name: 'access-tokens', path: '/access?tab=tokens', heading: 'Access' },
  { name: 'access-providers', path: '/access?tab=providers', heading: 'Access' },
  { name: 'access-roles', path: '/access?tab=roles', heading: 'Access' },
  { name: 'audit-log', path: '/audit-log', heading: 'Audit log' },
  { name: 'audit-log-empty', path: '/audit-log?search=nothing-like-it', heading: 'Audit log' },
  { name: 'profile', path: '/profile', heading: 'My profile' },
  { name: 'api', path: '/api', heading: 'REST API' },
  { name: 'not-found', path: '/nowhere', heading: 'There is no page at this address' },
];
