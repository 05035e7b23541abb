/** Gathers everything that a document asks for, in the order in which it is to be done. */

import type { Configuration } from '@branchline/contract';
import { clientUnits, leftOutClients } from './client-units.ts';
import type { Context } from './context.ts';
import { installationUnits } from './installation-units.ts';
import { integrationUnits } from './integration-units.ts';
import { leftOutAssociations } from './association-units.ts';
import { jiraSiteUnits, leftOutSites, pairSites } from './jira-site-units.ts';
import { leftOutIntegrations, leftOutRepositories } from './left-out-integrations.ts';
import { accountUnits, leftOutAccounts, leftOutProviders, providerUnits } from './people-units.ts';
import { leftOutProjects } from './project-units.ts';
import { nameOfUnit, type Unit } from './unit.ts';

export interface CollectedUnits {
  /** To be added or changed, and what waits. */
  readonly wanted: readonly Unit[];
  /** What pruning would remove: only of kinds that the document speaks of. */
  readonly leftOut: readonly Unit[];
  /** Things of the document that are as it says. */
  readonly same: number;
}

/** @throws ProblemError when two things have the same name */
export async function collectUnits(context: Context, document: Configuration): Promise<CollectedUnits> {
  const { installation, oauthClients, integrations, jiraSites, identityProviders, accounts } = document;
  const pairs = await pairSites(context, jiraSites ?? []);
  const asked = [
    ...(installation === undefined ? [] : await installationUnits(context, installation)),
    ...(await clientUnits(context, oauthClients ?? [])),
    ...(await integrationUnits(context, integrations ?? [])),
    ...jiraSiteUnits(context, pairs),
    ...(await providerUnits(context, identityProviders ?? [])),
    ...(await accountUnits(context, accounts ?? [])),
  ];
  const wanted = asked.filter((unit) => unit !== undefined);
  const leftOut = [
    ...(accounts === undefined ? [] : await leftOutAccounts(context, accounts)),
    ...(identityProviders === undefined ? [] : await leftOutProviders(context, identityProviders)),
    ...pairs.flatMap((pair) => [...leftOutAssociations(context, pair), ...leftOutProjects(context, pair)]),
    ...(await leftOutRepositories(context, integrations ?? [])),
    ...(jiraSites === undefined ? [] : await leftOutSites(context, jiraSites)),
    ...(integrations === undefined ? [] : await leftOutIntegrations(context, integrations)),
    ...(oauthClients === undefined ? [] : await leftOutClients(context, oauthClients)),
  ];
  const different = new Set(wanted.map(nameOfUnit));
  return { wanted, leftOut, same: Math.max(0, countThings(document) - different.size) };
}

function countThings({ installation, ...kinds }: Configuration): number {
  const { oauthClients = [], integrations = [], jiraSites = [], identityProviders = [], accounts = [] } = kinds;
  const inside = [
    ...integrations.map(({ repositories = [] }) => repositories.length),
    ...jiraSites.map(({ projects = [], associations = [] }) => projects.length + associations.length),
  ];
  const parts = Object.values(installation ?? {}).filter((part) => part !== undefined).length;
  const lists = [oauthClients, integrations, jiraSites, identityProviders, accounts].map(({ length }) => length);
  return [...lists, ...inside, parts].reduce((total, count) => total + count, 0);
}
