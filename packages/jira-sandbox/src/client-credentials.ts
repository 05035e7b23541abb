/** The door at which client credentials become tokens: of a self-hosted tool, and of a service account. */

import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { SandboxPerson } from './people-options.ts';
import { createTokens, tokenSeconds, type Tokens } from './tokens.ts';

export interface ClientCredential {
  readonly clientId: string;
  readonly clientSecret: string;
}

interface Client extends ClientCredential {
  readonly tokens: Tokens;
  readonly scope: string;
}

const toolScope = 'write:dev-info:jira delete:dev-info:jira read:dev-info:jira';
const accountScope = 'read:jira-work write:jira-work read:jira-user';

/** A service account whose OAuth credential opens the platform API below `/ex/jira/<cloud id>`. */
export interface ServiceAccount {
  readonly credential: ClientCredential;
  /** Whoever its tokens act as; undefined for other tokens. */
  personAt(path: string, authorization: string | undefined): SandboxPerson | undefined;
  /** Every token given so far is refused. */
  expireTokens(): void;
  /** The credential is refused, or again taken; tokens given before go on until they expire. */
  revoke(revoked: boolean): void;
}

export interface ClientDoor {
  readonly serviceAccount: ServiceAccount;
  /** The tool's secret and all its tokens are refused from now on. Returns the secret that is taken instead. */
  renewToolSecret(): string;
  /** Adds `POST /oauth/token`. */
  readonly addRoutes: (app: FastifyInstance) => void;
}

/** @param person whoever the service account is */
export function openClientDoor(
  tool: ClientCredential & { readonly tokens: Tokens },
  person: () => SandboxPerson | undefined,
  now: () => Date,
): ClientDoor {
  const account: Client = {
    clientId: randomBytes(16).toString('hex'),
    clientSecret: randomBytes(24).toString('base64url'),
    tokens: createTokens(now),
    scope: accountScope,
  };
  let isRevoked = false;
  let toolSecret = tool.clientSecret;
  return {
    serviceAccount: {
      credential: { clientId: account.clientId, clientSecret: account.clientSecret },
      personAt: (path, authorization) =>
        path.startsWith('/ex/jira/') && account.tokens.isValid(authorization) ? person() : undefined,
      expireTokens: () => account.tokens.expireAll(),
      revoke(revoked) {
        isRevoked = revoked;
      },
    },
    renewToolSecret() {
      toolSecret = randomBytes(24).toString('base64url');
      tool.tokens.expireAll();
      return toolSecret;
    },
    addRoutes(app) {
      app.post('/oauth/token', (request, reply) =>
        answer(reply, request.body, [
          { ...tool, clientSecret: toolSecret, scope: toolScope },
          ...(isRevoked ? [] : [account]),
        ]),
      );
    },
  };
}

function answer(reply: FastifyReply, body: unknown, clients: readonly Client[]): FastifyReply {
  const asked = (body ?? {}) as Readonly<Record<string, unknown>>;
  const client = clients.find(
    ({ clientId, clientSecret }) => asked['client_id'] === clientId && asked['client_secret'] === clientSecret,
  );
  const fits = asked['audience'] === 'api.atlassian.com' && asked['grant_type'] === 'client_credentials';
  if (client === undefined || !fits) {
    return reply.code(401).send({ error: 'access_denied', error_description: 'Unauthorized' });
  }
  const token = { access_token: client.tokens.issue(), expires_in: tokenSeconds, token_type: 'Bearer' };
  return reply.send({ ...token, scope: client.scope });
}
