/** The sandbox's Forge: an app installed at its site, whose server it calls, and the doors that server calls back. */

import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import {
  callRemote,
  invocationToken,
  type ForgeAnswer,
  type ForgeInvocation,
  type ForgePlace,
  type InvocationTools,
} from './forge-invocations.ts';
import { appOwner, createForgeTokens, userTokenSeconds, type ForgeTokens } from './forge-tokens.ts';
import type { SandboxPerson } from './people-options.ts';
import { createSigningKeys, type SigningKeys } from './signing-keys.ts';

/** Events of issues, by the word in Forge's names of them. */
export type ForgeIssueEvent = 'created' | 'updated' | 'deleted';

/** Somebody was to be impersonated. */
export interface ImpersonationRequest {
  readonly accountId: string;
  readonly granted: boolean;
}

export interface ForgeSide {
  /** `ari:cloud:ecosystem::app/…` */
  readonly appId: string;
  /** Of the present installation; another one after `reinstall`. */
  installationId(): string;
  /** Where the key set is published. */
  keySetUrl(): string;
  readonly keys: SigningKeys;
  readonly tokens: ForgeTokens;
  /** Every request to exchange the app's token for a person's, the oldest first. */
  readonly impersonations: readonly ImpersonationRequest[];
  /** Calls go there from now on: `http://127.0.0.1:8095`. */
  connect(remote: string): void;
  invoke(invocation: ForgeInvocation): Promise<ForgeAnswer>;
  /** The bare token, for those who look at it themselves. */
  invocationToken(invocation?: Pick<ForgeInvocation, 'as' | 'issue' | 'moduleKey' | 'spoil'>): string;
  /** The event that the app was installed. */
  tellInstalled(): Promise<ForgeAnswer>;
  /** The scheduled trigger. */
  tick(): Promise<ForgeAnswer>;
  /** An event of an issue. @param retry how often it was sent before */
  tellIssue(event: ForgeIssueEvent, key: string, retry?: number): Promise<ForgeAnswer>;
  /** A JQL function is evaluated. @param moduleKey of the function in the manifest */
  evaluate(path: string, functionArguments: readonly string[], operator?: string): Promise<ForgeAnswer>;
  /** The app is taken away: its tokens are refused, and nobody is told. */
  uninstall(): void;
  /** Taken away and installed anew: another installation of the same app at the same site. */
  reinstall(): void;
  /** Nobody may act as this person from now on, or again may. */
  forbidImpersonation(accountId: string, forbidden?: boolean): void;
  /** Whether the app may act as anybody: its manifest asks for that, and an administrator of Jira consents. */
  allowImpersonation(allowed: boolean): void;
}

export interface ForgeSideTools {
  readonly cloudId: string;
  readonly url: () => string;
  readonly people: () => readonly SandboxPerson[];
  readonly now: () => Date;
}

/** The account that the app's own token acts as. */
export const appPerson: SandboxPerson = { accountId: 'sandbox-app', name: 'Branchline for Jira', email: '' };

export interface OpenedForge {
  readonly side: ForgeSide;
  /** Whoever a token of Forge acts as at this path; undefined for other tokens. */
  readonly personAt: (path: string, authorization: string | undefined) => SandboxPerson | undefined;
  /** True for the app's own token. */
  readonly isApp: (authorization: string | undefined) => boolean;
  readonly addRoutes: (app: FastifyInstance) => void;
}

export function openForge({ cloudId, url, people, now }: ForgeSideTools): OpenedForge {
  const tools: InvocationTools = { keys: createSigningKeys(), tokens: createForgeTokens(now), now };
  const { tokens } = tools;
  const impersonation = openImpersonation(tokens, cloudId, people);
  return {
    side: { ...callingSide(tools, cloudId, url), ...impersonation.switches },
    personAt(path, authorization) {
      const owner = path.startsWith('/ex/jira/') ? tokens.ownerOf(authorization) : undefined;
      return owner === appOwner ? appPerson : people().find(({ accountId }) => accountId === owner);
    },
    isApp: (authorization) => tokens.ownerOf(authorization) === appOwner,
    addRoutes(app) {
      app.get('/.well-known/jwks.json', () => tools.keys.published());
      impersonation.addRoutes(app);
    },
  };
}

