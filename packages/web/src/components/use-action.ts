/** Something that the server is asked to do, after which pages show what is there now. */

import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';

/** @param onDone before the pages are brought up to date */
export function useAction<Wish, Result>(
  run: (wish: Wish) => Promise<Result>,
  onDone?: (result: Result) => void,
): UseMutationResult<Result, Error, Wish> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: async (result) => {
      onDone?.(result);
      await queries.invalidateQueries();
    },
  });
}
