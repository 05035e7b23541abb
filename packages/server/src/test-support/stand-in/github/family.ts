/** GitHub.com and GitHub Enterprise Server as stand-ins: what differs is where the API is and which description counts. */

import type { DescriptionException, StandInFamily } from '../family.ts';
import { hasScopes, isPermitted, refusal } from './access.ts';
import { addAppRoutes } from './app-routes.ts';
import { momentEntry } from './entries.ts';
import { addHookRoutes } from './hook-routes.ts';
import { addOAuthRoutes } from './oauth-routes.ts';
import { webhooksFrom } from './payloads.ts';
import { addCheckRoutes } from './check-routes.ts';
import { addPullRequestRoutes } from './pull-request-routes.ts';
import { addRepositoryRoutes } from './repository-routes.ts';
import { addRuleRoutes } from './rule-routes.ts';
import { routesBelow } from './routes.ts';

interface Variant {
  readonly id: string;
  readonly version: string;
  /** The real GitHub.com has its API at another host; a stand-in has one only. */
  readonly apiPath: string;
  readonly description: string;
  readonly isServer: boolean;
}

const exceptions: readonly DescriptionException[] = [
  {
    operation: /./,
    problem: /^status 30[17] is not described/,
    because: 'any request to a former name is sent on to the number; only some operations say so',
  },
  {
    operation: /^GET \/app\/installations$/,
    problem: /^body\/\d+\/account: /,
    because: 'it asks for a person and an enterprise in one; the other operations ask for either',
  },
  {
    operation: /^GET \/repositories\/\d+/,
    problem: /not described/,
    because: 'GitHub redirects here from former names, and has answered here by number for many years',
  },
  {
    operation: /^GET \/repos\/\{owner\}\/\{repo\}\/pulls(?:\/\{pull_number\})?$/,
    problem: /^body(?:\/\d+)?\/head\/(?:repo|user): must be object/,
    because: 'both are null once the fork is gone, as webhooks and lists say',
  },
];

function familyOf({ id, version, apiPath, description, isServer }: Variant): StandInFamily {
  return {
    id,
    version,
    descriptions: [{ file: description, below: apiPath, is: '', forgivesNull: false, exceptions }],
    credentialIn: ({ authorization = '' }) => /^(?:Bearer|token) (.+)$/i.exec(authorization)?.[1],
    refusals: {
      unauthorized: () => refusal(401, 'Bad credentials'),
      notFound: () => refusal(404, 'Not Found'),
    },
    addRoutes(router) {
      const routes = routesBelow(router, apiPath);
      addRepositoryRoutes(routes);
      addRuleRoutes(routes);
      addPullRequestRoutes(routes);
      addCheckRoutes(routes);
      addHookRoutes(routes);
      addAppRoutes(routes);
      addOAuthRoutes(router);
    },
    git: {
      // A token may also stand where the name does.
      tokenIn: (user, password) => (password === 'x-oauth-basic' || password === '' ? user : password),
      allows: (token, wanted) => isPermitted(token, `contents=${wanted}`),
      pullRequestRef: (number) => `refs/pull/${number}/head`,
    },
    async webhooksFor(event, hook, state) {
      const place = { state, url: state.url, api: `${state.url}${apiPath}` };
      return webhooksFrom(event, hook, place, isServer ? new URL(state.url).host : undefined);
    },
    sendsEtags: true,
    headersOf({ token, state }) {
      const resetAt = Math.floor(state.clock.now().getTime() / 1000) + 3600;
      const limits = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4999', 'x-ratelimit-resource': 'core' };
      const ends = token?.expiresAt && momentEntry(token.expiresAt).replace('T', ' ').replace('Z', ' UTC');
      return {
        'x-github-media-type': 'github.v3; format=json',
        'x-github-api-version-selected': '2022-11-28',
        ...(isServer ? { 'x-github-enterprise-version': `enterprise-server@${version}` } : limits),
        ...(isServer ? {} : { 'x-ratelimit-reset': String(resetAt) }),
        ...(token !== undefined && hasScopes(token) ? { 'x-oauth-scopes': token.scopes.join(', ') } : {}),
        ...(ends === undefined ? {} : { 'github-authentication-token-expiration': ends }),
      };
    },
  };
}

export const github: StandInFamily = familyOf({
  id: 'github',
  version: '',
  apiPath: '/api',
  description: 'github/api.github.com.full.json.gz',
  isServer: false,
});

export const githubEnterpriseServer: StandInFamily = familyOf({
  id: 'github-enterprise-server',
  version: '3.19.2',
  apiPath: '/api/v3',
  description: 'github-enterprise-server/ghes-3.19.full.json.gz',
  isServer: true,
});
