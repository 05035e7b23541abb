/** What the overview asks. */

import type { Overview } from '@branchline/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { anyMoves, isSending } from './moving.ts';
import { pace } from './pace.ts';

/** An integration without repositories is new for so long. */
const listingMilliseconds = 10 * 60_000;

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => api.showOverview({}, signal),
  refetchInterval: (query) => (overviewMoves(query.state.data) ? pace.moving : pace.still),
});

/** Its list is most likely still on its way; one that stays empty is not asked about every second for ever. */
function isListing({ repositories, addedAt }: Overview['integrations'][number]): boolean {
  return repositories.length === 0 && Date.now() - Date.parse(addedAt) < listingMilliseconds;
}

function overviewMoves(overview: Overview | undefined): boolean {
  if (overview === undefined) return false;
  return (
    overview.integrations.some((each) => anyMoves(each.repositories) || isListing(each)) ||
    overview.jiraSites.some(isSending)
  );
}
