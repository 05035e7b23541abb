/** The queue: what waits, runs and failed, why, and what can be done about it; and what Git services still allow. */

import { jobWords, type Job } from '@branchline/contract';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
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
import { Table } from '../components/table.tsx';
import { useFilters } from '../components/use-filters.ts';
import { useNow } from '../components/use-now.ts';
import { jobsQuery, queueQuery, type JobsWanted } from '../queries/jobs.ts';
import * as texts from '../texts.ts';
import { PauseDialog } from './integration/pause-dialog.tsx';
import { BudgetsSection } from './queue/budgets-section.tsx';
import { CancelDialog } from './queue/cancel-dialog.tsx';
import { jobColumns, nameOfJob } from './queue/job-columns.tsx';
import { QueueSwitch } from './queue/queue-switch.tsx';

const words = texts.queue;
const states = ['running', 'waiting', 'failed'] as const;
const kinds = Object.entries(jobWords).map(([value, label]) => ({ value, label }));

export function QueuePage(): ReactElement {
  const [filters, change] = useFilters(['search', 'state', 'kind']);
  const queue = useQuery(queueQuery(true));
  const wanted: JobsWanted = {
    search: filters.search,
    state: states.find((state) => state === filters.state),
    name: filters.kind,
  };
  const jobs = useInfiniteQuery({ ...jobsQuery(wanted), placeholderData: keepPreviousData });
  return (
    <>
      <PageHeader
        title={words.title}
        lead={queue.data && words.lead(queue.data.counts)}
        actions={queue.data && <QueueSwitch isPaused={queue.data.paused !== null} />}
      />
      <div className="filters">
        <SearchField
          label={words.search.label}
          placeholder={words.search.placeholder}
          search={filters.search ?? ''}
          onSearch={(search) => change({ search })}
        />
        <SelectFilter
          label={words.filters.state}
          any={words.filters.anyState}
          options={states.map((value) => ({ value, label: words.states[value] }))}
          value={filters.state}
          onChange={(state) => change({ state })}
        />
        <SelectFilter
          label={words.filters.kind}
          any={words.filters.anyKind}
          options={kinds}
          value={filters.kind}
          onChange={(kind) => change({ kind })}
        />
      </div>
      <Answer query={jobs} skeleton={<SkeletonRows label={words.loading} />}>
        {({ pages }) => {
          const found = pages.flatMap((page) => page.jobs);
          if (found.length === 0) return <Nothing isFiltered={Object.keys(filters).length > 0} />;
          return (
            <>
              <Jobs jobs={found} />
              <MoreButton label={words.more} query={jobs} />
            </>
          );
        }}
      </Answer>
      <BudgetsSection />
    </>
  );
}

function Jobs({ jobs }: { readonly jobs: readonly Job[] }): ReactElement {
  const now = useNow();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [cancelling, setCancelling] = useState<Job>();
  const [pausing, setPausing] = useState<Job>();
  const chosen = jobs.filter(({ id }) => selected.has(id));
  const rows = chosen.map((job) => ({ id: job.id, name: nameOfJob(job) }));
  const cancellable = chosen.filter(({ keptBecause }) => keptBecause === null);
  return (
    <>
      <Table
        label={words.table}
        rows={jobs}
        rowKey={({ id }) => id}
        columns={jobColumns(now, { onCancel: setCancelling, onPause: setPausing })}
        selection={{ selected, onChange: setSelected, nameOf: nameOfJob }}
      />
      <BulkBar count={chosen.length} onClear={() => setSelected(new Set())}>
        <BulkAction
          label={words.actions.retry}
          icon="refresh"
          rows={rows}
          run={({ id }) => api.retryJob({ params: { id } })}
        />
        <BulkAction
          label={words.actions.cancel}
          icon="close"
          rows={cancellable.map((job) => ({ id: job.id, name: nameOfJob(job) }))}
          run={({ id }) => api.cancelJob({ params: { id } })}
        />
      </BulkBar>
      {pausing?.integration !== undefined && pausing.integration !== null && (
        <PauseDialog {...pausing.integration} onClose={() => setPausing(undefined)} />
      )}
      {cancelling !== undefined && <CancelDialog job={cancelling} onClose={() => setCancelling(undefined)} />}
    </>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }): ReactElement {
  const { title, text } = isFiltered ? words.noMatch : words.empty;
  return <EmptyState title={title}>{text}</EmptyState>;
}
