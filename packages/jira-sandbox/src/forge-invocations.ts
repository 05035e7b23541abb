/** How the sandbox's Forge calls an app's server: the invocation token, the headers beside it, and what it sends. */

import { randomBytes, randomUUID } from 'node:crypto';
import type { SandboxPerson } from './people-options.ts';
import type { ForgeTokens } from './forge-tokens.ts';
import type { Signing, SigningKeys } from './signing-keys.ts';

type Claims = Readonly<Record<string, unknown>>;

/** As long as in Atlassian's example. */
const invocationSeconds = 25;

/** What is known of the app's installation while it is called. */
export interface ForgePlace {
  readonly appId: string;
  readonly installationId: string;
  readonly environment: 'DEVELOPMENT' | 'STAGING' | 'PRODUCTION';
  readonly cloudId: string;
  readonly siteUrl: string;
  readonly apiBaseUrl: string;
}

/** How a token differs from a right one. */
export interface SpoiledToken {
  /** Take the place of the right ones; undefined takes a claim out. */
  readonly claims?: Claims;
  /** The same for those inside `app`. */
  readonly app?: Claims;
  readonly signing?: Signing;
  readonly keyId?: string;
}

export interface ForgeInvocation {
  /** Whoever sits at the screen; left out for events and ticks. */
  readonly as?: SandboxPerson | undefined;
  /** The key of the issue on the screen. */
  readonly issue?: string;
  readonly moduleKey?: string;
  readonly method?: string;
  /** With its query: `/forge/tick`. */
  readonly path: string;
  readonly body?: unknown;
  readonly spoil?: SpoiledToken;
  /** Take the place of the headers that Forge sends. */
  readonly headers?: Readonly<Record<string, string>>;
  /** False: without the app's own token. */
  readonly withAppToken?: boolean;
}

export interface ForgeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON. */
  readonly body: unknown;
}

export interface InvocationTools {
  readonly keys: SigningKeys;
  readonly tokens: ForgeTokens;
  readonly now: () => Date;
}

/** The token that proves to a server that Forge calls. */
export function invocationToken(
  { keys, now }: InvocationTools,
  place: ForgePlace,
  invocation: Pick<ForgeInvocation, 'as' | 'issue' | 'moduleKey' | 'spoil'> = {},
): string {
  const { as, spoil = {} } = invocation;
  const issuedAt = Math.floor(now().getTime() / 1000);
  const claims = {
    app: { ...appClaims(place, invocation.moduleKey ?? 'backend'), ...spoil.app },
    context: contextClaims(place, invocation),
    ...(as === undefined ? {} : { principal: as.accountId }),
    aud: place.appId,
    iss: 'forge/invocation-token',
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + invocationSeconds,
    jti: randomBytes(20).toString('hex'),
    ...spoil.claims,
  };
  return keys.sign(claims, spoil.signing, spoil.keyId);
}

function appClaims({ appId, installationId, environment, cloudId, apiBaseUrl }: ForgePlace, moduleKey: string): Claims {
  return {
    id: appId,
    version: '2',
    appVersion: '2.0.0',
    installationId,
    apiBaseUrl,
    environment: { type: environment, id: `ari:cloud:ecosystem::environment/${randomUUID()}` },
    module: { type: 'core:endpoint', key: moduleKey },
    installation: { id: installationId, contexts: [{ name: `ari:cloud:jira::site/${cloudId}`, apiBaseUrl }] },
  };
}

function contextClaims(
  { cloudId, siteUrl }: ForgePlace,
  { issue, moduleKey }: Pick<ForgeInvocation, 'issue' | 'moduleKey'>,
) {
  const project = issue?.slice(0, issue.lastIndexOf('-'));
  const extension = {
    type: 'jira:issueActivity',
    issue: { id: '10000', key: issue, type: 'Task' },
    project: { id: '10000', key: project, type: 'software' },
  };
  return { cloudId, siteUrl, moduleKey: moduleKey ?? 'backend', ...(issue === undefined ? {} : { extension }) };
}

/** Calls the server as Forge does: redirects are not followed. */
export async function callRemote(
  tools: InvocationTools,
  place: ForgePlace,
  remote: string,
  invocation: ForgeInvocation,
): Promise<ForgeAnswer> {
  const { as, body, withAppToken = true } = invocation;
  const headers: Record<string, string> = {
    authorization: `Bearer ${invocationToken(tools, place, invocation)}`,
    accept: 'application/json',
    'x-b3-traceid': randomBytes(8).toString('hex'),
    'x-b3-spanid': randomBytes(8).toString('hex'),
    ...(withAppToken ? { 'x-forge-oauth-system': tools.tokens.app() } : {}),
    ...(as === undefined ? {} : { 'x-forge-oauth-user': tools.tokens.user(as.accountId) }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...invocation.headers,
  };
  const method = invocation.method ?? (body === undefined ? 'GET' : 'POST');
  const sent = body === undefined ? null : JSON.stringify(body);
  const answer = await fetch(`${remote}${invocation.path}`, { method, headers, body: sent, redirect: 'manual' });
  const text = await answer.text();
  const isJson = /[/+]json/.test(answer.headers.get('content-type') ?? '');
  const parsed: unknown = isJson && text !== '' ? JSON.parse(text) : text;
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: parsed };
}
