/** Refuses what a foreign page makes a browser send: a session cookie alone must not let other pages act. */

import type { IncomingHttpHeaders } from 'node:http';

const harmless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Sent by our own pages, or by hand from the address bar. */
const ownSites: ReadonlySet<string> = new Set(['same-origin', 'none']);

/**
 * True when the request changes something and a browser says that another origin's page made it. Browsers tell by
 * `Sec-Fetch-Site`, and by `Origin` where the address is not trustworthy enough for that (http beyond this machine);
 * programs send neither and may pass. A cookie with SameSite=Lax is not enough: another port of the same host is the
 * same site.
 */
export function isForeignAction(method: string, headers: IncomingHttpHeaders): boolean {
  if (harmless.has(method)) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return !ownSites.has(site);
  const { origin, host } = headers;
  return origin !== undefined && URL.parse(origin)?.host !== host;
}
