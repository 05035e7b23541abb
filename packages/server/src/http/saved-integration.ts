/** An integration as it is answered with when it was just saved, and what a request wants saved. */

import type { NewIntegration, SavedIntegration } from '@branchline/contract';
import type { IntegrationId } from '@branchline/domain';
import type { z } from 'zod';
import { integrationViews } from '../features/repositories/repository-views.ts';
import type { AddIntegrationDeps } from '../features/integrations/add-integration.ts';
import { presentIntegration } from './present/repository.ts';
import { notFound } from './problems.ts';
import { readChoice } from './read-choice.ts';

export async function savedIntegration(
  deps: AddIntegrationDeps,
  id: IntegrationId,
  warnings: readonly string[],
): Promise<SavedIntegration> {
  const [view] = await integrationViews(deps.store, { ids: [id] });
  if (view === undefined) throw notFound('integration');
  const { connector } = view.integration;
  const title = deps.connectors.get(connector)?.title ?? connector;
  return { ...presentIntegration(view, title, deps.clock.now()), warnings: [...warnings] };
}

/** A request's words → the house's. */
export function wantedFrom({ repositories, name, ...body }: z.output<typeof NewIntegration>) {
  return { ...body, name, choice: repositories === undefined ? undefined : readChoice(repositories) };
}
