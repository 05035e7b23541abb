/** What single Jira projects have of their own: found among thousands, and changed one at a time. */

import type { ProjectSettingsView } from '@branchline/contract';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { SelectFilter } from '../../components/select-filter.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useFilters } from '../../components/use-filters.ts';
import { useSettled } from '../../components/use-settled.ts';
import { jiraSitesQuery } from '../../queries/jira-sites.ts';
import { projectSettingsQuery } from '../../queries/settings.ts';
import * as texts from '../../texts.ts';
import { ProjectForm } from './project-form.tsx';

const words = texts.settings.projects;

export function ProjectsTab(): ReactElement {
  const sites = useQuery(jiraSitesQuery);
  const [{ site, project }] = useFilters(['site', 'project']);
  return (
    <Answer query={sites} skeleton={<SkeletonRows label={texts.settings.loading} />}>
      {({ jiraSites }) => {
        const chosen = jiraSites.find(({ id }) => String(id) === site) ?? jiraSites[0];
        if (chosen === undefined) return <NoSite />;
        if (project !== undefined) return <ProjectForm key={project} siteId={chosen.id} project={project} />;
        const names = jiraSites.map(({ id, name }) => ({ value: String(id), label: name }));
        return <Projects siteId={chosen.id} sites={names} />;
      }}
    </Answer>
  );
}

function NoSite(): ReactElement {
  const add = (
    <Link to="/jira-sites/new" className="bl-button">
      {words.noSite.action}
    </Link>
  );
  return (
    <EmptyState title={words.noSite.title} action={add}>
      {words.noSite.text}
    </EmptyState>
  );
}

function columnsOf(siteId: number): readonly Column<ProjectSettingsView>[] {
  return [
    {
      key: 'project',
      header: words.key,
      cell: ({ project }) => (
        <Link to="." search={{ tab: 'projects', site: String(siteId), project }} className="row-link break">
          {project}
        </Link>
      ),
    },
    {
      key: 'template',
      header: words.template,
      cell: ({ effectiveBranchNames }) => <code className="break">{effectiveBranchNames.template}</code>,
    },
    {
      key: 'links',
      header: words.links,
      cell: ({ linkSourcesOff }) => (linkSourcesOff.length === 0 ? words.everywhere : words.without(linkSourcesOff)),
    },
    {
      key: 'processor',
      header: words.processor,
      kind: 'nowrap',
      cell: ({ smartCommitProcessor }) => words.processors[smartCommitProcessor],
    },
  ];
}

interface ProjectsProps {
  readonly siteId: number;
  readonly sites: readonly { readonly value: string; readonly label: string }[];
}

function Projects({ siteId, sites }: ProjectsProps): ReactElement {
  const [{ search = '', only }, filter] = useFilters(['search', 'only', 'site']);
  const wanted = { search: useSettled(search), onlySet: only === 'set' };
  const projects = useInfiniteQuery({ ...projectSettingsQuery(siteId, wanted), placeholderData: keepPreviousData });
  return (
    <>
      <p>{words.text}</p>
      <div className="filters">
        <SearchField
          label={words.search}
          placeholder={words.placeholder}
          search={search}
          onSearch={(typed) => filter({ search: typed })}
        />
        {sites.length > 1 && (
          <SelectFilter
            label={words.site}
            any={sites[0]?.label ?? ''}
            options={sites.slice(1)}
            value={String(siteId)}
            onChange={(site) => filter({ site })}
          />
        )}
        <SelectFilter
          label={words.show}
          any={words.onlySet}
          options={[{ value: 'set', label: words.set }]}
          value={only}
          onChange={(value) => filter({ only: value })}
        />
      </div>
      <Answer query={projects} skeleton={<SkeletonRows label={texts.settings.loading} />}>
        {({ pages }) => {
          const found = pages.flatMap((page) => page.projects);
          if (found.length === 0) return <EmptyState title={words.nothing.title}>{words.nothing.text}</EmptyState>;
          return (
            <>
              <p className="quiet" aria-live="polite">
                {words.total(pages[0]?.total ?? 0)}
              </p>
              <Table label={words.label} rows={found} rowKey={({ project }) => project} columns={columnsOf(siteId)} />
              <MoreButton label={words.more} query={projects} />
            </>
          );
        }}
      </Answer>
    </>
  );
}
