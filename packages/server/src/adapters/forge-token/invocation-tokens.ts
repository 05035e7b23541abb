/** Makes sure that it is Forge that calls: reads invocation tokens, and says in words what is wrong with others. */

import type { AtlassianAccountId, IssueKey, Secret } from '@branchline/domain';
import { decodeJwt, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { ForgeInvocation, InvocationReading, InvocationTokens } from '../../ports/forge.ts';
import type { HttpClient } from '../http-client/http-client.ts';
import { createKeySet, KeysUnavailable } from './key-set.ts';

/** Source of names and values: "Forge Remote essentials", The Forge Invocation Token. */
const issuer = 'forge/invocation-token';
/** Forge signs with RSA; whatever else a token's head asks for is a forger's wish. */
const algorithms = ['RS256'];
/** Clocks differ a little. */
const skewSeconds = 10;
/** Tokens last half a minute; one that was made longer ago than this was not made for now, whatever it says. */
const longestAgeSeconds = 15 * 60;

const text = z.string().min(1).max(500);
const Claims = z.object({
  aud: z.string(),
  app: z.object({
    id: text.optional(),
    installationId: text,
    environment: z.object({ type: text }).optional(),
    module: z.object({ key: text }).optional(),
    apiBaseUrl: z.string().optional(),
    installation: z
      .object({ contexts: z.array(z.object({ cloudId: z.string().optional(), apiBaseUrl: z.string().optional() })) })
      .optional(),
  }),
  context: z
    .object({
      cloudId: text.optional(),
      moduleKey: text.optional(),
      extension: z.object({ issue: z.object({ key: z.string().optional() }).optional() }).optional(),
    })
    .optional(),
  // Atlassian's longest account id has 128 characters.
  principal: z.string().min(1).max(128).nullish(),
  icLabel: z.unknown().optional(),
});
type Claims = z.infer<typeof Claims>;

export interface InvocationTokenTools {
  /** Where Forge publishes its keys. */
  readonly keysUrl: string;
  /** Answers within the time that Forge gives us. */
  readonly http: HttpClient;
  readonly clock: Clock;
}

/** One for the process: it keeps Forge's keys. */
export function createInvocationTokens({ keysUrl, http, clock }: InvocationTokenTools): InvocationTokens {
  const keySet = createKeySet({ url: keysUrl, http, clock });
  return {
    async read(token, appIds) {
      try {
        const { payload } = await jwtVerify(token, keySet, {
          algorithms,
          issuer,
          audience: [...appIds],
          requiredClaims: ['exp', 'iat', 'nbf'],
          clockTolerance: skewSeconds,
          maxTokenAge: longestAgeSeconds,
          currentDate: clock.now(),
        });
        return readClaims(payload);
      } catch (error) {
        if (error instanceof KeysUnavailable) return { kind: 'unavailable', because: error.message };
        return refused(wordsOf(error));
      }
    },
    expiryOf: (token) => expiryOf(token),
  };
}

function refused(because: string): InvocationReading {
  return { kind: 'refused', because };
}

function readClaims(payload: unknown): InvocationReading {
  const { success, data: claims } = Claims.safeParse(payload);
  if (!success) return refused('It does not say what an invocation token says.');
  if (claims.icLabel !== undefined && claims.icLabel !== null) {
    return refused('It comes from an Isolated Cloud of Atlassian, which Branchline does not work with.');
  }
  if (claims.app.id !== undefined && claims.app.id !== claims.aud) {
    return refused('It was made for one app and names another.');
  }
  const cloudId = cloudIdOf(claims);
  if (cloudId === undefined) return refused('It does not name the site.');
  return { kind: 'genuine', invocation: invocationFrom(claims, cloudId) };
}

function invocationFrom({ aud, app, context, principal }: Claims, cloudId: string): ForgeInvocation {
  return {
    appId: aud,
    installationId: app.installationId,
    environment: app.environment?.type ?? 'PRODUCTION',
    cloudId,
    accountId: (principal ?? undefined) as AtlassianAccountId | undefined,
    issueKey: context?.extension?.issue?.key as IssueKey | undefined,
    moduleKey: context?.moduleKey ?? app.module?.key,
  };
}

/** There is no context when a function of the app calls; then the API's address names the site. */
function cloudIdOf({ app, context }: Claims): string | undefined {
  if (context?.cloudId !== undefined) return context.cloudId;
  const contexts = app.installation?.contexts ?? [];
  const named = contexts.find(({ cloudId }) => cloudId !== undefined)?.cloudId;
  if (named !== undefined) return named;
  const addresses = [app.apiBaseUrl, ...contexts.map(({ apiBaseUrl }) => apiBaseUrl)];
  return addresses.map((address) => /\/ex\/jira\/([^/?#]+)/.exec(address ?? '')?.[1]).find((id) => id !== undefined);
}

/** What is wrong with a token, for the log. Nothing of the token itself is in it. */
function wordsOf(error: unknown): string {
  if (error instanceof errors.JOSEAlgNotAllowed) return 'It is not signed the way Forge signs.';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'Its signature is wrong.';
  if (error instanceof errors.JWKSNoMatchingKey) return 'It names a key that Forge does not have.';
  if (error instanceof errors.JWKSMultipleMatchingKeys) return 'It does not say which of the keys signed it.';
  if (error instanceof errors.JWTExpired) return 'It has ended.';
  if (error instanceof errors.JWTClaimValidationFailed) return wordsOfClaim(error);
  if (error instanceof errors.JOSEError) return 'It is no token that can be read.';
  throw error;
}

function wordsOfClaim({ claim, reason }: errors.JWTClaimValidationFailed): string {
  if (reason === 'missing') return `It lacks the claim "${claim}".`;
  if (claim === 'iss') return 'It was not made by Forge.';
  if (claim === 'aud') return 'It was made for another app than those registered here.';
  if (claim === 'nbf' || claim === 'iat') return 'It is not valid yet.';
  return `Its claim "${claim}" is wrong.`;
}

/** Tokens of Atlassian's API are opaque but for their end. */
function expiryOf(token: Secret): Date | undefined {
  try {
    const { exp } = decodeJwt(token.reveal());
    return exp === undefined ? undefined : new Date(exp * 1000);
  } catch {
    return undefined;
  }
}
