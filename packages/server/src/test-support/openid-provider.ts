/** A real OpenID Connect provider in this process, and a browser's walk through its pages. */

import { Provider } from 'oidc-provider';
import { createOpenId } from '../adapters/oauth/openid-connect.ts';
import type { OpenId } from '../ports/openid.ts';
import { listen } from './stand-in/listen.ts';
import { testNetwork } from './test-network.ts';

/** As the program speaks to providers. */
export function realOpenId(): OpenId {
  return createOpenId(testNetwork());
}

/** Somebody with an account at the provider. */
export interface OpenIdAccount {
  readonly sub: string;
  readonly name?: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly preferred_username?: string;
  readonly groups?: readonly string[];
}

export interface RunningProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** By `sub`; may be changed at any time. */
  readonly accounts: Map<string, OpenIdAccount>;
  /** Signs in as that account and agrees to everything. Returns the address the browser is sent back to. */
  walk(authorizationUrl: string, sub: string): Promise<URL>;
  close(): Promise<void>;
}

const clientId = 'branchline';
const clientSecret = 'marked-client-secret-of-at-least-32-characters';

export async function startOpenIdProvider(redirectUrl: string): Promise<RunningProvider> {
  const accounts = new Map<string, OpenIdAccount>();
  let handle: ReturnType<Provider['callback']> = (_request, response) => void response.writeHead(503).end();
  const port = await listen((request, response) => handle(request, response), '127.0.0.1', undefined);
  const issuer = port.origin;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUrl],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username', 'groups'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ['keys-of-these-tests'] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_context: unknown, sub: string) => ({ accountId: sub, claims: () => accounts.get(sub) ?? { sub } }),
  });
  handle = provider.callback();
  return {
    issuer,
    clientId,
    clientSecret,
    accounts,
    walk: (authorizationUrl, sub) => walk(new URL(authorizationUrl), issuer, sub),
    close: () => port.close(),
  };
}

/** Follows redirects with cookies, fills in what is asked for, and stops where the provider sends the browser away. */
async function walk(start: URL, issuer: string, sub: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let step: { readonly url: URL; readonly form?: URLSearchParams } = { url: start };
  for (let count = 0; count < 12; count += 1) {
    if (step.url.origin !== issuer) return step.url;
    const answer = await fetch(step.url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(step.form === undefined ? {} : { method: 'POST', body: step.form }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location !== null) {
      step = { url: new URL(location, step.url) };
      continue;
    }
    const page = await answer.text();
    const [, prompt] = /name="prompt" value="(\w+)"/.exec(page) ?? [];
    if (prompt === undefined)
      throw new Error(`The provider shows something else: ${answer.status} ${page.slice(0, 300)}`);
    const fields = prompt === 'login' ? { prompt, login: sub, password: 'any' } : { prompt };
    step = { url: step.url, form: new URLSearchParams(fields) };
  }
  throw new Error('The provider leads in circles.');
}
