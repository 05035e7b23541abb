/** Starts a small Jira on this machine: the demo's Jira and the tests' Jira. */

import { randomBytes, randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Violation } from './contract.ts';
import { addDevelopmentRoutes } from './development-routes.ts';
import { DevelopmentStore } from './development-store.ts';
import { createFaults } from './faults.ts';
import { addForgeFrame } from './forge-frame.ts';
import { addGatekeeper } from './gatekeeper.ts';
import { createIssues } from './issues.ts';
import { openPlatform } from './open-platform.ts';
import type { JiraSandbox, RequestRecord, SandboxOptions } from './options.ts';
import { openOutsideDoors } from './outside-doors.ts';
import { addPages } from './pages/add-pages.ts';
import { isPlatform } from './request-places.ts';
import { takeSnapshot } from './snapshot.ts';
import { createThrottle } from './throttle.ts';
import { createTokens } from './tokens.ts';

// Larger than anything a sender that keeps to Atlassian's limits can send.
const largestBody = 32 * 1024 * 1024;

/** Starts the sandbox on 127.0.0.1. Everything is in memory and gone when it stops. */
export async function startJiraSandbox(options: SandboxOptions = {}): Promise<JiraSandbox> {
  const { now, cloudId, clientId, clientSecret, store, issues, platform, faults, tokens, limits } = stateOf(options);
  const { siteName = 'Jira sandbox', panelUrl, forgePage, contract, rememberRequests = Infinity } = options;
  const requests: RequestRecord[] = [];
  const violations: Violation[] = [];

  const app = createApp();
  const doors = openOutsideDoors({
    cloudId,
    url: () => url,
    people: platform.switches.people,
    issues,
    now,
    tool: { clientId, clientSecret, tokens },
    personAt: platform.tokens.personAt,
  });
  platform.tokens.alsoAdmit(doors.personAt);
  addGatekeeper(app, {
    faults,
    contract,
    violations,
    requests,
    rememberRequests,
    mayEnter: (path, authorization) =>
      path.includes('/rest/api/')
        ? platform.tokens.personAt(path, authorization) !== undefined
        : doors.maySend(path, authorization),
    throttle: createThrottle(limits, issues, now),
    cloudId,
  });
  app.get('/_edge/tenant_info', () => ({ cloudId }));
  doors.addRoutes(app);
  const submissions = { store, issues, faults, onSubmission: options.onSubmission };
  addDevelopmentRoutes(app, '/jira/devinfo/0.1/cloud/:cloudId', submissions);
  addDevelopmentRoutes(app, '/ex/jira/:cloudId/rest/devinfo/0.10', submissions);
  platform.addRoutes(app, () => url);
  addPages(app, { store, issues, ...platform.state, siteName, panelUrl, forgePage, now });
  addForgeFrame(app, { page: forgePage, forge: doors.offered.forge, people: platform.switches.people });
  const url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });

  return {
    url,
    siteUrl: url,
    cloudId,
    clientId,
    clientSecret,
    ...platform.switches,
    ...doors.offered,
    faults,
    limits,
    requests,
    violations,
    expectNoViolations: () => expectNone(violations),
    snapshot: () => takeSnapshot(store),
    expireTokens: () => tokens.expireAll(),
    forgetRequests: () => void requests.splice(0),
    stop: () => app.close(),
  };
}

function stateOf(options: SandboxOptions) {
  const now = options.now ?? (() => new Date());
  const issues = createIssues(options);
  return {
    now,
    cloudId: randomUUID(),
    clientId: options.clientId ?? randomBytes(16).toString('hex'),
    clientSecret: options.clientSecret ?? randomBytes(24).toString('base64url'),
    store: new DevelopmentStore(options.forgetsEntities),
    issues,
    platform: openPlatform(options, issues, now),
    faults: createFaults(),
    tokens: createTokens(now),
    limits: { perIssueWrites: true, burst: false, ...options.limits },
  };
}

function createApp(): FastifyInstance {
  const app = Fastify({ bodyLimit: largestBody, forceCloseConnections: true, routerOptions: { maxParamLength: 4096 } });
  app.setErrorHandler((error: { readonly statusCode?: number; readonly message: string }, request, reply) => {
    const message = isPlatform(request.url) ? error.message : { message: error.message };
    return reply.code(error.statusCode ?? 500).send({ errorMessages: [message] });
  });
  return app;
}

function expectNone(violations: readonly Violation[]): void {
  if (violations.length === 0) return;
  const lines = violations.map(
    ({ side, method, path, problems }) => `${side} ${method} ${path}: ${problems.join('; ')}`,
  );
  throw new Error(`Atlassian's description was broken:\n${lines.join('\n')}`);
}
