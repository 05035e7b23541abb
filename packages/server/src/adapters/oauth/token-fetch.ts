/** The way to a token endpoint: through the integration's network, with answers brought into the form of RFC 6749. */

import { Failure, Secret } from '@branchline/domain';
import { z } from 'zod';
import type { OAuthParty } from '../../ports/oauth.ts';
import type { JudgedAnswer, Network } from '../http-client/network.ts';

/** What the library hands over. */
export interface TokenRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type TokenFetch = (url: string, request: TokenRequest) => Promise<Response>;

/** Parts of the form that nobody may see. */
const secretFields = ['client_secret', 'code', 'code_verifier', 'refresh_token'];

/**
 * Asks once: a code or a refresh token that was asked about twice may be used up.
 * What went wrong on the way is thrown as it is; what the service refuses becomes an answer with its `error`.
 */
export function tokenFetch(network: Network, party: OAuthParty): TokenFetch {
  return async (url, { method, headers, body }) => {
    if (method !== 'POST' || !(body instanceof URLSearchParams)) throw new Error('Not a request for a token.');
    const form = Object.fromEntries(body);
    const secrets = secretFields.flatMap((name) => form[name] ?? []).map((text) => new Secret(text));
    let refused: JudgedAnswer | undefined;
    const client = network.client({
      name: party.serviceName,
      baseUrl: url,
      settings: party.network,
      budget: 'oauth',
      for: 'person',
      judge: (answer) => {
        refused = answer;
        return undefined;
      },
    });
    try {
      const wanted = { ...headers, accept: 'application/json' };
      const request = { method, url, headers: wanted, form, secrets: [...secrets, ...headerSecrets(headers)] } as const;
      const text = await client.ask({ ...request, expects: 'text', repeatable: false, answer: z.string() });
      return answerOf(200, fieldsOf(text));
    } catch (error) {
      const fields = refused && refused.status < 500 && refused.status !== 429 ? fieldsOf(refused.body) : undefined;
      if (error instanceof Failure && typeof fields?.['error'] === 'string') return answerOf(400, fields);
      throw error;
    }
  };
}

function headerSecrets({ authorization }: TokenRequest['headers']): readonly Secret[] {
  return authorization === undefined ? [] : [new Secret(authorization.replace(/^\S+ /, ''))];
}

/** GitHub says no with status 200. */
function answerOf(status: number, fields: Readonly<Record<string, unknown>> | undefined): Response {
  const says = typeof fields?.['error'] === 'string' ? 400 : status;
  const body = fields === undefined ? 'not readable' : JSON.stringify(fields);
  return new Response(body, { status: says, headers: { 'content-type': 'application/json' } });
}

/** JSON, or the form that GitHub sends to those it does not hear asking for JSON. Undefined: neither. */
function fieldsOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
    return meaningful(parsed as Readonly<Record<string, unknown>>);
  } catch {
    const form = Object.fromEntries(new URLSearchParams(text));
    return form['access_token'] === undefined && form['error'] === undefined ? undefined : meaningful(form);
  }
}

/** Without what is null, and without who the person is said to be: we ask the service itself. */
function meaningful(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== null && name !== 'id_token'));
}
