/** What the audit log is filtered by; it lives in the address. */

import type { ReactElement } from 'react';
import { FilterField } from '../../components/filter-field.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { SelectFilter } from '../../components/select-filter.tsx';
import * as texts from '../../texts.ts';

const words = texts.audit;

export const filterNames = ['search', 'who', 'what', 'about', 'result', 'since', 'until'] as const;

type Search = { readonly [Name in (typeof filterNames)[number]]?: string | undefined };

export interface AuditFilterBarProps {
  readonly search: Search;
  readonly onChange: (changed: Search) => void;
}

const deeds = Object.entries(words.subjects).map(([value, label]) => ({ value, label }));
const results = Object.entries(words.results).map(([value, label]) => ({ value, label }));

export function AuditFilterBar({ search, onChange }: AuditFilterBarProps): ReactElement {
  return (
    <div className="filters">
      <SearchField
        label={words.search}
        placeholder={words.searchHint}
        search={search.search ?? ''}
        onSearch={(typed) => onChange({ search: typed })}
      />
      <SelectFilter
        label={words.what}
        any={words.anyDeed}
        options={deeds}
        value={search.what}
        onChange={(value) => onChange({ what: value })}
      />
      <SelectFilter
        label={words.result}
        any={words.anyResult}
        options={results}
        value={search.result}
        onChange={(value) => onChange({ result: value })}
      />
      <FilterField
        key={`who ${search.who ?? ''}`}
        label={words.who}
        placeholder={`${words.who}: ${words.whoHint}`}
        value={search.who ?? ''}
        onChange={(who) => onChange({ who })}
      />
      <FilterField
        key={`about ${search.about ?? ''}`}
        label={words.about}
        placeholder={`${words.about}: ${words.aboutHint}`}
        value={search.about ?? ''}
        onChange={(about) => onChange({ about })}
      />
      <DayFilter label={words.since} value={search.since} onChange={(since) => onChange({ since })} />
      <DayFilter label={words.until} value={search.until} onChange={(until) => onChange({ until })} />
    </div>
  );
}

interface DayFilterProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
}

function DayFilter({ label, value = '', onChange }: DayFilterProps): ReactElement {
  return (
    <label className="filter-label">
      {label}{' '}
      <input
        type="date"
        className="filter filter-text"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}
