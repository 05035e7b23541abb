/** All integrations with their state, to be found, sorted, and acted on many at once. */

import type { IntegrationLine } from '@branchline/contract';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../api.ts';
import { Answer } from '../components/answer.tsx';
import { BulkAction } from '../components/bulk-action.tsx';
import { BulkBar } from '../components/bulk-bar.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { MoreButton } from '../components/more-button.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { SearchField } from '../components/search-field.tsx';
import { SelectFilter } from '../components/select-filter.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { stateOptions } from '../components/state-badge.tsx';
import { Table } from '../components/table.tsx';
import { useFilters } from '../components/use-filters.ts';
import { useNow } from '../components/use-now.ts';
import { gitServicesQuery } from '../queries/integration-drafts.ts';
import { integrationSorts, integrationsQuery, type IntegrationsWanted } from '../queries/integrations.ts';
import * as texts from '../texts.ts';
import { integrationColumns } from './integration/integration-columns.tsx';

const words = texts.integrations;
const filterNames = ['search', 'service', 'state', 'attention', 'sort', 'order'] as const;
const attentions = ['yes', 'no'] as const;

type Filters = ReturnType<typeof useFilters<(typeof filterNames)[number]>>;

/** An address may say anything. */
function wantedFrom([filters]: Filters): IntegrationsWanted {
  const { search, service, order } = filters;
  return {
    search,
    service,
    state: stateOptions.find(({ value }) => value === filters.state)?.value,
    attention: attentions.find((each) => each === filters.attention),
    sort: integrationSorts.find((each) => each === filters.sort),
    order: order === 'descending' ? order : undefined,
  };
}

export function IntegrationsPage(): ReactElement {
  const filters = useFilters(filterNames);
  const wanted = wantedFrom(filters);
  const integrations = useInfiniteQuery({ ...integrationsQuery(wanted), placeholderData: keepPreviousData });
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={
          <Link to="/integrations/new" className="bl-button button-primary">
            {words.add}
          </Link>
        }
      />
      <FilterBar filters={filters} wanted={wanted} />
      <Answer query={integrations} skeleton={<SkeletonRows label={words.loading} />}>
        {({ pages }) => {
          const lines = pages.flatMap((page) => page.integrations);
          if (lines.length === 0) return <Nothing wanted={wanted} />;
          return (
            <>
              <Lines lines={lines} filters={filters} wanted={wanted} />
              <MoreButton label={words.more} query={integrations} />
            </>
          );
        }}
      </Answer>
    </>
  );
}

interface FilterBarProps {
  readonly filters: Filters;
  readonly wanted: IntegrationsWanted;
}

function FilterBar({ filters: [, change], wanted }: FilterBarProps): ReactElement {
  const services = useQuery(gitServicesQuery).data?.gitServices ?? [];
  return (
    <div className="filters">
      <SearchField
        label={words.search.label}
        placeholder={words.search.placeholder}
        search={wanted.search ?? ''}
        onSearch={(search) => change({ search })}
      />
      <SelectFilter
        label={words.filters.service}
        any={words.filters.anyService}
        options={services.map(({ id, title }) => ({ value: id, label: title }))}
        value={wanted.service}
        onChange={(service) => change({ service })}
      />
      <SelectFilter
        label={words.filters.state}
        any={words.filters.anyState}
        options={stateOptions}
        value={wanted.state}
        onChange={(state) => change({ state })}
      />
      <SelectFilter
        label={words.attention.label}
        any={words.attention.any}
        options={attentions.map((value) => ({ value, label: words.attention[value] }))}
        value={wanted.attention}
        onChange={(attention) => change({ attention })}
      />
    </div>
  );
}

interface LinesProps extends FilterBarProps {
  readonly lines: readonly IntegrationLine[];
}

function Lines({ lines, filters: [, change], wanted }: LinesProps): ReactElement {
  const now = useNow();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const chosen = lines.filter(({ id }) => selected.has(String(id)));
  const { bulk } = words;
  return (
    <>
      <Table
        label={words.title}
        rows={lines}
        rowKey={({ id }) => String(id)}
        columns={integrationColumns(now)}
        selection={{ selected, onChange: setSelected, nameOf: ({ name }) => name }}
        sorting={{
          by: wanted.sort ?? 'name',
          isDescending: wanted.order === 'descending',
          onSort: (sort, isDescending) => change({ sort, order: isDescending ? 'descending' : undefined }),
        }}
      />
      <BulkBar count={chosen.length} onClear={() => setSelected(new Set())}>
        <BulkAction
          label={bulk.reindex}
          icon="refresh"
          rows={chosen}
          run={({ id }) => api.reindexIntegration({ params: { id } })}
        />
        <BulkAction
          label={bulk.pause}
          icon="pause"
          rows={chosen}
          run={({ id }) => api.pauseIntegration({ params: { id }, body: {} })}
        />
        <BulkAction
          label={bulk.resume}
          icon="play"
          rows={chosen}
          run={({ id }) => api.resumeIntegration({ params: { id } })}
        />
        <BulkAction
          label={bulk.check}
          icon="key"
          rows={chosen}
          run={({ id }) => api.checkIntegration({ params: { id } })}
        />
      </BulkBar>
    </>
  );
}

function Nothing({ wanted }: { readonly wanted: IntegrationsWanted }): ReactElement {
  const { search, service, state, attention } = wanted;
  if ([search, service, state, attention].some((each) => each !== undefined)) {
    return <EmptyState title={words.noMatch.title}>{words.noMatch.text}</EmptyState>;
  }
  return (
    <EmptyState
      title={words.empty.title}
      action={
        <Link to="/integrations/new" className="bl-button button-primary">
          {words.add}
        </Link>
      }
    >
      {words.empty.text}
    </EmptyState>
  );
}
