/** GitHub's side of OAuth 2, with its manners: it says no with status 200, and answers forms to those who do not ask for JSON. */

import { createHash } from 'node:crypto';
import type { Router, StandInAnswer, StandInCall } from '../family.ts';
import type { StandInOAuthClient, StandInPerson, StandInState } from '../state.ts';
import { bodyOf } from './routes.ts';

interface Grant {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly person: StandInPerson;
}

interface Code {
  readonly grant: Grant;
  readonly challenge: string | undefined;
  readonly redirectUri: string;
}

interface Kept {
  readonly codes: Map<string, Code>;
  readonly refreshTokens: Map<string, Grant>;
}

type Fields = Readonly<Record<string, string | number>>;

// "Refreshing user access tokens": 8 hours, for clients that were set to issue tokens that expire.
const lifeSeconds = 8 * 3600;

/** Makes access tokens of all clients expire, as a setting of each client does at GitHub. */
export function letTokensExpire(state: StandInState): void {
  state.own['tokensExpire'] = true;
}

export function addOAuthRoutes(router: Router): void {
  router.on('GET', '/login/oauth/authorize', authorize, { for: 'own' });
  router.on('POST', '/login/oauth/access_token', giveToken, { for: 'own' });
}

function keptIn({ state }: StandInCall): Kept {
  return (state.own['oauth'] ??= { codes: new Map(), refreshTokens: new Map() } satisfies Kept) as Kept;
}

/** Agreed to at once, by the person whose login is asked for, or else by the first there is. */
function authorize(call: StandInCall): StandInAnswer {
  const { query, state } = call;
  const client = state.oauthClients.find(({ id }) => id === query.get('client_id'));
  const person = state.people.find(({ login }) => login === query.get('login')) ?? state.people[0];
  if (client === undefined || person === undefined) return { status: 404, text: 'Not Found' };
  const redirectUri = query.get('redirect_uri') ?? client.redirectUrls[0] ?? '';
  const to = new URL(redirectUri);
  to.searchParams.set('state', query.get('state') ?? '');
  if (!client.redirectUrls.includes(redirectUri)) {
    return { status: 404, text: 'The redirect_uri is not associated with this application.' };
  }
  const challenge = query.get('code_challenge') ?? undefined;
  if (challenge !== undefined && query.get('code_challenge_method') !== 'S256') {
    to.searchParams.set('error', 'invalid_request');
    return { status: 302, headers: { location: to.href }, text: '' };
  }
  const scopes = (query.get('scope') ?? '').split(/[ ,]+/).filter((scope) => scope !== '');
  const code = `code${state.nextId()}`;
  keptIn(call).codes.set(code, { grant: { clientId: client.id, scopes, person }, challenge, redirectUri });
  to.searchParams.set('code', code);
  return { status: 302, headers: { location: to.href }, text: '' };
}

function giveToken(call: StandInCall): StandInAnswer {
  const given = (name: string): string => {
    const value = bodyOf(call)[name];
    return typeof value === 'string' ? value : '';
  };
  const client = call.state.oauthClients.find(({ id }) => id === given('client_id'));
  if (client === undefined) return { status: 404, text: 'Not Found' };
  if (client.secret !== given('client_secret')) {
    return refused(call, 'incorrect_client_credentials', 'The client_id and/or client_secret passed are incorrect.');
  }
  const isRefresh = given('grant_type') === 'refresh_token';
  return isRefresh ? renew(call, given('refresh_token')) : redeem(call, client, given);
}

function redeem(call: StandInCall, client: StandInOAuthClient, given: (name: string) => string): StandInAnswer {
  const { codes } = keptIn(call);
  const code = codes.get(given('code'));
  codes.delete(given('code'));
  const digest = createHash('sha256').update(given('code_verifier')).digest('base64url');
  const isProved = code?.challenge === undefined || code.challenge === digest;
  const isHis = code?.grant.clientId === client.id && code.redirectUri === (given('redirect_uri') || code.redirectUri);
  if (code === undefined || !isHis || !isProved) {
    return refused(call, 'bad_verification_code', 'The code passed is incorrect or expired.');
  }
  return issue(call, code.grant);
}

/** A refresh token works once. */
function renew(call: StandInCall, value: string): StandInAnswer {
  const { refreshTokens } = keptIn(call);
  const grant = refreshTokens.get(value);
  refreshTokens.delete(value);
  if (grant !== undefined) return issue(call, grant);
  return refused(call, 'bad_refresh_token', 'The refresh token passed is incorrect or expired.');
}

function issue(call: StandInCall, { person, scopes, ...rest }: Grant): StandInAnswer {
  const { state, standIn } = call;
  const value = `gho_${state.nextId()}`;
  const told = { access_token: value, token_type: 'bearer', scope: scopes.join(',') };
  if (state.own['tokensExpire'] !== true) {
    standIn.addToken(person, { value, scopes, kind: 'oauth' });
    return answer(call, told);
  }
  const expiresAt = new Date(state.clock.now().getTime() + lifeSeconds * 1000);
  standIn.addToken(person, { value, scopes, kind: 'oauth', expiresAt });
  const refresh = `ghr_${state.nextId()}`;
  keptIn(call).refreshTokens.set(refresh, { person, scopes, ...rest });
  return answer(call, { ...told, expires_in: lifeSeconds, refresh_token: refresh });
}

function refused(call: StandInCall, error: string, description: string): StandInAnswer {
  return answer(call, { error, error_description: description });
}

function answer({ headers }: StandInCall, fields: Fields): StandInAnswer {
  if ((headers['accept'] ?? '').includes('json')) return { status: 200, json: fields };
  const form = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]));
  const type = 'application/x-www-form-urlencoded; charset=utf-8';
  return { status: 200, headers: { 'content-type': type }, text: form.toString() };
}
