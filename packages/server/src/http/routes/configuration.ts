/** Configuration as code at the door: export, plan, apply, and the schema of the document. */

import { configurationSchema, type Configuration } from '@branchline/contract';
import type { Caller } from '../../ports/caller.ts';
import type { Log } from '../../ports/log.ts';
import { applyUnits } from '../configuration/apply-units.ts';
import { askerOf, type Asker, type UsedHandlers } from '../configuration/asker.ts';
import { checkNames } from '../configuration/check-names.ts';
import { collectUnits } from '../configuration/collect-units.ts';
import type { Context } from '../configuration/context.ts';
import { exportConfiguration } from '../configuration/export-configuration.ts';
import { presentUnit } from '../configuration/in-words.ts';
import { readNames, type ConfigurationDeps } from '../configuration/place.ts';
import type { HandlerInput, Handlers } from '../mount-routes.ts';

export interface ConfigurationHandlersDeps extends ConfigurationDeps {
  readonly log: Log;
}

type Names = 'exportConfiguration' | 'showConfigurationSchema' | 'planConfiguration' | 'applyConfiguration';

type Input = HandlerInput<'planConfiguration'> | HandlerInput<'applyConfiguration'>;

async function contextOf(
  deps: ConfigurationDeps,
  asker: Asker,
  { principal }: Caller,
  { integrations = [] }: Configuration,
): Promise<Context> {
  const accountId = principal.kind === 'account' ? principal.accountId : undefined;
  const wantedNames = new Set(integrations.map(({ name }) => name));
  return { deps, asker, accountId, wantedNames, named: await readNames(deps) };
}

/** @param handlers what the pages use, too */
export function configurationHandlers(deps: ConfigurationHandlersDeps, handlers: UsedHandlers): Pick<Handlers, Names> {
  async function collected({ body, caller, reply }: Pick<Input, 'body' | 'caller' | 'reply'>) {
    checkNames(body.configuration);
    const asker = askerOf(handlers, caller, reply);
    return collectUnits(await contextOf(deps, asker, caller, body.configuration), body.configuration);
  }
  return {
    exportConfiguration: () => exportConfiguration(deps),
    showConfigurationSchema: () => Promise.resolve({ ...configurationSchema() }),
    planConfiguration: async (input) => {
      const { wanted, leftOut, same } = await collected(input);
      const units = [...wanted, ...(input.body.prunes ? leftOut : [])];
      return { changes: units.map(presentUnit), notInDocument: leftOut.length, same };
    },
    applyConfiguration: async (input) => {
      const { wanted, leftOut } = await collected(input);
      return applyUnits(deps.log, [...wanted, ...(input.body.prunes ? leftOut : [])]);
    },
  };
}
