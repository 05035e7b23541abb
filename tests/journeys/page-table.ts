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
  { name: 'jira-sites', path: '/jira-sites', heading: 'Jira' },
  { name: 'jira-site', path: '/jira-sites/1', heading: /Sandbox/u },
  { name: 'explain', path: '/explain', heading: 'Explain' },
  { name: 'not-found', path: '/nowhere', heading: 'There is no page at this address' },
];
