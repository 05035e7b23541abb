/** The people we know, by which names, and about whom somebody has to decide. */

import type { PersonSummary } from '@branchline/contract';
import { Badge } from '@branchline/issue-panel';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../api.ts';
import { ActionButton } from '../components/action-button.tsx';
import { Answer } from '../components/answer.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { identityText } from '../components/identity-name.tsx';
import { MoreButton } from '../components/more-button.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { SearchField } from '../components/search-field.tsx';
import { SelectFilter } from '../components/select-filter.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { Table, type Column } from '../components/table.tsx';
import { useFilters } from '../components/use-filters.ts';
import { peopleQuery, type PeopleFilter } from '../queries/people.ts';
import * as texts from '../texts.ts';

const words = texts.people;

const filters = (Object.keys(words.filters) as PeopleFilter[]).map((value) => ({ value, label: words.filters[value] }));

export function PeoplePage(): ReactElement {
  const [{ search = '', which }, change] = useFilters(['search', 'which']);
  const filter = filters.find(({ value }) => value === which)?.value;
  const people = useInfiniteQuery({ ...peopleQuery(search, filter), placeholderData: keepPreviousData });
  const count = people.data?.pages[0]?.count;
  return (
    <>
      <PageHeader
        title={words.title}
        lead={count === undefined ? undefined : words.lead(count)}
        actions={<ActionButton label={words.look} icon="refresh" run={() => api.findSuggestions({})} />}
      />
      <div className="filters">
        <SearchField
          label={words.search}
          placeholder={words.searchHint}
          search={search}
          onSearch={(typed) => change({ search: typed })}
        />
        <SelectFilter
          label={words.filter}
          any={words.any}
          options={filters}
          value={filter}
          onChange={(value) => change({ which: value })}
        />
      </div>
      <Answer query={people} skeleton={<SkeletonRows label={words.loading} />}>
        {(data) => {
          const found = data.pages.flatMap((page) => page.people);
          if (found.length === 0) return <Nobody isFiltered={search !== '' || filter !== undefined} />;
          return (
            <>
              <PeopleTable people={found} />
              <MoreButton label={words.more} query={people} />
            </>
          );
        }}
      </Answer>
    </>
  );
}

function Nobody({ isFiltered }: { readonly isFiltered: boolean }): ReactElement {
  return isFiltered ? (
    <EmptyState title={words.noMatch}>{words.noMatchText}</EmptyState>
  ) : (
    <EmptyState title={words.none}>{words.noneText}</EmptyState>
  );
}

function PeopleTable({ people }: { readonly people: readonly PersonSummary[] }): ReactElement {
  const columns = peopleColumns();
  return <Table label={words.title} rows={people} rowKey={({ id }) => String(id)} columns={columns} />;
}

function peopleColumns(): readonly Column<PersonSummary>[] {
  return [
    {
      key: 'person',
      header: words.columns.person,
      cell: ({ id, title }) => (
        <Link to="/people/$id" params={{ id: String(id) }} className="row-link break">
          {title}
        </Link>
      ),
    },
    {
      key: 'known',
      header: words.columns.known,
      kind: 'wide',
      cell: ({ identities }) => <span className="break">{identities.map(identityText).join(', ')}</span>,
    },
    { key: 'state', header: words.columns.state, kind: 'nowrap', cell: (person) => <PersonState person={person} /> },
  ];
}

function PersonState({ person }: { readonly person: PersonSummary }): ReactElement {
  const { conflict, suggestions, identities } = person;
  if (conflict !== null) {
    return (
      <Badge tone="danger" title={conflict}>
        {words.ambiguous}
      </Badge>
    );
  }
  if (suggestions > 0) return <Badge tone="warning">{words.suggestions(suggestions)}</Badge>;
  const isAtJira = identities.some(({ kind }) => kind === 'jira-account');
  return <Badge tone={isAtJira ? 'success' : 'neutral'}>{isAtJira ? words.clear : words.withoutJira}</Badge>;
}