function callingSide(
  tools: InvocationTools,
  cloudId: string,
  url: () => string,
): Omit<ForgeSide, 'impersonations' | 'forbidImpersonation' | 'allowImpersonation'> {
  const appId = `ari:cloud:ecosystem::app/${randomUUID()}`;
  let installationId = newInstallation();
  let remote = '';

  function place(): ForgePlace {
    const [apiBaseUrl, environment] = [`${url()}/ex/jira/${cloudId}`, 'PRODUCTION'] as const;
    return { appId, installationId, environment, cloudId, siteUrl: url(), apiBaseUrl };
  }
  const invoke = (invocation: ForgeInvocation) => callRemote(tools, place(), remote, invocation);

  return {
    appId,
    installationId: () => installationId,
    keySetUrl: () => `${url()}/.well-known/jwks.json`,
    keys: tools.keys,
    tokens: tools.tokens,
    connect(address) {
      remote = address;
    },
    invoke,
    invocationToken: (invocation) => invocationToken(tools, place(), invocation),
    tellInstalled() {
      const app = { id: appId.split('/').at(-1), version: '2.0.0', name: 'Branchline' };
      return invoke({ path: '/forge/events', body: { payload: { id: installationId.split('/').at(-1), app } } });
    },
    tick: () => invoke({ path: '/forge/tick', body: { payload: {} } }),
    tellIssue: (event, key, retry = 0) => invoke({ path: '/forge/events', body: issueEvent(event, key, retry) }),
    evaluate: (path, functionArguments, operator = 'in') =>
      invoke({ path, body: { clause: { operator, arguments: functionArguments } }, withAppToken: false }),
    uninstall: () => tools.tokens.revokeAll(),
    reinstall() {
      tools.tokens.revokeAll();
      installationId = newInstallation();
    },
  };
}

function openImpersonation(tokens: ForgeTokens, cloudId: string, people: ForgeSideTools['people']) {
  const forbidden = new Set<string>();
  const impersonations: ImpersonationRequest[] = [];
  let isAllowed = true;
  function mayBe(userId: string): boolean {
    const person = people().find(({ accountId }) => accountId === userId);
    return person !== undefined && person.isActive !== false && !forbidden.has(userId);
  }
  return {
    switches: {
      impersonations,
      forbidImpersonation(accountId: string, isForbidden = true): void {
        if (isForbidden) forbidden.add(accountId);
        else forbidden.delete(accountId);
      },
      allowImpersonation(allowed: boolean): void {
        isAllowed = allowed;
      },
    },
    addRoutes(app: FastifyInstance): void {
      app.post('/graphql', (request, reply) => {
        if (tokens.ownerOf(request.headers.authorization) !== appOwner) {
          return reply.code(401).send({ message: 'Unauthorized' });
        }
        if (!isAllowed) return reply.code(403).send({ message: 'Forbidden' });
        const userId = askedUser(request.body, cloudId);
        if (userId === undefined) return reply.send({ errors: [{ message: 'The query could not be read.' }] });
        const granted = mayBe(userId);
        impersonations.push({ accountId: userId, granted });
        return sendToken(reply, granted ? tokens.user(userId) : undefined);
      });
    },
  };
}

function newInstallation(): string {
  return `ari:cloud:ecosystem::installation/${randomUUID()}`;
}

function issueEvent(event: ForgeIssueEvent, key: string, retry: number) {
  const project = key.slice(0, key.lastIndexOf('-'));
  const retryContext = { retryData: null, retryCount: retry, retryReason: 'TIMEOUT_ERROR' };
  return {
    payload: {
      eventType: `avi:jira:${event}:issue`,
      issue: { id: '10000', key, fields: { summary: key, project: { key: project } } },
      ...(retry === 0 ? {} : { retryContext }),
    },
  };
}

/** Whom the mutation names; undefined when it is not the one we know, or names another site. */
function askedUser(body: unknown, cloudId: string): string | undefined {
  const { query, variables } = (body ?? {}) as { readonly query?: unknown; readonly variables?: unknown };
  const { input } = (variables ?? {}) as { readonly input?: unknown };
  const { contextIds, userId } = (input ?? {}) as { readonly contextIds?: unknown; readonly userId?: unknown };
  const isKnown = typeof query === 'string' && /\bofflineUserAuthToken\s*\(\s*input\s*:\s*\$input\s*\)/.test(query);
  const isHere = Array.isArray(contextIds) && contextIds[0] === `ari:cloud:jira::site/${cloudId}`;
  return isKnown && isHere && typeof userId === 'string' ? userId : undefined;
}

function sendToken(reply: FastifyReply, token: string | undefined): FastifyReply {
  const refused = { success: false, errors: [{ message: 'The user cannot be impersonated.' }], authToken: null };
  const given = { success: true, errors: null, authToken: { token, ttl: userTokenSeconds } };
  return reply.send({ data: { offlineUserAuthToken: token === undefined ? refused : given } });
}
