/** Gets and keeps the access token for a Jira site's OAuth credentials (client credentials grant). */

import { Failure, Secret } from '@branchline/domain';
import type { JiraOAuthCredential } from '@branchline/domain';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { JiraSiteSettings } from '../../ports/jira-site.ts';
import { wordsOf } from '../http-client/failure-from.ts';
import type { HttpClient } from '../http-client/http-client.ts';

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

// A token is renewed after this part of its life, so that none expires on its way.
const usedPart = 0.8;

export interface AccessTokens {
  /** The token in use, or a new one; several askers share one request. */
  current(): Promise<Secret>;
  /** A token other than `refused`, which Jira no longer takes. */
  after(refused: Secret): Promise<Secret>;
}

interface HeldToken {
  readonly token: Secret;
  readonly usableUntil: number;
}

export interface AccessTokenTools {
  readonly settings: JiraSiteSettings;
  readonly credential: JiraOAuthCredential;
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Where tokens are made; Atlassian's API itself when left out. */
  readonly authority?: string;
  /** The sentence for a credential that is refused, when it is not one of a self-hosted tool. */
  readonly refused?: (settings: JiraSiteSettings, words: readonly string[]) => string;
}

/** @throws Failure `unauthorized` or `forbidden`, with the remedy, from both functions */
export function createAccessTokens(tools: AccessTokenTools): AccessTokens {
  let held: HeldToken | undefined;
  let underWay: Promise<Secret> | undefined;

  async function renew(): Promise<Secret> {
    held = await requestToken(tools);
    return held.token;
  }

  function renewOnce(): Promise<Secret> {
    underWay ??= renew().finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  return {
    async current() {
      if (held !== undefined && tools.clock.now().getTime() < held.usableUntil) return held.token;
      return renewOnce();
    },
    async after(refused) {
      // Somebody else may have renewed it while we were asking.
      if (held !== undefined && held.token !== refused) return held.token;
      return renewOnce();
    },
  };
}

async function requestToken(tools: AccessTokenTools): Promise<HeldToken> {
  const { settings, credential, http, clock, authority = settings.apiUrl } = tools;
  const askedAt = clock.now().getTime();
  try {
    const answer = await http.ask({
      method: 'POST',
      url: `${authority}/oauth/token`,
      json: {
        audience: 'api.atlassian.com',
        grant_type: 'client_credentials',
        client_id: credential.clientId,
        client_secret: credential.clientSecret.reveal(),
      },
      secrets: [credential.clientSecret],
      repeatable: true,
      answer: tokenAnswer,
    });
    return {
      token: new Secret(answer.access_token),
      usableUntil: askedAt + answer.expires_in * 1000 * usedPart,
    };
  } catch (error) {
    throw withRemedy(error, tools);
  }
}

function withRemedy(error: unknown, { settings, refused: say = refusedCredential }: AccessTokenTools): unknown {
  if (!(error instanceof Failure)) return error;
  // The token's door says 400 for a client it does not know, too.
  const refused = error.kind === 'unauthorized' || error.kind === 'forbidden' || error.kind === 'rejected';
  if (!refused) return error;
  const kind = error.kind === 'forbidden' ? 'forbidden' : 'unauthorized';
  return new Failure(kind, 'jira', say(settings, wordsOf(error)));
}

/** What to do about a client id and secret that Jira no longer takes. */
export const credentialRemedy =
  'Ask a Jira administrator to look in Jira under Settings → Apps → OAuth credentials, and enter the id and secret ' +
  'found or created there.';

/** The sentence for a client id and secret that Jira no longer takes. */
export function refusedCredential(settings: JiraSiteSettings, words: readonly string[]): string {
  const said = words.length === 0 ? '' : ` It said: ${words.join(' ')}.`;
  const what = `Jira refused the client id and secret of ${settings.siteUrl}: they are wrong, or were revoked.${said}`;
  return `${what} ${credentialRemedy}`;
}
