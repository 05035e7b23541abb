/** Signing in to GitLab by OAuth 2. */

import type { OAuthProvider } from '../../../ports/git-service/sign-in.ts';
import { urlOf } from './links.ts';

/** `applications` is the page, below the server's address, where the people who run Branchline make its client. */
export function gitlabOAuth(applications: string): OAuthProvider {
  return {
    endpoints(settings) {
      const url = urlOf(settings);
      return { authorizeUrl: `${url}/oauth/authorize`, tokenUrl: `${url}/oauth/token` };
    },
    // Webhooks, branches and merge requests need `api`; git is let in by `read_repository`.
    scopes: (purpose) => (purpose === 'service-account' ? ['api', 'read_repository'] : ['api']),
    clientAuthentication: 'body',
    // GitLab always goes on with the account that is signed in.
    switchAccountParameters: {},
    registrationUrl: (settings) => `${urlOf(settings)}${applications}`,
  };
}
