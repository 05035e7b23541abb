/** Choosing repositories at the door: the choice, the list to choose from, its owners. */

import type { ListedRepository, RepositoryChoiceState } from '@branchline/contract';
import type { IntegrationId } from '@branchline/domain';
import {
  discoverAgain,
  saveRepositoryChoice,
  type SaveRepositoryChoiceDeps,
} from '../../features/integrations/save-repository-choice.ts';
import type { Listing } from '../../ports/store/listings.ts';
import type { Handlers } from '../mount-routes.ts';
import { moment } from '../present/repository.ts';
import { notFound } from '../problems.ts';
import { readChoice } from '../read-choice.ts';

export type RepositoryChoiceHandlersDeps = SaveRepositoryChoiceDeps;

type Names =
  | 'showRepositoryChoice'
  | 'saveRepositoryChoice'
  | 'listListedRepositories'
  | 'listRepositoryOwners'
  | 'discoverRepositories';

function presentListing({ activeAt, webUrl, because, ...listing }: Listing): ListedRepository {
  return { ...listing, webUrl: webUrl ?? null, activeAt: moment(activeAt), because: because ?? null };
}

export function repositoryChoiceHandlers(deps: RepositoryChoiceHandlersDeps): Pick<Handlers, Names> {
  const { listings, integrations } = deps.store;

  async function mustExist(id: IntegrationId): Promise<void> {
    if ((await integrations.get(id)) === undefined) throw notFound('integration');
  }

  async function stateOf(id: IntegrationId): Promise<RepositoryChoiceState> {
    const { choice } = await listings.choice(id);
    const walk = await listings.walkStanding(id);
    const { current, futureInOwners, include, exclude, apiPath, filter } = choice;
    return {
      choice: {
        ...choice,
        current: current === 'all' ? current : [...current],
        futureInOwners: futureInOwners === 'all' ? futureInOwners : [...futureInOwners],
        include: [...include],
        exclude: [...exclude],
        apiPath: apiPath ?? null,
        filter: filter ?? null,
      },
      walk: walk === undefined ? null : presentWalk(walk),
    };
  }

  return {
    async showRepositoryChoice({ params }) {
      await mustExist(params.id);
      return stateOf(params.id);
    },
    async saveRepositoryChoice({ params, body }) {
      if (!(await saveRepositoryChoice(deps, params.id, readChoice(body)))) throw notFound('integration');
      return stateOf(params.id);
    },
    async listListedRepositories({ params, query }) {
      await mustExist(params.id);
      const { search, owner, taken, after, limit } = query;
      const isTaken = taken === undefined ? undefined : taken === 'yes';
      const page = await listings.page(params.id, { search, owner, isTaken, after, limit });
      return { repositories: page.listings.map(presentListing), next: page.next ?? null };
    },
    async listRepositoryOwners({ params }) {
      await mustExist(params.id);
      return { owners: [...(await listings.owners(params.id))] };
    },
    async discoverRepositories({ params }) {
      if (!(await discoverAgain(deps, params.id))) throw notFound('integration');
    },
  };
}

function presentWalk(walk: {
  readonly seen: number;
  readonly isFinished: boolean;
  readonly startedAt: Date;
  readonly finishedAt: Date | undefined;
}): NonNullable<RepositoryChoiceState['walk']> {
  const { seen, isFinished, startedAt, finishedAt } = walk;
  return { seen, isFinished, startedAt: startedAt.toISOString(), finishedAt: moment(finishedAt) };
}
