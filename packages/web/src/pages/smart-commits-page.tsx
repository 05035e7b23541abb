/** What commit messages commanded, and what became of each command: filtered, explained, run again. */

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Answer } from '../components/answer.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { FilterField } from '../components/filter-field.tsx';
import { MoreButton } from '../components/more-button.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { SelectFilter } from '../components/select-filter.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { SmartCommandTable } from '../components/smart-command-table.tsx';
import { useFilters } from '../components/use-filters.ts';
import { smartCommandsQuery, type CommandsWanted } from '../queries/smart-commits.ts';
import * as texts from '../texts.ts';

const words = texts.smartCommits;

type StateWord = keyof typeof words.states;
const states = Object.keys(words.states) as readonly StateWord[];
const filterNames = ['state', 'project', 'repository', 'repositoryName', 'author', 'command', 'commit'] as const;
type Filters = { readonly [Name in (typeof filterNames)[number]]?: string | undefined };

/** An address may say anything; what does not fit filters nothing. */
function wantedBy({ state, project = '', repository = '', repositoryName, author, command, commit = '' }: Filters) {
  const wanted: CommandsWanted = {
    state: states.find((each) => each === state),
    project: /^[A-Za-z][A-Za-z0-9_]*$/u.test(project) ? project : undefined,
    repository: /^[1-9]\d{0,8}$/u.test(repository) ? Number(repository) : undefined,
    repositoryName,
    author,
    command: command?.replace(/^#/u, ''),
    commit: /^[0-9A-Fa-f]{4,64}$/u.test(commit) ? commit : undefined,
  };
  return wanted;
}

export function SmartCommitsPage(): ReactElement {
  const [filters, filter] = useFilters(filterNames);
  const commands = useInfiniteQuery({ ...smartCommandsQuery(wantedBy(filters)), placeholderData: keepPreviousData });
  const isFiltered = filterNames.some((name) => filters[name] !== undefined);
  const showAll = (): void => filter(Object.fromEntries(filterNames.map((name) => [name, undefined])));
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <FilterBar filters={filters} onFilter={filter} onShowAll={isFiltered ? showAll : undefined} />
      <Answer query={commands} skeleton={<SkeletonRows label={words.loading} />}>
        {({ pages }) => {
          const found = pages.flatMap((page) => page.commands);
          if (found.length === 0) {
            const { title, text } = isFiltered ? words.nothing : words.empty;
            return <EmptyState title={title}>{text}</EmptyState>;
          }
          return (
            <>
              <SmartCommandTable commands={found} />
              <MoreButton label={words.more} query={commands} />
            </>
          );
        }}
      </Answer>
    </>
  );
}

interface FilterBarProps {
  readonly filters: Filters;
  readonly onFilter: (changed: Filters) => void;
  /** Undefined: all are shown. */
  readonly onShowAll: (() => void) | undefined;
}

function FilterBar({ filters, onFilter, onShowAll }: FilterBarProps): ReactElement {
  const { project = '', repositoryName = '', author = '', command = '' } = filters;
  const fields = [
    ['project', words.filters.project, project],
    ['repositoryName', words.filters.repository, repositoryName],
    ['author', words.filters.author, author],
    ['command', words.filters.command, command],
  ] as const;
  return (
    <div className="page-header">
      <div className="filters">
        <SelectFilter
          label={words.filters.state}
          any={words.filters.anyState}
          options={states.map((state) => ({ value: state, label: words.states[state] }))}
          value={filters.state}
          onChange={(state) => onFilter({ state })}
        />
        {fields.map(([name, label, value]) => (
          <FilterField
            key={`${name} ${onShowAll === undefined ? 'all' : ''}`}
            label={label}
            placeholder={label}
            value={value}
            onChange={(typed) => onFilter({ [name]: typed })}
          />
        ))}
        {onShowAll !== undefined && (
          <button type="button" className="bl-button" onClick={onShowAll}>
            {words.filters.clear}
          </button>
        )}
      </div>
    </div>
  );
}
