/** GitLab's side of OAuth 2: whoever is asked agrees at once, codes need their PKCE verifier, refresh tokens work once. */

import { createHash, randomBytes } from 'node:crypto';
import type { Router, StandInAnswer, StandInCall } from '../family.ts';
import type { StandInPerson } from '../state.ts';
import { found, textOf } from './answers.ts';

interface Grant {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly scopes: readonly string[];
  readonly person: StandInPerson;
}

interface Grants {
  readonly codes: Map<string, Grant>;
  readonly refreshTokens: Map<string, Grant>;
}

/** https://docs.gitlab.com/api/oauth2/: two hours. */
const lifeSeconds = 7200;

export function addOAuthRoutes(router: Router): void {
  router.on('GET', '/oauth/authorize', authorize, { for: 'own' });
  router.on('POST', '/oauth/token', token, { for: 'own' });
  router.on('GET', '/oauth/token/info', ({ token: own }) =>
    found({ resource_owner_id: own?.person.id, scope: own?.scopes, expires_in: lifeSeconds }),
  );
}

function grantsOf({ state }: StandInCall): Grants {
  state.own['grants'] ??= { codes: new Map(), refreshTokens: new Map() } satisfies Grants;
  return state.own['grants'] as Grants;
}

function refused(error: string): StandInAnswer {
  return { status: error === 'invalid_client' ? 401 : 400, json: { error, error_description: 'It was refused.' } };
}

/** As the first person there is, unless `state.own.signedIn` names another. */
function authorize(call: StandInCall): StandInAnswer {
  const { query, state } = call;
  const client = state.oauthClients.find(({ id }) => id === query.get('client_id'));
  const redirectUri = query.get('redirect_uri') ?? '';
  const person = (state.own['signedIn'] as StandInPerson | undefined) ?? state.people[0];
  const isSound = query.get('response_type') === 'code' && query.get('code_challenge_method') === 'S256';
  if (client === undefined || person === undefined || !client.redirectUrls.includes(redirectUri) || !isSound) {
    return { status: 400, text: 'The authorization server cannot serve this.' };
  }
  const code = randomBytes(12).toString('hex');
  const scopes = (query.get('scope') ?? '').split(' ');
  const challenge = query.get('code_challenge') ?? '';
  grantsOf(call).codes.set(code, { clientId: client.id, redirectUri, challenge, scopes, person });
  const to = new URL(redirectUri);
  to.searchParams.set('code', code);
  to.searchParams.set('state', query.get('state') ?? '');
  return { status: 302, headers: { location: to.href }, text: '' };
}

function token(call: StandInCall): StandInAnswer {
  const [id, secret] = [textOf(call, 'client_id'), textOf(call, 'client_secret')];
  const client = call.state.oauthClients.find((one) => one.id === id && one.secret === secret);
  if (client === undefined) return refused('invalid_client');
  const { codes, refreshTokens } = grantsOf(call);
  const isRefresh = textOf(call, 'grant_type') === 'refresh_token';
  const [kept, key] = isRefresh ? [refreshTokens, textOf(call, 'refresh_token')] : [codes, textOf(call, 'code')];
  const grant = kept.get(key);
  kept.delete(key);
  if (grant === undefined || grant.clientId !== id) return refused('invalid_grant');
  const digest = createHash('sha256').update(textOf(call, 'code_verifier')).digest('base64url');
  const isProved = digest === grant.challenge && textOf(call, 'redirect_uri') === grant.redirectUri;
  return isRefresh || isProved ? issue(call, grant) : refused('invalid_grant');
}

function issue(call: StandInCall, grant: Grant): StandInAnswer {
  const now = call.state.clock.now();
  const [access, refresh] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
  const expiresAt = new Date(now.getTime() + lifeSeconds * 1000);
  call.standIn.addToken(grant.person, { value: access, scopes: grant.scopes, kind: 'oauth', expiresAt });
  grantsOf(call).refreshTokens.set(refresh, grant);
  return found({
    access_token: access,
    token_type: 'Bearer',
    expires_in: lifeSeconds,
    refresh_token: refresh,
    scope: grant.scopes.join(' '),
    created_at: Math.floor(now.getTime() / 1000),
  });
}
