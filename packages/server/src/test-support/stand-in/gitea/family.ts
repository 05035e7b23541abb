/** Stand-ins for Gitea and Forgejo, as their descriptions and real servers (Gitea 1.22.6 and 1.26.0, Forgejo 10) have them. */

import type { StandInDescription, StandInFamily } from '../family.ts';
import { giteaRoutes, notFound, refusal } from './answers.ts';
import { forgejoBrand, giteaBrand, type GiteaBrand } from './brand.ts';
import { addHookRoutes } from './hook-routes.ts';
import { addOAuthRoutes } from './oauth-routes.ts';
import { addPlaceRoutes } from './place-routes.ts';
import { addCheckRoutes } from './check-routes.ts';
import { addProtectionRoutes } from './protection-routes.ts';
import { addPullRequestRoutes } from './pull-request-routes.ts';
import { webhooksFor } from './webhooks.ts';

export const gitea: StandInFamily = familyOf(giteaBrand);
export const forgejo: StandInFamily = familyOf(forgejoBrand);

function familyOf(brand: GiteaBrand): StandInFamily {
  return {
    id: brand.id,
    version: brand.version,
    descriptions: [descriptionOf(brand)],
    credentialIn(headers) {
      const [, scheme = '', value = ''] = /^(\S+) (.+)$/.exec(headers['authorization'] ?? '') ?? [];
      if (/^basic$/i.test(scheme)) return tokenInBasic(value);
      return /^(?:token|bearer)$/i.test(scheme) ? value : undefined;
    },
    refusals: {
      unauthorized: (call) => refusal(call, 401, 'invalid username, password or token'),
      notFound,
    },
    addRoutes(router) {
      router.on('GET', '/api/v1/version', ({ state }) => ({ status: 200, json: { version: state.version } }), {
        for: 'anyone',
      });
      const routes = giteaRoutes(router, brand);
      addPlaceRoutes(routes);
      addProtectionRoutes(routes);
      addPullRequestRoutes(routes);
      addCheckRoutes(routes);
      addHookRoutes(routes, brand);
      addOAuthRoutes(router);
    },
    git: {
      // Either may be the token: the name only beside an empty password or a word known from GitHub.
      tokenIn: (user, password) => (password === '' || password === 'x-oauth-basic' ? user : password),
      allows: ({ scopes }, wanted) =>
        scopes.some((scope) => scope === 'all' || scope === 'write:repository') ||
        (wanted === 'read' && scopes.includes('read:repository')),
      pullRequestRef: (number) => `refs/pull/${number}/head`,
    },
    webhooksFor: (event, hook, state) => webhooksFor(brand, event, hook, state),
    sendsEtags: false,
  };
}

function tokenInBasic(value: string): string {
  const [user = '', ...rest] = Buffer.from(value, 'base64').toString('utf8').split(':');
  return rest.join(':') || user;
}

function descriptionOf(brand: GiteaBrand): StandInDescription {
  return {
    file: brand.description,
    below: '/api/v1',
    is: '',
    forgivesNull: true,
    exceptions: [
      {
        operation: /./,
        problem: /email: must match format "email"/,
        because: 'Organisations have none: a real server writes an empty text.',
      },
      {
        operation: /^GET \/repos\//,
        problem: /status 301 is not described/,
        because: 'A name that a repository had before leads on to the one it has now.',
      },
      {
        operation: /^GET .*\/contents\/\{filepath\}$/,
        problem: /^body: must be object$/,
        because: 'Of a folder a real server answers the list of its entries.',
      },
      {
        operation: /^\w+ \/repos\/[^/]+\/[^/]+\/(?:branches|contents)\/.+\/.+/,
        problem: /it is not described/,
        because: 'The last variable takes slashes, which the description cannot say; both forms work at a real server.',
      },
      {
        operation: /^POST .*\/pulls\/\{index\}\/merge$/,
        problem: /^body\/[Dd]o is not described/,
        because: 'Gitea 1.26 writes small what Forgejo and older servers write large; both are sent.',
      },
    ],
  };
}
