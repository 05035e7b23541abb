/** What the shared suite must know of Gitea and Forgejo. */

import { forgejo, gitea } from '../../../adapters/git-services/gitea/connector.ts';
import type { GitServiceFacts } from '../../git-service-suite/facts.ts';
import { forgejo as forgejoFamily, gitea as giteaFamily } from './family.ts';

const kind = 'personal';
const everything = ['read:user', 'read:issue', 'write:organization', 'write:repository'];
const without = (scope: string, value: string) => ({
  value,
  kind,
  scopes: everything.filter((one) => one !== scope),
});

const common: Omit<GitServiceFacts, 'connector' | 'family' | 'webhook'> = {
  settingsFor: (url) => ({ url }),
  token: { value: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334', kind, scopes: everything },
  poorTokens: [
    {
      token: without('write:repository', 'b1b2c3d4e5f60718293a4b5c6d7e8f9001122334'),
      missing: ['read:repository', 'write:repository'],
    },
    {
      token: without('write:organization', 'c1b2c3d4e5f60718293a4b5c6d7e8f9001122334'),
      missing: ['read:organization', 'write:organization'],
    },
    {
      token: { value: 'd1b2c3d4e5f60718293a4b5c6d7e8f9001122334', kind, scopes: ['read:user', 'read:repository'] },
      missing: ['read:organization', 'write:repository', 'write:organization'],
    },
  ],
  tellsExpiry: false,
  ownerListPath: (owner) => `/orgs/${owner}/repos`,
  refusals: [
    {
      name: 'a scope that is missing',
      fault: {
        kind: 'status',
        status: 403,
        json: { message: 'token does not have at least one of required scope(s): [read:repository]' },
      },
      kind: 'forbidden',
      says: /lacks the scope read:repository/,
    },
    {
      name: 'an archived repository',
      fault: { kind: 'status', status: 423, json: { message: 'team/app is archived' } },
      kind: 'forbidden',
      says: /archived/,
    },
  ],
  validates: false,
  templatePath: '.gitea/pull_request_template.md',
  makesLabels: false,
  pages: {
    commit: '/commit/{hash}',
    branch: '/src/branch/{branch}',
    tag: '/src/tag/{tag}',
    file: '/src/commit/{hash}/{path}',
    compare: '/compare/{base}...{head}',
  },
};

const proof = { signsBody: true, refusesOld: false, isReplaced: true } as const;

export const giteaSuite: GitServiceFacts = {
  ...common,
  connector: (network) => gitea(network),
  family: giteaFamily,
  webhook: {
    ...proof,
    proofHeaders: ['x-gitea-signature'],
    unknownEvent: { 'x-gitea-event': 'moonrise', 'x-gitea-event-type': 'moonrise' },
  },
};

export const forgejoSuite: GitServiceFacts = {
  ...common,
  connector: (network) => forgejo(network),
  family: forgejoFamily,
  webhook: {
    ...proof,
    proofHeaders: ['x-forgejo-signature'],
    unknownEvent: { 'x-forgejo-event': 'moonrise', 'x-forgejo-event-type': 'moonrise' },
  },
  templatePath: '.forgejo/pull_request_template.md',
};
