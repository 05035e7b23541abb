/** The Jira sites: how each is connected, what works there, and how sending stands. */

import type { JiraSiteSummary } from '@branchline/contract';
import { Icon } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../components/answer.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { isSelfManaged, needsSomebody, partsOf } from '../components/jira-standing.ts';
import { PageHeader } from '../components/page-header.tsx';
import { Sending } from '../components/sending-line.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { Table, type Column } from '../components/table.tsx';
import { useNow } from '../components/use-now.ts';
import { jiraSitesQuery } from '../queries/jira-sites.ts';
import * as texts from '../texts.ts';

const words = texts.jiraSites;

const columns: readonly Column<JiraSiteSummary>[] = [
  { key: 'site', header: words.columns.site, cell: (site) => <SiteName site={site} /> },
  { key: 'parts', header: words.columns.parts, kind: 'wide', cell: connectedBy },
  { key: 'works', header: words.columns.works, kind: 'wide', cell: whatWorks },
  { key: 'sending', header: words.columns.sending, kind: 'wide', cell: (site) => <SendingCell site={site} /> },
];

export function JiraSitesPage(): ReactElement {
  const sites = useQuery(jiraSitesQuery);
  const found = sites.data?.jiraSites ?? [];
  return (
    <>
      <PageHeader
        title={words.title}
        actions={<AddSite />}
        lead={found.length === 0 ? undefined : words.lead(found.length, found.filter(needsSomebody).length)}
      />
      <Answer query={sites} skeleton={<SkeletonRows label={words.loadingList} />}>
        {({ jiraSites }) =>
          jiraSites.length === 0 ? (
            <EmptyState title={words.empty.title}>{words.empty.text}</EmptyState>
          ) : (
            <SiteTable sites={jiraSites} />
          )
        }
      </Answer>
    </>
  );
}

function AddSite(): ReactElement {
  return (
    <Link to="/jira-sites/new" className="bl-button button-primary">
      <Icon name="plus" /> {words.add}
    </Link>
  );
}

function SiteTable({ sites }: { readonly sites: readonly JiraSiteSummary[] }): ReactElement {
  return <Table label={words.title} rows={sites} rowKey={({ id }) => String(id)} columns={columns} />;
}

function SiteName({ site }: { readonly site: JiraSiteSummary }): ReactElement {
  return (
    <>
      <Link to="/jira-sites/$id" params={{ id: String(site.id) }} className="row-link break">
        {site.name}
      </Link>
      <span className="quiet break">{site.siteUrl}</span>
    </>
  );
}

function connectedBy(site: JiraSiteSummary): ReactElement {
  const parts = partsOf(site).map((part) => words.parts[part]);
  return (
    <>
      {words.partsOf(parts)}
      <span className="quiet">{isSelfManaged(site) ? words.dataCenter : words.cloud}</span>
    </>
  );
}

function whatWorks({ check }: JiraSiteSummary): string {
  if (check === null) return words.notChecked;
  return words.worksOf(check.findings.filter(({ works }) => works).length, check.findings.length);
}

function SendingCell({ site }: { readonly site: JiraSiteSummary }): ReactElement {
  const now = useNow();
  return (
    <div className="line-text">
      <Sending site={site} now={now} />
      {site.sending.pausedBecause !== null && <p className="reason">{site.sending.pausedBecause}</p>}
    </div>
  );
}
