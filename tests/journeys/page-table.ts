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
  { name: 'api', path: '/api', heading: 'REST API' },
  { name: 'not-found', path: '/nowhere', heading: 'There is no page at this address' },
];
