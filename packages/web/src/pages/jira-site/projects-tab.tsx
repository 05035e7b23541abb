/** The projects of a Jira site: found by key and name, with who runs their smart commits and what they see. */

import { visibleText } from '@branchline/issue-panel';
import type { JiraProject, JiraProjectPage } from '@branchline/contract';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useFilters } from '../../components/use-filters.ts';
import { useSettled } from '../../components/use-settled.ts';
import { jiraProjectsQuery } from '../../queries/associations.ts';
import * as texts from '../../texts.ts';

const words = texts.jiraSites.projects;

const columns: readonly Column<JiraProject>[] = [
  {
    key: 'key',
    header: words.key,
    cell: ({ key, name }) => (
      <>
        <b className="break">{key}</b>
        {name !== null && (
          <span className="quiet break">
            <bdi>{visibleText(name)}</bdi>
          </span>
        )}
      </>
    ),
  },
  { key: 'former', header: words.former, kind: 'nowrap', cell: ({ formerKeys }) => formerKeys.join(', ') },
  { key: 'processor', header: words.processor, kind: 'nowrap', cell: ({ processor }) => words.processors[processor] },
  {
    key: 'sees',
    header: words.sees,
    kind: 'nowrap',
    cell: ({ seenBy: { integrations, repositories } }) => words.seenBy(integrations, repositories),
  },
];

export function ProjectsTab({ siteId }: { readonly siteId: number }): ReactElement {
  const [{ search = '' }, filter] = useFilters(['search']);
  const wanted = useSettled(search);
  const projects = useInfiniteQuery({ ...jiraProjectsQuery(siteId, wanted), placeholderData: keepPreviousData });
  return (
    <Answer query={projects} skeleton={<SkeletonRows label={words.loading} />}>
      {({ pages }) => {
        const [first] = pages;
        if (first?.isKnown !== true) return <NotKnown />;
        return (
          <>
            <div className="page-header">
              <div className="filters">
                <SearchField
                  label={words.search}
                  placeholder={words.placeholder}
                  search={search}
                  onSearch={(typed) => filter({ search: typed })}
                />
              </div>
              <span className="quiet" aria-live="polite">
                {words.lead(first.total)}
              </span>
            </div>
            <Found pages={pages} />
            <MoreButton label={words.more} query={projects} />
            <p className="quiet">
              <Link to="/settings" search={{ tab: 'projects', site: String(siteId) }}>
                {words.settings}
              </Link>
            </p>
          </>
        );
      }}
    </Answer>
  );
}

function NotKnown(): ReactElement {
  const add = (
    <Link to="." search={{ tab: 'credentials' }} className="bl-button">
      {words.unknown.action}
    </Link>
  );
  return (
    <EmptyState title={words.unknown.title} action={add}>
      {words.unknown.text}
    </EmptyState>
  );
}

function Found({ pages }: { readonly pages: readonly JiraProjectPage[] }): ReactElement {
  const found = pages.flatMap((page) => page.projects);
  if (found.length === 0) return <EmptyState title={words.nothing.title}>{words.nothing.text}</EmptyState>;
  return <Table label={words.label} rows={found} rowKey={({ key }) => key} columns={columns} />;
}
