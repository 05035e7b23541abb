/** Goes on through pages in which nothing was left to see, so that an empty one is not taken for the end. */

import { useEffect } from 'react';

/** Pages asked for without anybody pressing: behind that, the button to go on does it. */
const mostPages = 10;

interface PagedQuery {
  readonly data: { readonly pages: readonly unknown[] } | undefined;
  readonly hasNextPage: boolean;
  readonly isFetching: boolean;
  readonly isError: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

/** Whether it is still looking for the first. @param found what all pages so far had */
export function useFill(query: PagedQuery, found: number): boolean {
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;
  const pages = data?.pages.length ?? 0;
  const goesOn = found === 0 && hasNextPage && !isError && pages < mostPages;
  // One page may end and the next be due within one drawing: the number tells them apart.
  const due = goesOn && !isFetching ? pages : undefined;
  useEffect(() => {
    if (due !== undefined) void fetchNextPage();
  }, [due, fetchNextPage]);
  return goesOn;
}
