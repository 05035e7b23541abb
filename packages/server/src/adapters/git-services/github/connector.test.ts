import { Secret, plainNetwork } from '@branchline/domain';
import { expect, it } from 'vitest';
import { inScene, type Scene } from '../../../test-support/git-service-suite/scene.ts';
import { describeGitService, type GitServiceFacts } from '../../../test-support/describe-git-service.ts';
import {
  github as standIn,
  githubEnterpriseServer as serverStandIn,
} from '../../../test-support/stand-in/github/family.ts';
import { github, githubEnterpriseServer } from './connector.ts';

const clock = { now: () => new Date() };
const wholeScopes = ['repo', 'read:org', 'admin:org_hook'];

const facts: GitServiceFacts = {
  connector: (network) => github(network, clock),
  family: standIn,
  settingsFor: (url) => ({ url, apiUrl: `${url}/api` }),
  token: { value: 'ghp_markedForSearching', scopes: wholeScopes, kind: 'classic' },
  poorTokens: [
    { token: { value: 'ghp_poor1', scopes: ['read:org'], kind: 'classic' }, missing: ['repo', 'admin:org_hook'] },
    {
      token: { value: 'github_pat_poor2', scopes: ['metadata:read', 'contents:read'], kind: 'fine-grained' },
      missing: ['Pull requests: read', 'Webhooks: write'],
    },
  ],
  tellsExpiry: true,
  ownerListPath: (owner) => `/orgs/${owner}/repos`,
  refusals: [
    {
      name: 'the hourly limit',
      fault: { kind: 'status', status: 403, headers: { 'retry-after': '1800', 'x-ratelimit-remaining': '0' } },
      kind: 'rate-limited',
      retryAfter: 1800,
    },
    {
      name: 'a secondary limit that names no time',
      fault: { kind: 'status', status: 403, json: { message: 'You have exceeded a secondary rate limit.' } },
      kind: 'rate-limited',
      retryAfter: 60,
    },
    {
      name: 'single sign-on',
      fault: {
        kind: 'status',
        status: 403,
        headers: { 'x-github-sso': 'required; url=https://github.example/orgs/acme/sso?authorization_request=1' },
      },
      kind: 'forbidden',
      says: /acme.*https:\/\/github\.example\/orgs\/acme\/sso/,
    },
    {
      name: 'a missing permission',
      fault: {
        kind: 'status',
        status: 403,
        headers: { 'x-accepted-github-permissions': 'contents=read' },
        json: { message: 'Resource not accessible by personal access token' },
      },
      kind: 'forbidden',
      says: /Contents: read/,
    },
    {
      name: 'a missing scope that looks like absence',
      fault: {
        kind: 'status',
        status: 404,
        headers: { 'x-oauth-scopes': 'read:org', 'x-accepted-oauth-scopes': 'repo' },
        json: { message: 'Not Found' },
      },
      kind: 'forbidden',
      says: /scope.*repo/,
    },
  ],
  validates: true,
  templatePath: '.github/PULL_REQUEST_TEMPLATE.md',
  makesLabels: false,
  webhook: {
    proofHeaders: ['x-hub-signature-256'],
    signsBody: true,
    refusesOld: false,
    unknownEvent: { 'x-github-event': 'comet_seen' },
  },
  pages: {
    commit: '/commit/{hash}',
    branch: '/tree/{branch}',
    tag: '/releases/tag/{tag}',
    file: '/blob/{hash}/{path}',
    compare: '/compare/{base}...{head}',
  },
};

describeGitService(facts);
describeGitService({
  ...facts,
  connector: (network) => githubEnterpriseServer(network, clock),
  family: serverStandIn,
  settingsFor: (url) => ({ url }),
});

function emailsBy({ standIn, connector, settings, ada }: Scene, kind: string, scopes: readonly string[]) {
  standIn.addToken(ada, { value: 'marked-emails', scopes: [...scopes], kind });
  const credential = { kind: 'token', token: new Secret('marked-emails') } as const;
  const network = plainNetwork;
  const connection = connector.connect({ settings, credential, network, budget: 'test', for: 'person' });
  return connection.verifiedEmails?.();
}

it(
  'those that GitHub verified are told, and no others',
  inScene(facts, async (scene) => {
    const { id, login } = scene.ada;
    const hidden = `${id}+${login}@users.noreply.github.com`;
    expect(await emailsBy(scene, 'classic', ['repo', 'user:email'])).toEqual([scene.ada.email, hidden]);
  }),
);

it.each([
  ['classic', ['repo']],
  ['fine-grained', ['metadata:read']],
])('a %s token that may not ask tells none', (kind, scopes) =>
  inScene(facts, async (scene) => {
    expect(await emailsBy(scene, kind, scopes)).toEqual([]);
  })(),
);
