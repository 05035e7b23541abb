/** Who is signed in, as far as it is known yet. */

import type { Me } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../queries/me.ts';
import type { PlaceFor } from './places.ts';

/** Undefined until the server has said. */
export function useMe(): Me | undefined {
  return useQuery(meQuery).data;
}

/** Whether a place is for them; somebody unknown is shown what everybody is. */
export function mayGo(me: Me | undefined, to: PlaceFor): boolean {
  if (to === 'everybody') return true;
  if (to === 'managers') return me !== undefined && me.role !== 'member';
  return me?.role === 'administrator';
}
