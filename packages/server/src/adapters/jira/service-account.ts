/** Asks Jira's platform API as a service account whose OAuth credential is exchanged for short-lived tokens. */

import type { Secret, ServiceAccountCredential } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { JiraSiteSettings } from '../../ports/jira-site.ts';
import type { HttpClient } from '../http-client/http-client.ts';
import { createAccessTokens, type AccessTokens } from './access-token.ts';
import { accountRemedy, askPlatformThrough, explainAccount, type AskPlatform } from './ask-platform.ts';

/** Atlassian makes tokens of service accounts at another host than its API; any other address does both. */
const atlassianApi = 'https://api.atlassian.com';
const atlassianAuthority = 'https://auth.atlassian.com';

export interface ServiceAccountTools {
  readonly settings: JiraSiteSettings;
  readonly credential: ServiceAccountCredential;
  readonly http: HttpClient;
  readonly clock: Clock;
}

/** The tokens of a service account: kept for four fifths of their life, asked for again when one is refused. */
export function serviceAccountTokens({ settings, credential, http, clock }: ServiceAccountTools): AccessTokens {
  const authority = settings.apiUrl === atlassianApi ? atlassianAuthority : settings.apiUrl;
  return createAccessTokens({
    settings,
    credential,
    http,
    clock,
    authority,
    refused({ siteUrl }, words) {
      const said = words.length === 0 ? '' : ` It said: ${words.join(' ')}.`;
      const what = `Atlassian refused the client id and secret of the service account for ${siteUrl}.${said}`;
      return `${what} ${accountRemedy(credential)}`;
    },
  });
}

export function askAsServiceAccount(tools: ServiceAccountTools, tokens: AccessTokens): AskPlatform {
  const { settings, credential, http } = tools;
  const bearer = (secret: Secret) => ({ scheme: 'Bearer', secret }) as const;
  const access = {
    base: `${settings.apiUrl}/ex/jira/${encodeURIComponent(settings.cloudId)}/rest/api/3`,
    isDataCenter: false,
    secrets: [credential.clientSecret],
    authorization: async () => bearer(await tokens.current()),
    renewed: async ({ secret }: { readonly secret: Secret }) => bearer(await tokens.after(secret)),
    explain: (error: unknown) => explainAccount(error, settings, credential),
  };
  return askPlatformThrough(access, http);
}
