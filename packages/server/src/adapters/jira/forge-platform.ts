/** Asks Jira's platform API with a token that came by Forge: of the app, of somebody it acts as, or of a viewer. */

import { Failure, type Secret } from '@branchline/domain';
import type { JiraSiteSettings } from '../../ports/jira-site.ts';
import { wordsOf } from '../http-client/failure-from.ts';
import type { HttpClient } from '../http-client/http-client.ts';
import { askPlatformThrough, type AskPlatform } from './ask-platform.ts';

/** What to do about a token of the app that Jira does not take. */
export const forgeRemedy =
  'Look in Jira under Settings → Apps → Manage apps whether the app is still installed and up to date, and approve ' +
  'what it asks for. docs/forge.md says what each scope is for.';

/** @param who as a sentence names them: `the Forge app` */
export function askByForge(settings: JiraSiteSettings, token: Secret, who: string, http: HttpClient): AskPlatform {
  const access = {
    base: `${settings.apiUrl}/ex/jira/${encodeURIComponent(settings.cloudId)}/rest/api/3`,
    isDataCenter: false,
    secrets: [],
    authorization: () => Promise.resolve({ scheme: 'Bearer', secret: token } as const),
    explain: (error: unknown) => explained(error, settings, who),
  };
  return askPlatformThrough(access, http);
}

function explained(error: unknown, { siteUrl }: JiraSiteSettings, who: string): unknown {
  if (!(error instanceof Failure) || (error.kind !== 'unauthorized' && error.kind !== 'forbidden')) return error;
  const words = wordsOf(error);
  const said = words.length === 0 ? '' : ` It said: ${words.join(' ')}`;
  const what =
    error.kind === 'unauthorized'
      ? `Jira refused the token of ${who} at ${siteUrl}: it ended, or the app was taken away.`
      : `Jira does not let ${who} do this at ${siteUrl}.`;
  return new Failure(error.kind, 'jira', `${what}${said} ${forgeRemedy}`, { cause: words });
}
