/** A Jira site as people look at it: what was sent, what waits, what was refused. */

import { pushedPlaces, type RepositoryId } from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';
import type { SendingNumbers } from '../../ports/store/pushes.ts';
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
  /** How many the site may see. */
  readonly repositoryCount: number;
  /** Of those, where most waits or was refused; as many as were asked for. */
  readonly repositories: readonly (SendingCounts & { readonly id: RepositoryId; readonly name: string })[];
}

function countsFrom({ sent, refused, waitingEvents, waitingHistory }: SendingNumbers): SendingCounts {
  return { sent, refused, waiting: waitingEvents + waitingHistory, waitingHistory };
}

/** The site, with so many of its repositories one by one. */
export async function jiraSiteView(tables: Tables, site: JiraSiteRow, shown = 0): Promise<JiraSiteView> {
  const places = pushedPlaces(await tables.associations.list(site.id));
  const standing = await tables.pushes.standing(site.id, places, shown);
  return {
    site,
    hasForgeApp: (await tables.forge.app(site.id)) !== undefined,
    ...countsFrom(standing),
    repositoryCount: standing.repositories,
    repositories: standing.mostConcerned.map(({ id, name, ...numbers }) => ({ id, name, ...countsFrom(numbers) })),
  };
}

/** All sites in the order they were added, without their repositories. */
export async function jiraSiteViews(tables: Tables): Promise<readonly JiraSiteView[]> {
  const sites = await tables.jiraSites.list();
  return Promise.all(sites.map((site) => jiraSiteView(tables, site)));
}
