/** The tokens that the sandbox's Forge hands to an app's server: of the app itself, and of people. */

import { createHmac, randomBytes } from 'node:crypto';
import { headed } from './signing-keys.ts';

/** Atlassian promises two hours at least and four at most. */
const appTokenSeconds = 4 * 3600;
/** Of people's tokens and of impersonated ones. */
export const userTokenSeconds = 3600;

export interface ForgeTokens {
  /** Acts as the app. */
  app(): string;
  /** Acts as that person. */
  user(accountId: string): string;
  /** Whose token this is, `app` for the app's; undefined when it is not taken (any more). */
  ownerOf(authorization: string | undefined): string | undefined;
  /** The app's tokens given so far are refused from now on. */
  revokeApp(): void;
  revokeAll(): void;
}

/** The owner of the app's own tokens. */
export const appOwner = 'app';

export function createForgeTokens(now: () => Date): ForgeTokens {
  const secret = randomBytes(32);
  const given = new Map<string, { readonly owner: string; readonly expiresAt: number }>();

  function issue(owner: string, seconds: number): string {
    const expiresAt = Math.floor(now().getTime() / 1000) + seconds;
    // Opaque to whoever gets it but for the moment at which it ends.
    const text = headed({ alg: 'HS256', typ: 'JWT' }, { exp: expiresAt, jti: randomBytes(12).toString('hex') });
    const token = `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
    given.set(token, { owner, expiresAt: expiresAt * 1000 });
    return token;
  }

  return {
    app: () => issue(appOwner, appTokenSeconds),
    user: (accountId) => issue(accountId, userTokenSeconds),
    ownerOf(authorization) {
      const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
      const known = token === undefined ? undefined : given.get(token);
      return known !== undefined && now().getTime() < known.expiresAt ? known.owner : undefined;
    },
    revokeApp() {
      for (const [token, { owner }] of given) if (owner === appOwner) given.delete(token);
    },
    revokeAll: () => given.clear(),
  };
}
