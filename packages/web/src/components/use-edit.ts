/** An edit that does not overwrite what somebody else saved meanwhile, unless it is wished. */

import { isProblemError } from '@branchline/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

/** Something that is shown with its version. */
interface Versioned {
  readonly version: string;
}

export interface EditOptions<Wish, Thing extends Versioned> {
  /** Of what the form was filled with. Later ones do not count: what is typed started from this one. */
  readonly version: string;
  /** Saves; passes the version on. The answer may be the thing with its new version. */
  readonly send: (wish: Wish, ifMatch: string | undefined) => Promise<Thing | void>;
  /** The thing as it is at the server, past all caches: `queries.fetchQuery({ ...query, staleTime: 0 })`. */
  readonly load: () => Promise<Thing>;
  /** Somebody would rather have what is there: the form is filled anew. */
  readonly onLoaded: (thing: Thing) => void;
  readonly onSaved?: () => void;
}

/** Somebody was faster; what was typed is still there. */
export interface EditConflict {
  /** Fills the form with what is there now. */
  readonly load: () => void;
  /** Saves what was typed all the same. */
  readonly overwrite: () => void;
}

export interface Edit<Wish> {
  readonly save: (wish: Wish) => void;
  readonly isBusy: boolean;
  /** What saving or loading ran into, but that somebody was faster; null: nothing. */
  readonly error: unknown;
  /** Shown by `EditConflictView`. */
  readonly conflict: EditConflict | undefined;
}

interface Attempt<Wish> {
  readonly wish: Wish;
  readonly ifMatch: string | undefined;
}

/** For a form that is there only once its thing is loaded. */
export function useEdit<Wish, Thing extends Versioned>(options: EditOptions<Wish, Thing>): Edit<Wish> {
  const { send, load, onLoaded, onSaved } = options;
  const queries = useQueryClient();
  const [version, setVersion] = useState(options.version);
  const saving = useMutation({
    mutationFn: ({ wish, ifMatch }: Attempt<Wish>) => send(wish, ifMatch),
    onSuccess: async (saved) => {
      if (saved !== undefined) setVersion(saved.version);
      await queries.invalidateQueries();
      onSaved?.();
    },
  });
  const loading = useMutation({
    mutationFn: load,
    onSuccess: (thing) => {
      setVersion(thing.version);
      saving.reset();
      onLoaded(thing);
    },
  });
  const tried = saving.variables;
  const isConflict = isProblemError(saving.error) && saving.error.problem.status === 412;
  return {
    save: (wish) => saving.mutate({ wish, ifMatch: version }),
    isBusy: saving.isPending || loading.isPending,
    error: loading.error ?? (isConflict ? null : saving.error),
    conflict:
      isConflict && tried !== undefined
        ? {
            load: () => loading.mutate(),
            overwrite: () => saving.mutate({ wish: tried.wish, ifMatch: undefined }),
          }
        : undefined,
  };
}
