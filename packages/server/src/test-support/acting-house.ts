/** A house at a stand-in of a Git service, with the doors of acting open to people whose names a header tells. */

import { actingRoutes, routes, type RouteName } from '@branchline/contract';
import { Secret, type AtlassianAccountId, type IntegrationId } from '@branchline/domain';
import Fastify from 'fastify';
import { saveAssociation } from '../features/associations/save-association.ts';
import { sealCredential } from '../features/integrations/stored-credential.ts';
import { refuseMissingRights } from '../features/integrations/try-credential.ts';
import { savePersonalConnection } from '../features/people/personal-connections.ts';
import { createIssueGate } from '../features/permissions/issue-gate.ts';
import type { Handlers } from '../http/mount-routes.ts';
import { mountRoutes } from '../http/mount-routes.ts';
import { problemOf } from '../http/problems.ts';
import { actingHandlers } from '../http/routes/acting.ts';
import type { Caller } from '../ports/caller.ts';
import { jiraUser, sight, viewerWith } from './jira-sight.ts';
import { openServiceHouse, type JourneyService, type ServiceHouse } from './service-house.ts';
import { silentLog } from './silent-log.ts';
import type { StandIn } from './stand-in/stand-in.ts';

/** An answer as it came. */
export interface ActingAnswer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
  readonly isReplayed: boolean;
}

export interface ActingHouse extends ServiceHouse {
  /** Somebody inside Jira, who sees the issue `ABC-1` and no other. */
  readonly callerNamed: (name: string) => Caller;
  /** Asks as somebody, at a path behind `/api/v1/issues/`; with a body it is posted. */
  ask(as: string, path: string, body?: object, key?: string): Promise<ActingAnswer>;
  /** Somebody connects an account by a token. */
  connect(as: string, token: string): Promise<void>;
}

const opened = new Set<string>(Object.keys(actingRoutes));

/** All projects may do everything. */
export async function openActingHouse(service: JourneyService, standIn: StandIn): Promise<ActingHouse> {
  const inner = await openServiceHouse(service, standIn, { hears: false, log: silentLog });
  const { house, integrationId } = inner;
  const place = { jiraSiteId: house.siteId, integrationId, repositoryId: undefined };
  const actions = ['see', 'create-branch', 'create-pull-request', 'smart-commit'] as const;
  await saveAssociation(house, { ...place, projects: 'all', actions });
  const callerNamed = (name: string) => jiraUser(house.siteId, name, viewerWith({ 'ABC-1': sight }));
  const server = openDoors(inner, callerNamed);
  return {
    ...inner,
    callerNamed,
    async ask(as, path, body, key) {
      const answer = await server.inject({
        method: body === undefined ? 'GET' : 'POST',
        url: `/api/v1/issues/${path}`,
        headers: { as, ...(key === undefined ? {} : { 'idempotency-key': key }) },
        ...(body === undefined ? {} : { payload: body }),
      });
      const json: ActingAnswer['json'] = answer.body === '' ? {} : answer.json();
      return { status: answer.statusCode, json, isReplayed: answer.headers['idempotent-replayed'] === 'true' };
    },
    connect: (as, token) => connect(inner, integrationId, as, token),
    async close() {
      await server.close();
      await inner.close();
    },
  };
}

function openDoors({ house }: ServiceHouse, callerNamed: (name: string) => Caller) {
  const server = Fastify();
  server.setErrorHandler((error, _request, reply) => {
    const problem = problemOf(error);
    return reply.code(problem?.status ?? 500).send(problem ?? { error: String(error) });
  });
  const handlers = actingHandlers(house, createIssueGate(house)) as Handlers;
  const names = new Map(Object.entries(routes).map(([name, route]) => [route, name as RouteName]));
  mountRoutes(server, { ...house, secure: false, triggerSecret: undefined }, handlers, {
    prefix: '',
    opens: (route) => opened.has(names.get(route as never) ?? ''),
    callerOf: async ({ headers }) => callerNamed(String(headers['as'])),
  });
  return server;
}

async function connect(
  { house }: ServiceHouse,
  integrationId: IntegrationId,
  as: string,
  token: string,
): Promise<void> {
  const identity = { kind: 'jira-account', jiraSiteId: house.siteId, accountId: as as AtlassianAccountId } as const;
  const unnamed = { login: undefined, name: undefined, shownEmail: undefined };
  const anchor = await house.store.people.add({ identity, ...unnamed }, house.clock.now());
  const saved = await savePersonalConnection(
    { ...house, sealCredential, refuseMissingRights },
    {
      personId: anchor.personId,
      anchorId: anchor.id,
      integrationId,
      credential: { kind: 'token', token: new Secret(token) },
      by: { kind: 'jira-user', jiraSiteId: house.siteId, accountId: identity.accountId },
    },
  );
  if (saved === undefined) throw new Error('It was not connected.');
}
