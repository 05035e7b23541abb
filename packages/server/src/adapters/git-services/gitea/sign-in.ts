/** Signing in to Gitea and Forgejo by OAuth 2. */

import type { OAuthProvider } from '../../../ports/git-service/sign-in.ts';
import type { FamilySettings } from './settings.ts';

/**
 * Only words of the list at https://docs.gitea.com/development/oauth2-provider#scopes: for any other word the server
 * hands out a token that may do everything.
 */
const reading = ['read:user', 'read:organization', 'read:issue'];

/** It could also rename and delete organisations, which is too much to ask of people for one webhook. */
export const neverAskedFor = 'write:organization';

export const familyOAuth: OAuthProvider = {
  endpoints(settings) {
    const { url } = settings as FamilySettings;
    return { authorizeUrl: `${url}/login/oauth/authorize`, tokenUrl: `${url}/login/oauth/access_token` };
  },
  // The same for both purposes: whoever granted some scopes to a client gives it the same again, whatever it asks for.
  scopes: () => [...reading, 'write:repository'],
  clientAuthentication: 'body',
  // The server goes on with whoever is signed in there.
  switchAccountParameters: {},
  registrationUrl: (settings) => `${(settings as FamilySettings).url}/user/settings/applications`,
};
