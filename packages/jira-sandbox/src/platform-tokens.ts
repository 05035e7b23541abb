/** The tokens that open the platform API: each kind at its own address only, as at Atlassian. */

import { randomBytes } from 'node:crypto';
import type { SandboxPerson, TokenKind } from './people-options.ts';
import type { People } from './people.ts';

/** Tokens of people, and whoever else has a door of their own. */
export interface PlatformTokens {
  /** The same one each time it is asked for. @throws Error for somebody the sandbox does not know */
  readonly tokenFor: (accountId: string, kind: TokenKind) => string;
  /** Who asks for this path with this header; undefined for nobody. */
  readonly personAt: FindVisitor;
  readonly revoke: (token: string, revoked: boolean) => void;
  readonly isRevoked: (token: string) => boolean;
  /** Asked about every credential that is no token of a person here. */
  readonly alsoAdmit: (find: FindVisitor) => void;
}

/** Who asks for a path with this `Authorization`; undefined for nobody. */
export type FindVisitor = (path: string, authorization: string | undefined) => SandboxPerson | undefined;

interface Ownership {
  readonly accountId: string;
  readonly kind: TokenKind;
}

/** Starts without a token; each is made when it is first asked for. */
export function createPlatformTokens(people: People): PlatformTokens {
  const ownerByToken = new Map<string, Ownership>();
  const revoked = new Set<string>();
  const others: FindVisitor[] = [];

  function ownerOf(token: string, kind: TokenKind): SandboxPerson | undefined {
    const owner = ownerByToken.get(token);
    if (owner?.kind !== kind || revoked.has(token)) return undefined;
    const person = people.byId(owner.accountId);
    return person?.isActive === false ? undefined : person;
  }

  function basicPerson(authorization: string, kind: TokenKind): SandboxPerson | undefined {
    const encoded = /^Basic (\S+)$/.exec(authorization)?.[1];
    if (encoded === undefined) return undefined;
    const [email = '', token = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(/:(.*)/s);
    const person = ownerOf(token, kind);
    return person?.email === email ? person : undefined;
  }

  function bearerPerson(authorization: string, kind: TokenKind): SandboxPerson | undefined {
    return ownerOf(/^Bearer (\S+)$/.exec(authorization)?.[1] ?? '', kind);
  }

  function ownPerson(path: string, authorization: string): SandboxPerson | undefined {
    if (path.startsWith('/ex/jira/')) {
      return basicPerson(authorization, 'scoped-api-token') ?? bearerPerson(authorization, 'scoped-api-token');
    }
    if (path.startsWith('/rest/api/2/')) return bearerPerson(authorization, 'personal-access-token');
    return basicPerson(authorization, 'api-token');
  }

  return {
    tokenFor(accountId, kind) {
      if (people.byId(accountId) === undefined) throw new Error(`There is nobody with the account id ${accountId}.`);
      const made = [...ownerByToken].find(([, owner]) => owner.accountId === accountId && owner.kind === kind)?.[0];
      const token = made ?? randomBytes(18).toString('base64url');
      ownerByToken.set(token, { accountId, kind });
      return token;
    },
    personAt(path, authorization = '') {
      return ownPerson(path, authorization) ?? firstOf(others, (find) => find(path, authorization));
    },
    revoke(token, isRevoked) {
      if (isRevoked) revoked.add(token);
      else revoked.delete(token);
    },
    isRevoked: (token) => revoked.has(token),
    alsoAdmit: (find) => void others.push(find),
  };
}

function firstOf<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
