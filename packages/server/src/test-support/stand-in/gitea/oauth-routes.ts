/** Gitea's and Forgejo's side of OAuth 2: whoever is asked agrees at once. */

import { createHash } from 'node:crypto';
import type { Router, StandInAnswer, StandInCall } from '../family.ts';
import type { StandInPerson } from '../state.ts';
import { bodyOf, textOf } from './answers.ts';

interface Grant {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly person: StandInPerson;
}

interface Kept {
  /** What people agreed to, by client and person. */
  readonly grants: Map<string, Grant>;
  readonly codes: Map<string, { readonly grant: Grant; readonly challenge: string; readonly redirectUri: string }>;
  readonly refreshTokens: Map<string, Grant>;
}

/** `[oauth2] ACCESS_TOKEN_EXPIRATION_TIME` unless changed. */
const lifeSeconds = 3600;

export function addOAuthRoutes(router: Router): void {
  router.on('GET', '/login/oauth/authorize', authorize, { for: 'own' });
  router.on('POST', '/login/oauth/access_token', token, { for: 'own' });
}

function keptIn({ state }: StandInCall): Kept {
  state.own['oauth'] ??= { grants: new Map(), codes: new Map(), refreshTokens: new Map() } satisfies Kept;
  return state.own['oauth'] as Kept;
}

/** As the first person there is. */
function authorize(call: StandInCall): StandInAnswer {
  const { query, state } = call;
  const client = state.oauthClients.find(({ id }) => id === query.get('client_id'));
  const redirectUri = query.get('redirect_uri') ?? '';
  const [person] = state.people;
  if (client === undefined || person === undefined || !client.redirectUrls.includes(redirectUri)) {
    return { status: 400, text: 'Client ID not registered, or unregistered redirect URI.' };
  }
  const isSound = query.get('response_type') === 'code' && query.get('code_challenge_method') === 'S256';
  if (!isSound) return { status: 400, text: 'Only the code flow with S256 is played here.' };
  const { grants, codes } = keptIn(call);
  const key = `${client.id}/${person.id}`;
  // What was granted once stays, whatever is asked for the next time.
  const scopes = (query.get('scope') ?? '').split(' ');
  const grant = grants.get(key) ?? { clientId: client.id, scopes, person };
  grants.set(key, grant);
  const code = `gta_${state.nextId()}`;
  codes.set(code, { grant, challenge: query.get('code_challenge') ?? '', redirectUri });
  const to = new URL(redirectUri);
  to.searchParams.set('code', code);
  to.searchParams.set('state', query.get('state') ?? '');
  return { status: 303, headers: { location: to.href }, text: '' };
}

function refused(error: string, description: string): StandInAnswer {
  return { status: 400, json: { error, error_description: description } };
}

function token(call: StandInCall): StandInAnswer {
  const given = (name: string): string => textOf(bodyOf(call)[name]);
  const client = call.state.oauthClients.find(({ id }) => id === given('client_id'));
  if (client === undefined) return refused('invalid_client', 'cannot load client with client id');
  if (client.secret !== given('client_secret')) return refused('unauthorized_client', 'invalid client secret');
  const { codes, refreshTokens } = keptIn(call);
  if (given('grant_type') === 'refresh_token') {
    const grant = refreshTokens.get(given('refresh_token'));
    // `[oauth2] INVALIDATE_REFRESH_TOKENS` is off unless changed: old ones go on working.
    return grant === undefined ? refused('unauthorized_client', 'unable to parse refresh token') : issue(call, grant);
  }
  const code = codes.get(given('code'));
  codes.delete(given('code'));
  if (code === undefined || code.grant.clientId !== client.id || code.redirectUri !== given('redirect_uri')) {
    return refused('unauthorized_client', 'client is not authorized');
  }
  const digest = createHash('sha256').update(given('code_verifier')).digest('base64url');
  if (digest !== code.challenge) return refused('unauthorized_client', 'failed PKCE code challenge');
  return issue(call, code.grant);
}

function issue(call: StandInCall, grant: Grant): StandInAnswer {
  const { state, standIn } = call;
  const access = `access.${state.nextId()}.token`;
  const refresh = `refresh.${state.nextId()}.token`;
  const expiresAt = new Date(state.clock.now().getTime() + lifeSeconds * 1000);
  standIn.addToken(grant.person, { value: access, scopes: grant.scopes, kind: 'oauth', expiresAt });
  keptIn(call).refreshTokens.set(refresh, grant);
  const json = { access_token: access, token_type: 'bearer', expires_in: lifeSeconds, refresh_token: refresh };
  return { status: 200, json };
}
