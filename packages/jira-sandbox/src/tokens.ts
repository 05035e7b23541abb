/** The sandbox's access tokens: client credentials in, tokens that expire out. */

import { randomBytes } from 'node:crypto';

// Atlassian's tokens for self-hosted tools live a quarter of an hour.
export const tokenSeconds = 900;

export interface Tokens {
  issue(): string;
  isValid(authorization: string | undefined): boolean;
  expireAll(): void;
}

export function createTokens(now: () => Date): Tokens {
  const expiryByToken = new Map<string, number>();
  return {
    issue() {
      const token = randomBytes(24).toString('base64url');
      expiryByToken.set(token, now().getTime() + tokenSeconds * 1000);
      return token;
    },
    isValid(authorization) {
      const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
      const expiry = token === undefined ? undefined : expiryByToken.get(token);
      return expiry !== undefined && now().getTime() < expiry;
    },
    expireAll: () => expiryByToken.clear(),
  };
}
