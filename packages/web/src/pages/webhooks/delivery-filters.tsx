/** Filters of the log of webhooks. */

import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { SearchField } from '../../components/search-field.tsx';
import { SelectFilter } from '../../components/select-filter.tsx';
import { integrationNamesQuery } from '../../queries/jira-site-parts.ts';
import * as texts from '../../texts.ts';
import { deliveryOutcomes, type DeliveryFilterState } from './use-delivery-filters.ts';

const words = texts.webhooks;
const labels = words.filters;

export function DeliveryFilters({ words: said, wanted, change }: DeliveryFilterState): ReactElement {
  const { data } = useQuery(integrationNamesQuery);
  const integrations = (data?.integrations ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <div className="filters">
      <SearchField
        label={words.find}
        placeholder={words.findPlaceholder}
        search={said.search ?? ''}
        onSearch={(search) => change({ search })}
      />
      <SelectFilter
        label={labels.outcome}
        any={labels.anyOutcome}
        options={deliveryOutcomes.map((value) => ({ value, label: words.outcomes[value] }))}
        value={wanted.outcome}
        onChange={(outcome) => change({ outcome })}
      />
      <SelectFilter
        label={labels.integration}
        any={labels.anyIntegration}
        options={integrations}
        value={said.integration}
        onChange={(integration) => change({ integration })}
      />
      <SelectFilter
        label={labels.matched}
        any={labels.anyMatched}
        options={[
          { value: 'yes', label: labels.matchedYes },
          { value: 'no', label: labels.matchedNo },
        ]}
        value={wanted.matched}
        onChange={(matched) => change({ matched })}
      />
      <input
        className="filter-text"
        aria-label={labels.event}
        placeholder={labels.eventPlaceholder}
        defaultValue={said.event ?? ''}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => change({ event: event.currentTarget.value.trim() })}
      />
      <Moment label={labels.since} value={said.since} onChange={(since) => change({ since })} />
      <Moment label={labels.until} value={said.until} onChange={(until) => change({ until })} />
      {wanted.repository !== undefined && (
        <button type="button" className="bl-button" onClick={() => change({ repository: '' })}>
          {labels.repository(String(wanted.repository))} – {labels.everyRepository}
        </button>
      )}
    </div>
  );
}

interface MomentProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
}

function Moment({ label, value = '', onChange }: MomentProps): ReactElement {
  return (
    <label className="filter-moment">
      <span className="quiet">{label}</span>
      <input
        className="filter-text"
        type="datetime-local"
        defaultValue={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}
