/** The stand-in's GitLab: what it answers, how it lets git in, and what it sends. */

import type { StandInFamily } from '../family.ts';
import { refuse } from './answers.ts';
import { descriptionExceptions } from './description-exceptions.ts';
import { addHookRoutes } from './hook-routes.ts';
import { addMergeRequestRoutes } from './merge-request-routes.ts';
import { addOAuthRoutes } from './oauth-routes.ts';
import { addProjectRoutes } from './project-routes.ts';
import { addProtectionRoutes } from './protection-routes.ts';
import { addTokenRoutes } from './token-routes.ts';
import { gitlabWebhooksFor } from './webhooks.ts';

export const gitlabFamily: StandInFamily = {
  id: 'gitlab',
  version: '19.1.0-ee',
  descriptions: [
    {
      file: 'gitlab/gitlab-v4-2026-02.trimmed.openapi3.json',
      below: '/api/v4',
      is: '/api/v4',
      forgivesNull: true,
      exceptions: descriptionExceptions,
    },
  ],
  credentialIn: (headers) => headers['private-token'] ?? /^Bearer (.+)$/.exec(headers['authorization'] ?? '')?.[1],
  refusals: {
    unauthorized: () => refuse(401, '401 Unauthorized'),
    notFound: () => ({ status: 404, json: { error: '404 Not Found' } }),
  },
  addRoutes(router) {
    addProjectRoutes(router);
    addProtectionRoutes(router);
    addTokenRoutes(router);
    addMergeRequestRoutes(router);
    addHookRoutes(router);
    addOAuthRoutes(router);
  },
  git: {
    // Any user goes with a token made by hand; GitLab wants this one beside OAuth's.
    tokenIn: (_user, password) => password,
    allows: ({ scopes }, wanted) =>
      scopes.includes('api') ||
      scopes.includes('write_repository') ||
      (wanted === 'read' && scopes.includes('read_repository')),
    pullRequestRef: (number) => `refs/merge-requests/${number}/head`,
  },
  webhooksFor: gitlabWebhooksFor,
  sendsEtags: true,
  headersOf: ({ state }) => ({
    'ratelimit-limit': '2000',
    'ratelimit-remaining': '1990',
    'ratelimit-reset': String(Math.floor(state.clock.now().getTime() / 1000) + 60),
    'ratelimit-name': 'throttle_authenticated_api',
  }),
};
