/** The Forge app of a Jira site at the administrator's door. */

import type { ForgeApp } from '@branchline/contract';
import type { JiraSiteId } from '@branchline/domain';
import {
  forgetForgeApp,
  registerForgeApp,
  showForge,
  type ForgeState,
  type RegisterForgeAppDeps,
} from '../../features/forge/register-forge-app.ts';
import { switchSink, type SwitchSinkDeps } from '../../features/forge/switch-sink.ts';
import type { Handlers } from '../mount-routes.ts';
import { notFound } from '../problems.ts';

export type ForgeHandlersDeps = RegisterForgeAppDeps & SwitchSinkDeps;

type Names = 'showForge' | 'registerForgeApp' | 'switchSink' | 'forgetForgeApp';

function present({ app, installation, trouble }: ForgeState): ForgeApp {
  return {
    appId: app.appId,
    installation:
      installation === undefined
        ? null
        : {
            environment: installation.environment,
            since: installation.boundAt.toISOString(),
            lastSeenAt: installation.lastSeenAt.toISOString(),
            tokenEndsAt: installation.appTokenExpiresAt?.toISOString() ?? null,
          },
    trouble: trouble === undefined ? null : { ...trouble },
    sink: app.sink,
    sinkToEmpty: app.sinkToEmpty ?? null,
    emptyingTrouble: app.emptyingTrouble ?? null,
  };
}

export function forgeHandlers(deps: ForgeHandlersDeps): Pick<Handlers, Names> {
  async function stateOf(id: JiraSiteId) {
    if ((await deps.store.jiraSites.get(id)) === undefined) throw notFound('Jira site');
    const state = await showForge(deps, id);
    return { forge: state === undefined ? null : present(state) };
  }
  return {
    showForge: async ({ params }) => stateOf(params.id),
    registerForgeApp: async ({ params, body }) => {
      if (!(await registerForgeApp(deps, params.id, body.appId))) throw notFound('Jira site');
      return stateOf(params.id);
    },
    switchSink: async ({ params, body }) => {
      if ((await switchSink(deps, params.id, body.sink)) === 'no-app') throw notFound('Forge app of this Jira site');
      return stateOf(params.id);
    },
    forgetForgeApp: async ({ params }) => {
      if (!(await forgetForgeApp(deps, params.id))) throw notFound('Forge app of this Jira site');
    },
  };
}
