/** What the shared suite must know of GitLab. */

import type { GitServiceFacts } from '../../git-service-suite/facts.ts';
import { gitlabFamily } from './family.ts';

export const gitlabFacts: Omit<GitServiceFacts, 'connector'> = {
  family: gitlabFamily,
  settingsFor: (url) => ({ url }),
  token: { value: 'glpat-marked-token-of-', scopes: ['api', 'read_repository'], kind: 'personal' },
  poorTokens: [
    poor('glpat-marked-reads-all', ['read_api', 'read_repository'], ['api']),
    poor('glpat-marked-reads-api', ['read_api'], ['read_repository', 'api']),
    poor('glpat-marked-reads-git', ['read_repository'], ['read_api', 'api']),
  ],
  tellsExpiry: true,
  nestsOwners: true,
  ownerListPath: (owner) => `/groups/${owner}/projects?include_subgroups=true`,
  refusals: [
    {
      name: '403 for a scope',
      fault: { kind: 'status', status: 403, json: { error: 'insufficient_scope', scope: 'api' } },
      kind: 'forbidden',
      says: /scope/,
    },
    {
      name: '401 for a token that has ended',
      fault: { kind: 'status', status: 401, json: { error: 'invalid_token', error_description: 'Token is expired.' } },
      kind: 'unauthorized',
      says: /Enter a new one/,
    },
    {
      name: '404 for a project out of sight',
      fault: { kind: 'status', status: 404, json: { message: '404 Project Not Found' } },
      kind: 'not-found',
    },
  ],
  validates: false,
  templatePath: '.gitlab/merge_request_templates/Default.md',
  tellsOneCheck: true,
  makesLabels: false,
  webhook: {
    proofHeaders: ['webhook-signature', 'x-gitlab-token'],
    signsBody: true,
    refusesOld: true,
    unknownEvent: { 'x-gitlab-event': 'Moon Hook' },
  },
  pages: {
    commit: '/-/commit/{hash}',
    branch: '/-/tree/{branch}',
    tag: '/-/tags/{tag}',
    file: '/-/blob/{hash}/{path}',
    compare: '/-/compare/{base}...{head}',
  },
};

function poor(value: string, scopes: readonly string[], missing: readonly string[]) {
  return { token: { value, scopes, kind: 'personal' }, missing };
}
