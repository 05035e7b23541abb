/** How branches are called that people make for issues. */

import type { BranchNames } from '@branchline/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { Answer } from '../../components/answer.tsx';
import { EditConflictView } from '../../components/edit-conflict-view.tsx';
import { Form } from '../../components/form.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { useEdit } from '../../components/use-edit.ts';
import { branchNamesQuery } from '../../queries/settings.ts';
import * as texts from '../../texts.ts';
import { draftFrom, namesFrom, templateMistake, typesMistake } from './branch-names-draft.ts';
import { BranchNamesFields } from './branch-names-fields.tsx';
import { SavedNote } from './saved-note.tsx';

const words = texts.settings;

export function BranchNamesTab(): ReactElement {
  const names = useQuery(branchNamesQuery);
  return (
    <Answer query={names} skeleton={<SkeletonRows label={words.loading} />}>
      {(loaded) => <BranchNamesForm loaded={loaded} />}
    </Answer>
  );
}

type Loaded = BranchNames & { readonly version: string };

function BranchNamesForm({ loaded }: { readonly loaded: Loaded }): ReactElement {
  const [draft, setDraft] = useState(() => draftFrom(loaded));
  const [isSaved, setIsSaved] = useState(false);
  const queries = useQueryClient();
  const edit = useEdit({
    version: loaded.version,
    send: (body: BranchNames, ifMatch) => api.saveBranchNames({ body, ...(ifMatch === undefined ? {} : { ifMatch }) }),
    load: () => queries.fetchQuery({ ...branchNamesQuery, staleTime: 0 }),
    onLoaded: (there) => setDraft(draftFrom(there)),
    onSaved: () => setIsSaved(true),
  });
  const hasMistake = templateMistake(draft) !== undefined || typesMistake(draft) !== undefined;
  return (
    <>
      <p>{words.branchNames.text}</p>
      <Form
        action={words.save}
        busy={edit.isBusy || hasMistake}
        error={edit.error}
        onSend={() => edit.save(namesFrom(draft))}
      >
        <BranchNamesFields
          draft={draft}
          onChange={(changed) => {
            setIsSaved(false);
            setDraft(changed);
          }}
        />
        <EditConflictView conflict={edit.conflict} busy={edit.isBusy} />
      </Form>
      <SavedNote isSaved={isSaved} />
    </>
  );
}
