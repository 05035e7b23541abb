/** What a list of found things says while it is on its way, when it did not come, and when there is nothing in it. */

import type { UseQueryResult } from '@tanstack/react-query';
import { problemOf } from '../../api.ts';

type Found = Pick<UseQueryResult, 'isPending' | 'isFetching' | 'isPlaceholderData' | 'error'>;

/** What is there answers another search than the one that was typed. */
export function isUnderWay(found: Found, typed: string, asked: string): boolean {
  return typed !== asked || (found.isPending && found.isFetching) || found.isPlaceholderData;
}

/** Why there is nothing. @param nothing when there is simply nothing */
export function nothingOf({ error }: Found, nothing: string): string {
  if (error === null) return nothing;
  const { title, detail, remedy } = problemOf(error);
  return [detail ?? title, remedy].filter((sentence) => sentence !== undefined).join(' ');
}
