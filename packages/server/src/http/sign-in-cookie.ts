/** The cookie by which a browser that comes back from a Git service is known to be the one that set out. */

import type { FastifyReply, FastifyRequest } from 'fastify';

const name = 'branchline_sign_in';
/** As long as the longest way may take: the installation of an app. */
const seconds = 3600;

/** What the browser was given; undefined for one that has none, or something else under that name. */
export function browserOf({ cookies }: Pick<FastifyRequest, 'cookies'>): string | undefined {
  const value = cookies[name];
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
}

/** Lax: it comes back when the service sends the browser to us, and with no request that another page makes. */
export function setBrowserCookie(reply: FastifyReply, browser: string, { secure }: { readonly secure: boolean }): void {
  reply.setCookie(name, browser, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: seconds });
}
