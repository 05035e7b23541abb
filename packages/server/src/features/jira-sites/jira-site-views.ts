/** A Jira site as people look at it: what was sent, what waits, what was refused. */

import { mayPush, type JiraSiteId, type Repository } from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';
import type { PushStream } from '../../ports/store/pushes.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';

export interface SendingCounts {
  readonly sent: number;
  readonly waiting: number;
  readonly refused: number;
}

export interface JiraSiteView extends SendingCounts {
  readonly site: JiraSiteRow;
  readonly repositories: readonly (SendingCounts & { readonly repository: Repository })[];
}

async function countsOf(tables: Tables, repository: Repository, site: JiraSiteId): Promise<SendingCounts> {
  async function waitingIn(stream: PushStream): Promise<number> {
    const upTo = await tables.pushes.pushedUpTo(repository.id, site, stream);
    return tables.development.countChangedAfter(repository.id, stream, upTo);
  }
  const [{ accepted, refused }, live, history] = await Promise.all([
    tables.pushes.counts(repository.id, site),
    waitingIn('live'),
    waitingIn('history'),
  ]);
  return { sent: accepted, waiting: live + history, refused };
}

/** The site with its associated repositories. */
export async function jiraSiteView(tables: Tables, site: JiraSiteRow): Promise<JiraSiteView> {
  const associations = await tables.associations.list(site.id);
  const all = await tables.repositories.list();
  const associated = all.filter(({ id, integrationId }) =>
    mayPush({ jiraSiteId: site.id, integrationId, repositoryId: id }, associations),
  );
  const repositories = await Promise.all(
    associated.map(async (repository) => ({ repository, ...(await countsOf(tables, repository, site.id)) })),
  );
  function sum(name: keyof SendingCounts): number {
    return repositories.reduce((total, counts) => total + counts[name], 0);
  }
  return { site, sent: sum('sent'), waiting: sum('waiting'), refused: sum('refused'), repositories };
}

/** All sites in the order they were added. */
export async function jiraSiteViews(tables: Tables): Promise<readonly JiraSiteView[]> {
  return Promise.all((await tables.jiraSites.list()).map((site) => jiraSiteView(tables, site)));
}
