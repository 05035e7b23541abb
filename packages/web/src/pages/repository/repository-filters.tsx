/** Filters of the list of repositories. */

import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { SearchField } from '../../components/search-field.tsx';
import { SelectFilter } from '../../components/select-filter.tsx';
import { stateWords } from '../../components/state-badge.tsx';
import { integrationNamesQuery } from '../../queries/jira-site-parts.ts';
import type { RepositoriesWanted } from '../../queries/repositories.ts';
import * as texts from '../../texts.ts';
import { remoteStates, repositoryStates, type RepositoryFilterWords } from './use-repository-filters.ts';

export interface RepositoryFiltersProps {
  readonly wanted: RepositoriesWanted;
  readonly onChange: (changed: RepositoryFilterWords) => void;
}

const words = texts.repositories;
const labels = words.filters;

export function RepositoryFilters({ wanted, onChange }: RepositoryFiltersProps): ReactElement {
  const { data } = useQuery(integrationNamesQuery);
  const integrations = (data?.integrations ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <div className="filters">
      <SearchField
        label={words.find}
        placeholder={words.findPlaceholder}
        search={wanted.search ?? ''}
        onSearch={(search) => onChange({ search })}
      />
      <SelectFilter
        label={labels.state}
        any={labels.anyState}
        options={repositoryStates.map((value) => ({ value, label: stateWords[value] }))}
        value={wanted.state}
        onChange={(state) => onChange({ state })}
      />
      <SelectFilter
        label={labels.integration}
        any={labels.anyIntegration}
        options={integrations}
        value={wanted.integration === undefined ? undefined : String(wanted.integration)}
        onChange={(integration) => onChange({ integration })}
      />
      <SelectFilter
        label={labels.remote}
        any={labels.anyRemote}
        options={remoteStates.map((value) => ({ value, label: words.remoteStates[value] }))}
        value={wanted.remote}
        onChange={(remote) => onChange({ remote })}
      />
      <SelectFilter
        label={labels.association}
        any={labels.anyAssociation}
        options={[
          { value: 'own', label: labels.own },
          { value: 'inherited', label: labels.inherited },
        ]}
        value={wanted.association}
        onChange={(association) => onChange({ association })}
      />
    </div>
  );
}
