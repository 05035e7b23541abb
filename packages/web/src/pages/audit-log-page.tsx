/** Who did what, to what, from where, and what came of it: filtered, page by page, and as a file. */

import type { AuditEntry } from '@branchline/contract';
import { Badge, RelativeTime, exactTime } from '@branchline/issue-panel';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../components/answer.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { MoreButton } from '../components/more-button.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { Table, type Column } from '../components/table.tsx';
import { useFilters } from '../components/use-filters.ts';
import { useNow } from '../components/use-now.ts';
import { auditLogQuery } from '../queries/audit-log.ts';
import * as texts from '../texts.ts';
import { AuditFilterBar, filterNames } from './audit-log/audit-filter-bar.tsx';
import { ExportLinks } from './audit-log/export-links.tsx';
import { filtersFrom } from './audit-log/filters-from.ts';

const words = texts.audit;

const tones = { done: 'success', refused: 'warning', failed: 'danger' } as const;

export function AuditLogPage(): ReactElement {
  const [search, change] = useFilters(filterNames);
  const filters = filtersFrom(search);
  const log = useInfiniteQuery({ ...auditLogQuery(filters), placeholderData: keepPreviousData });
  const lookedBackTo = log.data?.pages.at(-1)?.lookedBackTo ?? null;
  const more = lookedBackTo === null ? words.more : words.searchFurther(exactTime(new Date(lookedBackTo)));
  const kept = log.data?.pages[0]?.keptDays;
  return (
    <>
      <PageHeader
        title={words.title}
        lead={
          kept !== undefined && (
            <>
              {words.kept(kept)}{' '}
              <Link to="/settings" search={{ tab: 'retention' }}>
                {words.retention}
              </Link>
            </>
          )
        }
        actions={<ExportLinks filters={filters} />}
      />
      <AuditFilterBar search={search} onChange={change} />
      <Answer query={log} skeleton={<SkeletonRows label={words.loading} />}>
        {(data) => {
          const entries = data.pages.flatMap((page) => page.entries);
          if (entries.length === 0 && !log.hasNextPage) return <Nothing isFiltered={Object.keys(filters).length > 0} />;
          return (
            <>
              {entries.length > 0 && <EntryTable entries={entries} />}
              <MoreButton label={more} query={log} />
            </>
          );
        }}
      </Answer>
    </>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }): ReactElement {
  return isFiltered ? (
    <EmptyState title={words.noMatch}>{words.noMatchText}</EmptyState>
  ) : (
    <EmptyState title={words.none}>{words.noneText}</EmptyState>
  );
}

function EntryTable({ entries }: { readonly entries: readonly AuditEntry[] }): ReactElement {
  const now = useNow();
  const columns = entryColumns(now);
  return <Table label={words.title} rows={entries} rowKey={({ id }) => String(id)} columns={columns} />;
}

function entryColumns(now: Date): readonly Column<AuditEntry>[] {
  return [
    { key: 'what', header: words.columns.what, cell: ({ what }) => <Deed what={what} /> },
    { key: 'at', header: words.columns.at, kind: 'nowrap', cell: ({ at }) => <RelativeTime at={at} now={now} /> },
    {
      key: 'who',
      header: words.columns.who,
      kind: 'nowrap',
      cell: ({ who, whoName }) => <Named subject={who} name={whoName ?? nameOf(who)} filter="who" />,
    },
    {
      key: 'about',
      header: words.columns.about,
      kind: 'nowrap',
      cell: ({ about, aboutName }) => <Named subject={about} name={aboutName ?? undefined} filter="about" />,
    },
    {
      key: 'result',
      header: words.columns.result,
      kind: 'nowrap',
      cell: ({ result }) => <Badge tone={tones[result]}>{words.results[result]}</Badge>,
    },
    {
      key: 'origin',
      header: words.columns.origin,
      kind: 'wide',
      cell: ({ origin }) => <span className="break">{origin}</span>,
    },
    {
      key: 'note',
      header: words.columns.note,
      kind: 'wide',
      cell: ({ note }) => <span className="break">{note}</span>,
    },
  ];
}

/** In words where there are some; its name is what filters and files know. */
function Deed({ what }: { readonly what: string }): ReactElement {
  if (!Object.hasOwn(words.deeds, what)) return <code>{what}</code>;
  return <span title={what}>{words.deeds[what as keyof typeof words.deeds]}</span>;
}

function nameOf(who: string): string | undefined {
  return Object.hasOwn(words.people, who) ? words.people[who as keyof typeof words.people] : undefined;
}

interface NamedProps {
  readonly subject: string;
  readonly name: string | undefined;
  readonly filter: 'who' | 'about';
}

/** A click shows everything of the same. */
function Named({ subject, name, filter }: NamedProps): ReactElement {
  return (
    <Link to="/audit-log" search={{ [filter]: subject }} className="break" title={subject}>
      {name ?? subject}
    </Link>
  );
}
