/** The manifest of our Forge app: where it stands in Jira, which server it asks, and what it may do there. */

import type { Manifest, ManifestModule, ManifestScopes } from './manifest.ts';
import { moduleKeys } from './module-keys.ts';

/** What differs from one installation to the next. */
export interface ForgeManifestOptions {
  readonly appId: string;
  /** `https://git.example.com`, checked by `serverUrlFrom`. */
  readonly serverUrl: string;
  /** By which way development information goes to Jira; Forge's needs three scopes of its own. */
  readonly sink: 'oauth' | 'forge';
}

/** Runtime of functions. The app has none so far, but a manifest must name one. */
const runtime = 'nodejs24.x';

/** Issue properties we write, and how people name them in a search. Jira counts 100 values for an app in all. */
const searchable = [
  ['commits', 'number', 'gitCommits'],
  ['branches', 'number', 'gitBranches'],
  ['pullRequests', 'number', 'gitPullRequests'],
  ['openPullRequests', 'number', 'gitOpenPullRequests'],
  ['lastActivityAt', 'date', 'gitLastActivity'],
] as const;

/** One bundle for every place; the page looks at the module's key. */
const page = { resource: 'page', resolver: { endpoint: 'server' } } as const;
const both = { appUserToken: { enabled: true }, appSystemToken: { enabled: true } } as const;
const asApp = { appSystemToken: { enabled: true } } as const;

/** The whole manifest, ready to be written down. */
export function forgeManifest({ appId, serverUrl, sink }: ForgeManifestOptions): Manifest {
  return {
    app: { id: appId, runtime: { name: runtime } },
    modules: {
      ...places(),
      'devops:developmentInfoProvider': [developmentProvider(serverUrl)],
      'jira:entityProperty': [issueProperty()],
      'jira:jqlFunction': [
        jqlFunction('jql-branch', 'gitIssuesInBranch', 'branch', 'server-jql-branch'),
        jqlFunction('jql-repository', 'gitIssuesInRepository', 'repository', 'server-jql-repository'),
      ],
      scheduledTrigger: [{ key: 'tick', endpoint: 'server-tick', interval: 'hour' }],
      trigger: [
        {
          key: 'lifecycle',
          endpoint: 'server-events',
          events: ['avi:forge:installed:app', 'avi:forge:upgraded:app'],
        },
        {
          key: 'issues',
          endpoint: 'server-events',
          events: ['avi:jira:created:issue', 'avi:jira:updated:issue', 'avi:jira:deleted:issue'],
          // What we write ourselves is no news to us.
          filter: { ignoreSelf: true },
        },
      ],
      endpoint: [
        { key: 'server', remote: 'branchline', auth: both },
        // An address for each: nobody promises that the call itself names the function.
        {
          key: 'server-jql-branch',
          remote: 'branchline',
          route: { path: '/forge/jql/gitIssuesInBranch' },
          auth: asApp,
        },
        {
          key: 'server-jql-repository',
          remote: 'branchline',
          route: { path: '/forge/jql/gitIssuesInRepository' },
          auth: asApp,
        },
        { key: 'server-tick', remote: 'branchline', route: { path: '/forge/tick' }, auth: asApp },
        { key: 'server-events', remote: 'branchline', route: { path: '/forge/events' }, auth: asApp },
      ],
    },
    remotes: [
      {
        key: 'branchline',
        baseUrl: serverUrl,
        operations: ['storage', 'compute'],
        // Account ids and issue keys are kept there.
        storage: { inScopeEUD: true },
      },
    ],
    resources: [{ key: 'page', path: 'static/page' }],
    permissions: { scopes: scopes(sink) },
  };
}

/** Where our page is shown. */
function places(): Readonly<Record<string, readonly ManifestModule[]>> {
  return {
    'jira:issueActivity': [{ key: moduleKeys.activity, title: 'Git', ...page }],
    'jira:issueContext': [
      {
        key: moduleKeys.context,
        title: 'Git',
        label: 'Git',
        description: 'Branches, pull requests and commits',
        ...page,
      },
    ],
    'jira:issueAction': [
      { key: moduleKeys.createBranch, title: 'Create branch', viewportSize: 'small', ...page },
      { key: moduleKeys.createPullRequest, title: 'Create pull request', viewportSize: 'small', ...page },
    ],
    'jira:projectPage': [{ key: moduleKeys.project, title: 'Git', ...page }],
    'jira:adminPage': [{ key: moduleKeys.administration, title: 'Git integration', useAsConfig: true, ...page }],
    'jira:personalSettingsPage': [{ key: moduleKeys.personal, title: 'Git accounts', ...page }],
  };
}

/** Brings "Create branch" into Jira's own list, and lets the app send development information where it may. */
function developmentProvider(serverUrl: string): ManifestModule {
  return {
    key: 'development',
    name: { value: 'Branchline' },
    homeUrl: serverUrl,
    actions: {
      createBranch: { urlTemplate: `${serverUrl}/create-branch?issue={issue.key}&summary={issue.summary}` },
    },
  };
}

function issueProperty(): ManifestModule {
  return {
    key: 'issue-property',
    entityType: 'issue',
    propertyKey: 'branchline',
    values: searchable.map(([path, type, searchAlias]) => ({ path, type, searchAlias })),
  };
}

function jqlFunction(key: string, name: string, argument: string, endpoint: string): ManifestModule {
  return {
    key,
    name,
    arguments: [{ name: argument, required: true }],
    types: ['issue'],
    operators: ['in', 'not in'],
    endpoint,
  };
}

/** As few as the modules and our own calls need: each one more is a question to the administrator. */
function scopes(sink: ForgeManifestOptions['sink']): ManifestScopes {
  const impersonated = { allowImpersonation: true } as const;
  return {
    'read:app-system-token': {},
    'read:app-user-token': {},
    'read:jira-work': impersonated,
    'write:jira-work': impersonated,
    'read:jira-user': {},
    ...(sink === 'oauth' ? {} : { 'read:dev-info:jira': {}, 'write:dev-info:jira': {}, 'delete:dev-info:jira': {} }),
  };
}
