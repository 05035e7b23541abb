/** Where to go after signing in. */

/** Only a path of our own: `next` comes from an address that anybody may have made. */
export function placeAfterSignIn(next: string | undefined): string {
  if (next === undefined || !next.startsWith('/')) return '/';
  const place = new URL(next, 'https://own.invalid');
  if (place.host !== 'own.invalid' || place.pathname === '/sign-in') return '/';
  return `${place.pathname}${place.search}${place.hash}`;
}
