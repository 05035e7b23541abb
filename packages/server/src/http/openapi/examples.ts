/** Requests to start from, where a shape alone leaves one wondering. */

import type { RequestOf, RouteName } from '@branchline/contract';

type BodyOf<Name extends RouteName> = RequestOf<Name> extends { readonly body: infer Body } ? Body : never;

type Examples = { readonly [Name in RouteName]?: BodyOf<Name> };

const examples = {
  addIntegration: {
    connector: 'gitlab',
    name: 'GitLab of the team',
    settings: { url: 'https://gitlab.example.org' },
    credential: { kind: 'token', token: 'glpat-…' },
    repositories: { include: ['team/*'] },
  },
  editIntegration: { name: 'GitLab of the whole house' },
  addJiraSite: {
    name: 'Example',
    siteUrl: 'https://example.atlassian.net',
    clientId: 'made in Jira',
    clientSecret: 'made in Jira',
  },
  saveAssociation: { integrationId: 1, repositoryId: null, projects: ['ABC'], actions: ['see', 'create-branch'] },
  triggerIndexing: { cloneUrl: 'https://git.example.org/team/app.git' },
  addApiToken: { name: 'Nightly report', scope: 'read', days: 90 },
  addAccount: { login: 'ada', name: 'Ada', role: 'manager' },
  explainText: { text: 'ABC-123 #comment fixed', field: 'text' },
} as const satisfies Examples;

export const routeExamples: Readonly<Partial<Record<RouteName, unknown>>> = examples;
