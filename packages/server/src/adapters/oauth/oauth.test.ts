/** OAuth against a small server that checks the proofs and can answer as strangely as real ones do. */

import { plainNetwork, Secret } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OAuth, OAuthParty } from '../../ports/oauth.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { startOAuthServer, type OAuthServer } from '../../test-support/oauth-server.ts';
import { testNetwork } from '../../test-support/test-network.ts';
import { createOAuth } from './oauth.ts';

const now = new Date('2026-03-01T12:00:00Z');
const redirectUrl = 'https://branchline.example/oauth/callback';
const verifier = new Secret('a-verifier-of-at-least-forty-three-characters-00');

let server: OAuthServer;
let oauth: OAuth;
let party: OAuthParty;

beforeEach(async () => {
  server = await startOAuthServer();
  oauth = createOAuth({ network: testNetwork(), clock: { now: () => now } });
  party = {
    serviceName: 'Fake',
    endpoints: { authorizeUrl: server.authorizeUrl, tokenUrl: server.tokenUrl },
    clientAuthentication: 'body',
    network: plainNetwork,
    clientId: server.behaviour.clientId,
    clientSecret: new Secret(server.behaviour.clientSecret),
  };
});
afterEach(() => server.stop());

async function codeFor(extraParameters: Readonly<Record<string, string>> = {}): Promise<Secret> {
  const wish = { redirectUrl, scopes: ['read', 'hooks'], state: 'the-state', verifier, extraParameters };
  const url = await oauth.authorizationUrl(party, wish);
  return new Secret(new URL(server.agree(url)).searchParams.get('code') ?? '');
}

async function signIn() {
  return oauth.exchange(party, { code: await codeFor(), verifier, redirectUrl });
}

describe('the authorization address', () => {
  it('names client, scopes, state and the digest of the verifier, and keeps what the address has', async () => {
    const endpoints = { ...party.endpoints, authorizeUrl: 'https://git.example/base/authorize?kept=yes' };
    const wish = {
      redirectUrl,
      scopes: ['read', 'hooks'],
      state: 's',
      verifier,
      extraParameters: { prompt: 'select' },
    };
    const url = new URL(await oauth.authorizationUrl({ ...party, endpoints }, wish));
    expect(url.origin + url.pathname).toBe('https://git.example/base/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      kept: 'yes',
      client_id: 'branchline-client',
      response_type: 'code',
      redirect_uri: redirectUrl,
      scope: 'read hooks',
      state: 's',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: 'S256',
      prompt: 'select',
    });
    expect(url.href).not.toContain(verifier.reveal());
  });
});

describe('the exchange', () => {
  it('gives both tokens and the moment the first one ends', async () => {
    const credential = await signIn();
    expect(server.takes(credential.accessToken.reveal())).toBe(true);
    expect(credential.refreshToken?.reveal()).toMatch(/^marked-refresh/);
    expect(credential.expiresAt).toEqual(new Date('2026-03-01T14:00:00Z'));
    expect(server.headers[0]?.accept).toBe('application/json');
  });

  it('proves the client in a header where the service wants that', async () => {
    party = { ...party, clientAuthentication: 'header' };
    await signIn();
    expect(server.asked[0]).not.toHaveProperty('client_secret');
  });

  it('takes a token that does not end', async () => {
    server.behaviour.tokenSeconds = undefined;
    expect(await signIn()).toMatchObject({ refreshToken: undefined, expiresAt: undefined });
  });

  it('reads an answer in the form of a web form', async () => {
    server.behaviour.answersInForm = true;
    expect((await signIn()).expiresAt).toEqual(new Date('2026-03-01T14:00:00Z'));
  });

  it.each([
    ['with status 400', false],
    ['with status 200', true],
  ])('says that the code is refused, %s', async (_how, politely) => {
    server.behaviour.refusesPolitely = politely;
    const code = await codeFor();
    const other = new Secret('another-verifier-of-at-least-forty-three-chars-0');
    const failure = await failureOf(oauth.exchange(party, { code, verifier: other, redirectUrl }));
    expect(failure).toMatchObject({ kind: 'rejected', message: expect.stringContaining('Begin it again.') as string });
  });

  it('says that the client is refused, without its secret', async () => {
    party = { ...party, clientSecret: new Secret('wrong-marked-secret') };
    const failure = await failureOf(signIn());
    expect(failure.kind).toBe('rejected');
    expect(failure.message).toContain('does not accept our OAuth client');
    expect(JSON.stringify([failure, String(failure.stack), failure.cause])).not.toContain('marked');
  });

  it.each([
    ['an error of the server', { status: 503, body: 'busy' }, 'unavailable'],
    ['a limit', { status: 429, body: '{"error":"slow_down"}' }, 'rate-limited'],
    ['a page', { status: 200, body: '<html>Sign in</html>' }, 'invalid-response'],
    ['an answer without a token', { status: 200, body: '{"token_type":"bearer"}' }, 'invalid-response'],
    ['a token that is none', { status: 200, body: '{"access_token":7,"token_type":"bearer"}' }, 'invalid-response'],
    ['a refusal without words', { status: 404, body: 'nothing here' }, 'not-found'],
  ])('takes %s for what it is', async (_what, breaksWith, kind) => {
    server.behaviour.breaksWith = breaksWith;
    expect((await failureOf(signIn())).kind).toBe(kind);
  });

  it('does not say what the answer held', async () => {
    const body = '{"access_token":"marked-token","token_type":"strange","refresh_token":"marked-too"}';
    server.behaviour.breaksWith = { status: 200, body };
    const failure = await failureOf(signIn());
    expect(`${failure.message} ${String(failure.cause)} ${failure.stack}`).not.toContain('marked');
  });

  it('asks once, whatever happens', async () => {
    server.behaviour.breaksWith = { status: 503, body: 'busy' };
    await failureOf(signIn());
    expect(server.asked).toHaveLength(1);
  });
});

describe('refreshing', () => {
  it('gives a new pair', async () => {
    const { refreshToken } = await signIn();
    const fresh = await oauth.refresh(party, refreshToken!);
    expect(server.takes(fresh.accessToken.reveal())).toBe(true);
    expect(fresh.refreshToken?.reveal()).not.toBe(refreshToken?.reveal());
  });

  it('keeps a refresh token that does not change', async () => {
    server.behaviour.breaksWith = { status: 200, body: '{"access_token":"a","token_type":"Bearer","expires_in":"60"}' };
    const fresh = await oauth.refresh(party, new Secret('stays'));
    expect(fresh.refreshToken?.reveal()).toBe('stays');
    expect(fresh.expiresAt).toEqual(new Date('2026-03-01T12:01:00Z'));
  });

  it('that is refused asks for a person', async () => {
    const failure = await failureOf(oauth.refresh(party, new Secret('marked-old')));
    expect(failure).toMatchObject({ kind: 'unauthorized', from: 'git-service' });
    expect(failure.message).toContain('Sign in again.');
  });
});
