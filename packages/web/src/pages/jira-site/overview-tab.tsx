/** What works at a Jira site and why not, how sending goes, and what Jira refused. */

import type { JiraFinding, JiraSiteDetails } from '@branchline/contract';
import { Badge, RelativeTime, duration, numbered } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { RefusedEntries } from '../../components/refused-entries.tsx';
import { Sending } from '../../components/sending-line.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useNow } from '../../components/use-now.ts';
import { useRate } from '../../components/use-rate.ts';
import { jiraSiteQuery } from '../../queries/jira-sites.ts';
import { abilityTexts } from '../../texts/jira-sites.ts';
import * as texts from '../../texts.ts';

const words = texts.jiraSites;

export function OverviewTab({ site }: { readonly site: JiraSiteDetails }): ReactElement {
  return (
    <>
      <SendingCard site={site} />
      <WhatWorks site={site} />
      {site.sending.refused > 0 && <RefusedEntries siteId={site.id} count={site.sending.refused} />}
      <Repositories site={site} />
      {site.unknownKeys.length > 0 && (
        <section className="card">
          <header className="card-header">
            <h2>{words.unknownKeys.title}</h2>
          </header>
          <p className="quiet">{words.unknownKeys.text}</p>
          <p className="break">{site.unknownKeys.join(', ')}</p>
        </section>
      )}
    </>
  );
}

function SendingCard({ site }: { readonly site: JiraSiteDetails }): ReactElement {
  const now = useNow();
  const { waiting, waitingHistory, sent, refused, pausedBecause } = site.sending;
  const { dataUpdatedAt } = useQuery(jiraSiteQuery(site.id));
  const rate = useRate(sent + refused, dataUpdatedAt);
  const events = waiting - waitingHistory;
  const parts = [
    ...(events > 0 ? [words.sending.events(events)] : []),
    ...(waitingHistory > 0 ? [words.sending.history(waitingHistory)] : []),
    ...(rate !== undefined && waiting > 0 && pausedBecause === null
      ? [words.sending.rate(rate), words.sending.left(duration(waiting / rate))]
      : []),
  ];
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.sending.title}</h2>
      </header>
      <div className="line-text sending-card">
        <Sending site={site} now={now} />
        {pausedBecause !== null && <p className="reason">{pausedBecause}</p>}
        <p className="reason">{parts.length === 0 ? words.sending.nothing : parts.join(' · ')}</p>
      </div>
    </section>
  );
}

function WhatWorks({ site }: { readonly site: JiraSiteDetails }): ReactElement {
  const now = useNow();
  const { id, check } = site;
  const working = check?.findings.filter(({ works }) => works).length ?? 0;
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.works.title}</h2>
        {check !== null && (
          <span className="quiet">
            {words.works.summary(working, check.findings.length)} · {words.works.checked}{' '}
            <RelativeTime at={check.at} now={now} />
          </span>
        )}
        <ActionButton label={words.works.check} icon="refresh" run={() => api.checkJiraSite({ params: { id } })} />
      </header>
      {check === null ? (
        <p className="quiet">{words.works.never}</p>
      ) : (
        <ul className="lines">
          {check.findings.map((finding) => (
            <Finding key={finding.ability} finding={finding} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Finding({ finding: { ability, works, because, remedy } }: { readonly finding: JiraFinding }): ReactElement {
  const reason = [because, remedy].filter((part) => part !== null).join(' ');
  return (
    <li className="line">
      <div className="line-text">
        <span>{abilityTexts[ability]}</span>
        <Badge tone={works ? 'success' : 'warning'}>{works ? words.works.yes : words.works.no}</Badge>
        {reason !== '' && <p className="reason">{reason}</p>}
      </div>
    </li>
  );
}

type SentRepository = JiraSiteDetails['repositories'][number];

const columns: readonly Column<SentRepository>[] = [
  {
    key: 'name',
    header: words.repositories.name,
    cell: ({ id, name }) => (
      <Link to="/repositories/$id" params={{ id: String(id) }} className="row-link break">
        {name}
      </Link>
    ),
  },
  { key: 'sent', header: words.repositories.sent, kind: 'number', cell: ({ sent }) => numbered(sent) },
  { key: 'waiting', header: words.repositories.waiting, kind: 'number', cell: ({ waiting }) => numbered(waiting) },
  { key: 'refused', header: words.repositories.refused, kind: 'number', cell: ({ refused }) => numbered(refused) },
];

function Repositories({ site }: { readonly site: JiraSiteDetails }): ReactElement {
  const { repositories, repositoryCount } = site;
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.repositories.title}</h2>
        {repositories.length < repositoryCount && (
          <span className="quiet">{words.repositories.some(repositories.length, repositoryCount)}</span>
        )}
      </header>
      {repositories.length === 0 ? (
        <p className="quiet">
          {words.repositories.none}{' '}
          <Link to="." search={{ tab: 'associations' }}>
            {words.repositories.associate}
          </Link>
        </p>
      ) : (
        <Table label={words.repositories.label} rows={repositories} rowKey={({ id }) => String(id)} columns={columns} />
      )}
    </section>
  );
}
