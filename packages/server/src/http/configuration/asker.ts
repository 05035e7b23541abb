/** Asks the API's own handlers in the name of whoever applies a configuration: there is no second road. */

import type { RouteName } from '@branchline/contract';
import type { FastifyReply } from 'fastify';
import type { Caller } from '../../ports/caller.ts';
import type { Handler, HandlerInput, Handlers } from '../mount-routes.ts';

/** What is known besides the caller: the request as the contract reads it. */
export type Asked<Name extends RouteName> = Pick<HandlerInput<Name>, 'params' | 'query' | 'body'>;

/** The names of routes that applying a configuration uses. */
export type UsedRoutes =
  | 'addAccount'
  | 'addIdentityProvider'
  | 'addIntegration'
  | 'addJiraSite'
  | 'changeAccount'
  | 'changeIdentityProvider'
  | 'editIntegration'
  | 'inheritAssociation'
  | 'previewIntegrationRemoval'
  | 'registerForgeApp'
  | 'removeAccount'
  | 'removeIdentityProvider'
  | 'removeIntegration'
  | 'removeJiraSite'
  | 'removeOAuthClient'
  | 'replaceJiraAccount'
  | 'replaceJiraOAuth'
  | 'saveAssociation'
  | 'saveBranchNames'
  | 'saveJiraPeopleSettings'
  | 'saveMailSettings'
  | 'saveOAuthClient'
  | 'saveProjectSettings'
  | 'saveRepositoryChoice'
  | 'saveRepositoryDefaults'
  | 'saveRepositorySettings'
  | 'saveRetention'
  | 'saveSmartCommitSettings'
  | 'switchSink';

/** The handlers of those routes. */
export type UsedHandlers = Pick<Handlers, UsedRoutes>;

export interface Asker {
  ask<Name extends UsedRoutes>(name: Name, asked: Partial<Asked<Name>>): Promise<Awaited<ReturnType<Handler<Name>>>>;
}

/** @param reply of the request that applies the configuration; none of the used handlers sets a cookie */
export function askerOf(handlers: UsedHandlers, caller: Caller, reply: FastifyReply): Asker {
  return {
    ask(name, asked) {
      // One function per name: the union of all of them is not callable, and each gets what is its own.
      const handler = handlers[name] as unknown as (
        input: object,
      ) => Promise<Awaited<ReturnType<Handler<typeof name>>>>;
      return handler({ params: undefined, query: undefined, body: undefined, ...asked, caller, reply });
    },
  };
}
