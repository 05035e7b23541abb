/** A small OAuth server for tests: people say yes at once, refresh tokens rotate, and it notes all it was asked. */

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How it behaves; tests change it in the middle. */
export interface OAuthBehaviour {
  clientId: string;
  clientSecret: string;
  /** Seconds an access token lasts; undefined: for ever, and there is no refresh token. */
  tokenSeconds: number | undefined;
  /** Like GitHub: refusals come with status 200. */
  refusesPolitely: boolean;
  /** Like GitHub to those who do not ask for JSON. */
  answersInForm: boolean;
  /** The token endpoint answers this text with this status. */
  breaksWith: { readonly status: number; readonly body: string } | undefined;
  /** Makes codes and tokens. */
  nameFor: (kind: string, count: number) => string;
  /** Waited for before a refresh is answered. */
  beforeRefresh: () => Promise<void>;
}

export interface OAuthServer {
  readonly url: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly behaviour: OAuthBehaviour;
  /** Bodies sent to the token endpoint. */
  readonly asked: readonly Readonly<Record<string, string>>[];
  /** Headers of the same requests. */
  readonly headers: readonly IncomingMessage['headers'][];
  /** As if a person opened this address and agreed: where their browser is sent. */
  agree(authorizationUrl: string, account?: string): string;
  /** True for an access token that works. */
  takes(accessToken: string): boolean;
  /** The account behind an access token. */
  accountOf(accessToken: string): string | undefined;
  /** Access tokens no longer work, refresh tokens do. */
  endAccessTokens(): void;
  /** Nothing works any more. */
  revokeAll(): void;
  stop(): Promise<void>;
}

interface Grant {
  readonly challenge: string;
  readonly redirectUrl: string;
  readonly account: string;
}

type Fields = Readonly<Record<string, string>>;

class TokenDesk {
  readonly behaviour: OAuthBehaviour = {
    clientId: 'branchline-client',
    clientSecret: 'marked-client-secret',
    tokenSeconds: 7200,
    refusesPolitely: false,
    answersInForm: false,
    breaksWith: undefined,
    nameFor: (kind, count) => `marked-${kind}-${count}`,
    beforeRefresh: () => Promise.resolve(),
  };
  readonly codes = new Map<string, Grant>();
  readonly access = new Map<string, string>();
  readonly refresh = new Map<string, string>();
  #count = 0;

  name(kind: string): string {
    this.#count += 1;
    return this.behaviour.nameFor(kind, this.#count);
  }

  async answer(fields: Fields, headers: IncomingMessage['headers']): Promise<Record<string, string | number>> {
    if (!this.#knows(fields, headers)) return { error: 'invalid_client', error_description: 'Unknown client' };
    if (fields['grant_type'] === 'refresh_token') {
      await this.behaviour.beforeRefresh();
      const account = this.refresh.get(fields['refresh_token'] ?? '');
      this.refresh.delete(fields['refresh_token'] ?? '');
      return account === undefined ? { error: 'invalid_grant', error_description: 'Revoked' } : this.#tokens(account);
    }
    const grant = this.codes.get(fields['code'] ?? '');
    this.codes.delete(fields['code'] ?? '');
    const challenge = createHash('sha256')
      .update(fields['code_verifier'] ?? '')
      .digest('base64url');
    const fits = grant?.challenge === challenge && grant.redirectUrl === fields['redirect_uri'];
    return grant === undefined || !fits ? { error: 'invalid_grant' } : this.#tokens(grant.account);
  }

  #knows(fields: Fields, { authorization }: IncomingMessage['headers']): boolean {
    const { clientId, clientSecret } = this.behaviour;
    // RFC 6749, 2.3.1: both parts are encoded as in a form before they are joined.
    const basic = decodeURIComponent(Buffer.from(authorization?.slice('Basic '.length) ?? '', 'base64').toString());
    return (
      basic === `${clientId}:${clientSecret}` ||
      (fields['client_id'] === clientId && fields['client_secret'] === clientSecret)
    );
  }

  #tokens(account: string): Record<string, string | number> {
    const access = this.name('access');
    this.access.set(access, account);
    const plain = { access_token: access, token_type: 'bearer', scope: 'read' };
    if (this.behaviour.tokenSeconds === undefined) return plain;
    const refresh = this.name('refresh');
    this.refresh.set(refresh, account);
    return { ...plain, expires_in: this.behaviour.tokenSeconds, refresh_token: refresh };
  }
}

async function readForm(request: IncomingMessage): Promise<Fields> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return Object.fromEntries(new URLSearchParams(text));
}

function send(response: ServerResponse, desk: TokenDesk, answer: Record<string, string | number>): void {
  const { refusesPolitely, answersInForm } = desk.behaviour;
  const status = 'error' in answer && !refusesPolitely ? 400 : 200;
  const type = answersInForm ? 'application/x-www-form-urlencoded' : 'application/json';
  response.writeHead(status, { 'content-type': type });
  const form = new URLSearchParams(Object.entries(answer).map(([name, value]) => [name, String(value)]));
  response.end(answersInForm ? form.toString() : JSON.stringify(answer));
}

/** Listens on a free port of this machine. */
export async function startOAuthServer(): Promise<OAuthServer> {
  const desk = new TokenDesk();
  const asked: Fields[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const server = createServer((request, response) => {
    void readForm(request).then(async (fields) => {
      asked.push(fields);
      headers.push(request.headers);
      const broken = desk.behaviour.breaksWith;
      if (broken !== undefined) return response.writeHead(broken.status).end(broken.body);
      return send(response, desk, await desk.answer(fields, request.headers));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    authorizeUrl: `${url}/authorize`,
    tokenUrl: `${url}/token`,
    behaviour: desk.behaviour,
    asked,
    headers,
    agree(authorizationUrl, account = 'ada') {
      const asks = new URL(authorizationUrl).searchParams;
      const code = desk.name('code');
      const redirectUrl = asks.get('redirect_uri') ?? '';
      desk.codes.set(code, { challenge: asks.get('code_challenge') ?? '', redirectUrl, account });
      return `${redirectUrl}?${new URLSearchParams({ code, state: asks.get('state') ?? '' }).toString()}`;
    },
    takes: (accessToken) => desk.access.has(accessToken),
    accountOf: (accessToken) => desk.access.get(accessToken),
    endAccessTokens: () => desk.access.clear(),
    revokeAll() {
      desk.access.clear();
      desk.refresh.clear();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
