/** What somebody says of which projects see a place at a Jira site, from what stands there until it is saved. */

import type { Grants } from '@branchline/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  placeAssociationQuery,
  saveAssociation,
  type AssociationWish,
  type PlaceAtSite,
} from '../queries/associations.ts';
import { draftFrom, grantsFrom, isSameDraft, noGrants, type AssociationDraft } from './association-draft.ts';
import { useEdit, type Edit } from './use-edit.ts';

/** What is said at a place itself. */
export interface SaidThere {
  /** Null: nothing. */
  readonly grants: Grants | null;
  readonly version: string;
}

export interface DraftOptions {
  readonly place: PlaceAtSite;
  readonly said: SaidThere;
  /** What a repository follows, or would. */
  readonly inherited: Grants | null;
  readonly onSaved?: (() => void) | undefined;
}

export interface EditedAssociation {
  readonly draft: AssociationDraft;
  readonly isChanged: boolean;
  /** It was saved, and nothing was changed since. */
  readonly isSaved: boolean;
  readonly change: (draft: AssociationDraft) => void;
  readonly undo: () => void;
  /** Nothing where nothing is changed. */
  readonly save: () => void;
  readonly edit: Edit<AssociationWish>;
}

/** A repository that says nothing shows what it inherits, to begin with. */
function draftOf(place: PlaceAtSite, said: Grants | null, inherited: Grants | null): AssociationDraft {
  const inherits = place.repositoryId !== undefined && said === null;
  return { inherits, grants: draftFrom(said ?? inherited ?? noGrants) };
}

/** As the server takes it. */
export function wishOf({ inherits, grants }: AssociationDraft): AssociationWish {
  return inherits ? { inherit: true } : { grants: grantsFrom(grants) };
}

export function useAssociationDraft({ place, said, inherited, onSaved }: DraftOptions): EditedAssociation {
  const queries = useQueryClient();
  const [saved, setSaved] = useState(() => draftOf(place, said.grants, inherited));
  const [draft, setDraft] = useState(saved);
  const [isDone, setIsDone] = useState(false);
  const edit = useEdit({
    version: said.version,
    send: (wish: AssociationWish, ifMatch) => saveAssociation(place, wish, ifMatch),
    load: () => queries.fetchQuery({ ...placeAssociationQuery(place), staleTime: 0 }),
    onLoaded: ({ grants }) => {
      const there = draftOf(place, grants, inherited);
      setSaved(there);
      setDraft(there);
    },
    onSaved: () => {
      setSaved(draft);
      setIsDone(true);
      onSaved?.();
    },
  });
  const isChanged = !isSameDraft(draft, saved);
  function change(changed: AssociationDraft): void {
    setIsDone(false);
    setDraft(changed);
  }
  return {
    draft,
    isChanged,
    isSaved: isDone && !isChanged,
    change,
    undo: () => change(saved),
    save: () => {
      if (isChanged) edit.save(wishOf(draft));
    },
    edit,
  };
}
