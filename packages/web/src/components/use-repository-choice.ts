/** The choice of an integration's repositories while somebody makes it: the list so far, ticks, rules, and saving. */

import type { ListedRepository, RepositoryChoice, ResponseOf } from '@branchline/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api } from '../api.ts';
import { listedRepositoriesQuery, repositoryChoiceQuery } from '../queries/repository-choice.ts';
import {
  choiceFrom,
  draftFrom,
  isTicked,
  leftOutBecause,
  type ChoiceDraft,
  type LeftOutBecause,
} from './repository-choice-draft.ts';
import type { LeftOut } from './repository-rows.ts';
import { useEdit, type Edit } from './use-edit.ts';

export type ChoiceState = ResponseOf<'showRepositoryChoice'>;

export interface EditedChoice {
  readonly entries: readonly ListedRepository[];
  readonly draft: ChoiceDraft;
  readonly leftOut: LeftOut;
  /** That would be indexed. */
  readonly count: number;
  /** Ticks differ from "all", and there may be entries that were not listed yet. */
  readonly mustWait: boolean;
  readonly isChanged: boolean;
  readonly change: (draft: ChoiceDraft) => void;
  readonly save: () => void;
  readonly edit: Edit<RepositoryChoice>;
}

export interface ChoiceOptions {
  readonly integrationId: number;
  readonly state: ChoiceState;
  readonly entries: readonly ListedRepository[];
  readonly onSaved?: ((count: number) => void) | undefined;
}

/** Everything of the list that is there, and what is said about it. */
export function useListed(integrationId: number) {
  const state = useQuery(repositoryChoiceQuery(integrationId));
  const walk = state.data?.walk ?? null;
  const listed = useQuery(listedRepositoriesQuery(integrationId, walk));
  return { state, listed };
}

export function useRepositoryChoice({ integrationId, state, entries, onSaved }: ChoiceOptions): EditedChoice {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftFrom(state.choice, entries));
  const [isChanged, setIsChanged] = useState(false);
  const leftOut = useLeftOut(entries, draft);
  const count = useMemo(
    () => entries.filter((entry) => isTicked(draft, entry) && !leftOut.has(entry.remoteId)).length,
    [entries, draft, leftOut],
  );
  const edit = useEdit({
    version: state.version,
    send: (wish: RepositoryChoice, ifMatch) =>
      api.saveRepositoryChoice({
        params: { id: integrationId },
        body: wish,
        ...(ifMatch === undefined ? {} : { ifMatch }),
      }),
    load: () => queries.fetchQuery({ ...repositoryChoiceQuery(integrationId), staleTime: 0 }),
    onLoaded: ({ choice }) => {
      setDraft(draftFrom(choice, entries));
      setIsChanged(false);
    },
    onSaved: () => {
      setIsChanged(false);
      onSaved?.(count);
    },
  });
  return {
    entries,
    draft,
    leftOut,
    count,
    mustWait: state.walk?.isFinished !== true && draft.base === 'all' && draft.except.size > 0,
    isChanged,
    change: (changed) => {
      setIsChanged(true);
      setDraft(changed);
    },
    save: () => edit.save(choiceFrom(draft, entries, state.choice)),
    edit,
  };
}

/** Only the rules matter here: a tick must not go through all patterns again. */
function useLeftOut(entries: readonly ListedRepository[], draft: ChoiceDraft): LeftOut {
  const { include, exclude, takesArchived } = draft;
  return useMemo(() => {
    const found = new Map<string, LeftOutBecause>();
    for (const entry of entries) {
      const because = leftOutBecause({ include, exclude, takesArchived }, entry);
      if (because !== undefined) found.set(entry.remoteId, because);
    }
    return found;
  }, [entries, include, exclude, takesArchived]);
}
