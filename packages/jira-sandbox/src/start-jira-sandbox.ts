/** Starts a small Jira on this machine: the demo's Jira and the tests' Jira. */

import { randomBytes, randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Violation } from './contract.ts';
import { addDevelopmentRoutes } from './development-routes.ts';
import { DevelopmentStore } from './development-store.ts';
import { createFaults } from './faults.ts';
import { addGatekeeper } from './gatekeeper.ts';
import { createIssues } from './issues.ts';
import type { Issues } from './issues.ts';
import type { JiraSandbox, RequestRecord, SandboxOptions, SandboxPerson } from './options.ts';
import { addPages } from './pages/add-pages.ts';
import { addDataCenterRoutes, addPlatformRoutes } from './platform-routes.ts';
import { createPlatformTokens } from './platform-tokens.ts';
import { takeSnapshot } from './snapshot.ts';
import { createTokens, tokenSeconds } from './tokens.ts';
import type { Tokens } from './tokens.ts';

// Larger than anything a sender that keeps to Atlassian's limits can send.
const largestBody = 32 * 1024 * 1024;
const somebody: SandboxPerson = { accountId: 'sandbox-1', name: 'Sam Sandbox', email: 'sam@sandbox.example' };

/** Starts the sandbox on 127.0.0.1. Everything is in memory and gone when it stops. */
export async function startJiraSandbox(options: SandboxOptions = {}): Promise<JiraSandbox> {
  const now = options.now ?? (() => new Date());
  const cloudId = randomUUID();
  const clientId = options.clientId ?? randomBytes(16).toString('hex');
  const clientSecret = options.clientSecret ?? randomBytes(24).toString('base64url');
  const people = options.people ?? [somebody];
  const store = new DevelopmentStore();
  const issues = createIssues(options);
  const platform = openPlatform(people, issues);
  const faults = createFaults();
  const tokens = createTokens(now);
  const requests: RequestRecord[] = [];
  const violations: Violation[] = [];

  const app = createApp();
  addGatekeeper(app, {
    faults,
    contract: options.contract,
    violations,
    requests,
    rememberRequests: options.rememberRequests ?? Infinity,
    mayEnter: (path, authorization) =>
      path.includes('/rest/api/')
        ? platform.personAt(path, authorization) !== undefined
        : tokens.isValid(authorization),
    cloudId,
  });
  app.get('/_edge/tenant_info', () => ({ cloudId }));
  addTokenRoute(app, tokens, { clientId, clientSecret });
  addDevelopmentRoutes(app, '/jira/devinfo/0.1/cloud/:cloudId', { store, issues, faults });
  addDevelopmentRoutes(app, '/ex/jira/:cloudId/rest/devinfo/0.10', { store, issues, faults });
  platform.addRoutes(app, () => url);
  addPages(app, { store, issues, siteName: options.siteName ?? 'Jira sandbox', panelUrl: options.panelUrl, now });
  const url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });

  return {
    url,
    siteUrl: url,
    cloudId,
    clientId,
    clientSecret,
    ...platform.switches,
    people,
    faults,
    requests,
    violations,
    expectNoViolations: () => expectNone(violations),
    snapshot: () => takeSnapshot(store),
    addIssue: (issue) => issues.addIssue(issue),
    addProject: (project) => issues.addProject(project),
    moveIssue: (from, to) => issues.moveIssue(from, to),
    renameProject: (from, to) => issues.renameProject(from, to),
    expireTokens: () => tokens.expireAll(),
    forgetRequests: () => void requests.splice(0),
    stop: () => app.close(),
  };
}

/** The platform API with the account behind its tokens. */
function openPlatform(people: readonly SandboxPerson[], issues: Issues) {
  const { personAt, revoke, ...tokens } = createPlatformTokens(people);
  const withheld = new Set<string>();
  function withholdPermissions(permissions: readonly string[]): void {
    withheld.clear();
    for (const permission of permissions) withheld.add(permission);
  }
  return {
    personAt,
    addRoutes(app: FastifyInstance, url: () => string): void {
      const tools = { issues, url, withheld, personAt };
      addPlatformRoutes(app, '', tools);
      addPlatformRoutes(app, '/ex/jira/:cloudId', tools);
      addDataCenterRoutes(app, tools);
    },
    switches: {
      ...tokens,
      withholdPermissions,
      revoke: (token: string, revoked = true) => revoke(token, revoked),
    },
  };
}

function createApp(): FastifyInstance {
  const app = Fastify({ bodyLimit: largestBody, forceCloseConnections: true, routerOptions: { maxParamLength: 4096 } });
  app.setErrorHandler((error: { readonly statusCode?: number; readonly message: string }, _request, reply) =>
    reply.code(error.statusCode ?? 500).send({ errorMessages: [{ message: error.message }] }),
  );
  return app;
}

function addTokenRoute(
  app: FastifyInstance,
  tokens: Tokens,
  credential: { readonly clientId: string; readonly clientSecret: string },
): void {
  app.post('/oauth/token', (request, reply) => {
    const asked = (request.body ?? {}) as Readonly<Record<string, unknown>>;
    const granted =
      asked['audience'] === 'api.atlassian.com' &&
      asked['grant_type'] === 'client_credentials' &&
      asked['client_id'] === credential.clientId &&
      asked['client_secret'] === credential.clientSecret;
    if (!granted) return reply.code(401).send({ error: 'access_denied', error_description: 'Unauthorized' });
    const scope = 'write:dev-info:jira delete:dev-info:jira read:dev-info:jira';
    return reply.send({ access_token: tokens.issue(), expires_in: tokenSeconds, token_type: 'Bearer', scope });
  });
}

function expectNone(violations: readonly Violation[]): void {
  if (violations.length === 0) return;
  const lines = violations.map(
    ({ side, method, path, problems }) => `${side} ${method} ${path}: ${problems.join('; ')}`,
  );
  throw new Error(`Atlassian's description was broken:\n${lines.join('\n')}`);
}
