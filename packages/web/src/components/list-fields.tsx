/** Another list of the service's API and a filter over it: tried on its first page before it takes over. */

import type { ListTrial } from '@branchline/contract';
import { ProblemView } from '@branchline/issue-panel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api, problemOf } from '../api.ts';
import * as texts from '../texts.ts';
import { copyText } from './copy-text.ts';
import { TextField } from './text-field.tsx';
import type { ChoiceState } from './use-repository-choice.ts';

export interface ListFieldsProps {
  readonly integrationId: number;
  readonly state: ChoiceState;
}

const words = texts.repositoryChoice.list;

function textOrNull(typed: string): string | null {
  return typed.trim() === '' ? null : typed.trim();
}

export function ListFields({ integrationId, state }: ListFieldsProps): ReactElement {
  const { choice, version } = state;
  const [apiPath, setApiPath] = useState(choice.apiPath ?? '');
  const [filter, setFilter] = useState(choice.filter ?? '');
  const queries = useQueryClient();
  const wish = { apiPath: textOrNull(apiPath), filter: textOrNull(filter) };
  const params = { id: integrationId };
  const trial = useMutation({ mutationFn: () => api.tryRepositoryList({ params, body: wish }) });
  // Ticks belong to the list that they were made in.
  const ticks = { current: 'all', futureInOwners: 'all' } as const;
  const takeOver = useMutation({
    mutationFn: () => api.saveRepositoryChoice({ params, body: { ...choice, ...ticks, ...wish }, ifMatch: version }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['integrations', integrationId] }),
  });
  const isChanged = wish.apiPath !== choice.apiPath || wish.filter !== choice.filter;
  const error = takeOver.error ?? trial.error;
  return (
    <div className="form">
      <p className="hint">{words.text}</p>
      <TextField
        label={words.apiPath}
        name="apiPath"
        hint={words.apiPathHint}
        isOptional
        value={apiPath}
        onChange={setApiPath}
        input={{ placeholder: words.apiPathExample }}
      />
      <TextField
        label={words.filter}
        name="filter"
        hint={words.filterHint}
        isOptional
        value={filter}
        onChange={setFilter}
        input={{ placeholder: words.filterExample }}
      />
      {error !== null && <ProblemView problem={problemOf(error)} onCopy={copyText} />}
      {trial.data !== undefined && <Tried trial={trial.data} />}
      {isChanged && <p className="hint">{words.changed}</p>}
      <div className="actions">
        <button type="button" className="bl-button" disabled={trial.isPending} onClick={() => trial.mutate()}>
          {words.try}
        </button>
        <button
          type="button"
          className="bl-button"
          disabled={takeOver.isPending || !isChanged}
          onClick={() => takeOver.mutate()}
        >
          {words.takeOver}
        </button>
      </div>
    </div>
  );
}

function Tried({ trial }: { readonly trial: ListTrial }): ReactElement {
  return (
    <div aria-live="polite">
      <p>{words.tried(trial.kept, trial.listed, trial.goesOn)}</p>
      <p className="quiet break">{trial.names.join(', ')}</p>
    </div>
  );
}
