/** The one rule about what lies below a service's API, where our credential may go. */

/** Path and query behind `baseUrl`; undefined when the address does not lie below it. */
export function pathBehind(address: URL | null, baseUrl: string): string | undefined {
  const base = new URL(baseUrl);
  const path = base.pathname.replace(/\/$/, '');
  if (address?.origin !== base.origin || !address.pathname.startsWith(`${path}/`)) return undefined;
  return `${address.pathname.slice(path.length)}${address.search}`;
}

/**
 * A path that people write below the API's address (`/orgs/acme/repos?type=all`), with its dots resolved; undefined when
 * it is none or leads elsewhere.
 */
export function pathBelow(baseUrl: string, path: string): string | undefined {
  if (!/^\/(?![/\\])/.test(path)) return undefined;
  return pathBehind(URL.parse(`.${path}`, `${baseUrl.replace(/\/$/, '')}/`), baseUrl);
}
