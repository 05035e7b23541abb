/** What protects people's browsers and this server: headers, limits of requests, cookies, foreign pages. */

import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { foreignPage } from './problems.ts';
import { addRequestLimit, type RequestLimitDeps } from './request-limit.ts';
import { isForeignAction } from './same-origin.ts';

export interface SecurityDeps extends RequestLimitDeps {
  /** Origins whose pages may show ours in a frame. */
  readonly frameAncestors: readonly string[];
  /** The public address is https: browsers are told to stay there. */
  readonly secure: boolean;
}

/** Pages that are made to be shown inside Jira; no other may be shown inside anything. */
const embedded = /^\/embedded\//u;

const isOfApi = /^\/api\//u;

/** What no page of ours uses, so that nothing that gets into one can. Copying needs the clipboard. */
const permissions = [
  'accelerometer=()',
  'browsing-topics=()',
  'camera=()',
  'display-capture=()',
  'geolocation=()',
  'gyroscope=()',
  'microphone=()',
  'midi=()',
  'payment=()',
  'publickey-credentials-get=()',
  'serial=()',
  'usb=()',
  'clipboard-read=()',
  'clipboard-write=(self)',
].join(', ');

/** Adds it all, before anything is mounted that it is to protect. */
export async function addSecurity(server: FastifyInstance, deps: SecurityDeps): Promise<void> {
  const framing = ["'self'", ...deps.frameAncestors].join(' ');
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'connect-src': ["'self'"],
        'font-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'manifest-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        // No text becomes markup or script, whatever a library or a mistake of ours would have.
        'require-trusted-types-for': ["'script'"],
        'trusted-types': ["'none'"],
        'frame-ancestors': [({ url = '' }) => (embedded.test(url) ? framing : "'none'")],
      },
    },
    // Said by frame-ancestors, which knows more than one address.
    frameguard: false,
    hsts: deps.secure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
  });
  await server.register(cookie);
  await addRequestLimit(server, deps);
  // The API speaks JSON only; plain text is what a form of a foreign page could send without being asked first.
  server.removeContentTypeParser('text/plain');
  // Answers at once: a hook that waits would let the rate limit meet connections whose address is gone already.
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('permissions-policy', permissions);
    // Answers are about somebody: neither browsers nor proxies keep them.
    if (isOfApi.test(request.url)) reply.header('cache-control', 'no-store');
    done(isForeignAction(request.method, request.headers) ? foreignPage() : undefined);
  });
}
