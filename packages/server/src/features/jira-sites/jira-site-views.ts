/** A Jira site as people look at it: what was sent, what waits, what was refused. */

import { mayPush, type Repository } from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';
import type { SendingStanding } from '../../ports/store/pushes.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';

/** In commits, branches and pull requests. */
export interface SendingCounts {
  readonly sent: number;
  readonly waiting: number;
  /** Of those that wait: what was there already when it was first read. */
  readonly waitingHistory: number;
  readonly refused: number;
}

export interface JiraSiteView extends SendingCounts {
  readonly site: JiraSiteRow;
  /** Registered, installed or not. */
  readonly hasForgeApp: boolean;
  /** Those that the site may see. */
  readonly repositories: readonly (SendingCounts & { readonly repository: Repository })[];
}

const nothingSent = { sent: 0, refused: 0, waitingEvents: 0, waitingHistory: 0 };

function countsFrom({ sent, refused, waitingEvents, waitingHistory }: Omit<SendingStanding, 'repositoryId'>) {
  return { sent, refused, waiting: waitingEvents + waitingHistory, waitingHistory };
}

async function viewAmong(tables: Tables, site: JiraSiteRow, all: readonly Repository[]): Promise<JiraSiteView> {
  const associations = await tables.associations.list(site.id);
  const associated = all.filter(({ id, integrationId }) =>
    mayPush({ jiraSiteId: site.id, integrationId, repositoryId: id }, associations),
  );
  const ids = associated.map(({ id }) => id);
  const standing = ids.length === 0 ? [] : await tables.pushes.standing(site.id, ids);
  const byRepository = new Map(standing.map((each) => [each.repositoryId, each]));
  const repositories = associated.map((repository) => ({
    repository,
    ...countsFrom(byRepository.get(repository.id) ?? nothingSent),
  }));
  function sum(name: keyof SendingCounts): number {
    return repositories.reduce((total, counts) => total + counts[name], 0);
  }
  return {
    site,
    hasForgeApp: (await tables.forge.app(site.id)) !== undefined,
    sent: sum('sent'),
    waiting: sum('waiting'),
    waitingHistory: sum('waitingHistory'),
    refused: sum('refused'),
    repositories,
  };
}

/** The site with its associated repositories. */
export async function jiraSiteView(tables: Tables, site: JiraSiteRow): Promise<JiraSiteView> {
  return viewAmong(tables, site, await tables.repositories.list());
}

/** All sites in the order they were added. */
export async function jiraSiteViews(tables: Tables): Promise<readonly JiraSiteView[]> {
  const sites = await tables.jiraSites.list();
  if (sites.length === 0) return [];
  const repositories = await tables.repositories.list();
  return Promise.all(sites.map((site) => viewAmong(tables, site, repositories)));
}

/** Shown first: where something waits or was refused, those with most of it. */
export function mostConcerned(repositories: JiraSiteView['repositories'], limit: number): JiraSiteView['repositories'] {
  if (repositories.length <= limit) return repositories;
  const concern = ({ waiting, refused }: SendingCounts) => waiting + refused;
  return repositories.toSorted((a, b) => concern(b) - concern(a)).slice(0, limit);
}
