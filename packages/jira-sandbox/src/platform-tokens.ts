/** The tokens that open the platform API: each kind at its own address only, as at Atlassian. */

import { randomBytes } from 'node:crypto';
import type { SandboxPerson } from './options.ts';

export interface PlatformTokens {
  readonly apiToken: string;
  readonly scopedApiToken: string;
  readonly personalAccessToken: string;
  /** Who asks for this path with this header; undefined for nobody. */
  readonly personAt: (path: string, authorization: string | undefined) => SandboxPerson | undefined;
  readonly revoke: (token: string, revoked: boolean) => void;
}

export function createPlatformTokens(people: readonly SandboxPerson[]): PlatformTokens {
  const [apiToken, scopedApiToken, personalAccessToken] = [newToken(), newToken(), newToken()];
  const revoked = new Set<string>();

  function basicPerson(authorization: string, token: string): SandboxPerson | undefined {
    const encoded = /^Basic (\S+)$/.exec(authorization)?.[1] ?? '';
    const given = Buffer.from(encoded, 'base64').toString('utf8');
    return revoked.has(token) ? undefined : people.find((person) => given === `${person.email}:${token}`);
  }

  function bearerPerson(authorization: string, token: string): SandboxPerson | undefined {
    return authorization === `Bearer ${token}` && !revoked.has(token) ? people[0] : undefined;
  }

  return {
    apiToken,
    scopedApiToken,
    personalAccessToken,
    personAt(path, authorization = '') {
      if (path.startsWith('/ex/jira/')) {
        return basicPerson(authorization, scopedApiToken) ?? bearerPerson(authorization, scopedApiToken);
      }
      if (path.startsWith('/rest/api/2/')) return bearerPerson(authorization, personalAccessToken);
      return basicPerson(authorization, apiToken);
    },
    revoke(token, isRevoked) {
      if (isRevoked) revoked.add(token);
      else revoked.delete(token);
    },
  };
}

function newToken(): string {
  return randomBytes(18).toString('base64url');
}
