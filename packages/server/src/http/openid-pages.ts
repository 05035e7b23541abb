/** The two addresses of signing in at an identity provider: where a browser sets out, and where it comes back. */

import { idOf } from '@branchline/contract';
import type { IdentityProviderId } from '@branchline/domain';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  beginProviderSignIn,
  finishProviderSignIn,
  refusalOf,
  tripMinutes,
  type ProviderSignInDeps,
} from '../features/accounts/provider-sign-in.ts';
import { noteVerifiedEmail } from '../features/people/own-account.ts';
import { longestSessionSeconds } from '../features/accounts/sessions.ts';
import { sessionCookieFor } from './authenticate.ts';
import { messagePage } from './sign-in-page.ts';

export interface OpenIdPagesDeps extends Omit<ProviderSignInDeps, 'noteVerifiedEmail'> {
  /** Cookies are for https only. */
  readonly secure: boolean;
}

const tripCookie = 'branchline_openid';
const Begin = z.object({ id: idOf<IdentityProviderId>() });
const Query = z.object({ next: z.string().max(2000).catch('/') });

/** Only a place of ours: an address may be anybody's. */
function placeOf(next: string): string {
  return /^\/(?![/\\])/.test(next) ? next : '/';
}

function refuse(reply: FastifyReply, words: string): FastifyReply {
  return reply
    .code(403)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(messagePage('You are not signed in', words));
}

/** Adds them to the server. */
export function addOpenIdPages(server: FastifyInstance, given: OpenIdPagesDeps): void {
  const deps = { ...given, noteVerifiedEmail };
  const options = { path: '/openid', httpOnly: true, sameSite: 'lax', secure: deps.secure } as const;
  server.get('/openid/begin/:id', async (request, reply) => {
    const parsed = Begin.safeParse(request.params);
    const next = placeOf(Query.parse(request.query).next);
    try {
      const begun = parsed.success ? await beginProviderSignIn(deps, parsed.data.id, next) : undefined;
      if (begun === undefined) return refuse(reply, 'There is no such identity provider any more.');
      reply.setCookie(tripCookie, begun.sealed, { ...options, maxAge: tripMinutes * 60 });
      return reply.header('cache-control', 'no-store').redirect(begun.authorizationUrl, 303);
    } catch (error) {
      const words = refusalOf(error);
      if (words === undefined) throw error;
      return refuse(reply, words);
    }
  });
  server.get('/openid/callback', async (request, reply) => {
    const sealed = request.cookies[tripCookie];
    reply.clearCookie(tripCookie, options);
    const query = /\?.*$/s.exec(request.url)?.[0] ?? '';
    const place = { browser: request.headers['user-agent'] ?? '', address: request.ip };
    try {
      const result = await finishProviderSignIn(deps, sealed, query, place);
      if (result.outcome === 'refused') return refuse(reply, result.because);
      const { token } = result.session;
      const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: deps.secure } as const;
      reply.setCookie(sessionCookieFor(deps), token.reveal(), { ...cookie, maxAge: longestSessionSeconds });
      return reply.header('cache-control', 'no-store').redirect(result.next, 303);
    } catch (error) {
      const words = refusalOf(error);
      if (words === undefined) throw error;
      return refuse(reply, words);
    }
  });
}
