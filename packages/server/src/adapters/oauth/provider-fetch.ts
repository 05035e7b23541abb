/** The way to an identity provider: through our own client, with its limits and its care about addresses. */

import { Failure, plainNetwork, type Secret } from '@branchline/domain';
import { z } from 'zod';
import type { JudgedAnswer, Network } from '../http-client/network.ts';

/** What the library hands over. */
export interface ProviderRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Each address gets a client of its own: a provider's doors may be on several hosts. */
export function providerFetch(
  network: Network,
  secrets: readonly Secret[],
): (url: string, request: ProviderRequest) => Promise<Response> {
  return async (url, { method, headers, body }) => {
    let refused: JudgedAnswer | undefined;
    const client = network.client({
      name: new URL(url).host,
      baseUrl: new URL(url).origin,
      settings: plainNetwork,
      budget: 'openid',
      for: 'person',
      judge: (answer) => {
        refused = answer;
        return undefined;
      },
    });
    const form = body instanceof URLSearchParams ? { form: Object.fromEntries(body) } : {};
    const wanted = { url, headers: { ...headers, accept: 'application/json' }, secrets, ...form } as const;
    try {
      const isPost = method === 'POST';
      const answer = await client.ask({
        ...wanted,
        method: isPost ? 'POST' : 'GET',
        repeatable: !isPost,
        expects: 'text',
        answer: z.string(),
      });
      return new Response(answer, { status: 200, headers: { 'content-type': 'application/json' } });
    } catch (error) {
      // What the provider itself refuses, the library explains better.
      if (!(error instanceof Failure) || refused === undefined || refused.status >= 500) throw error;
      return new Response(refused.body, {
        status: refused.status,
        headers: { 'content-type': 'application/json' },
      });
    }
  };
}
