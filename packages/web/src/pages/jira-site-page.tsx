/** One Jira site: what was sent, what waits, what Jira refused and why. */

import type { JiraSiteDetails } from '@branchline/contract';
import { numbered } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../api.ts';
import { ActionButton } from '../components/action-button.tsx';
import { Answer } from '../components/answer.tsx';
import { RefusedEntries } from '../components/refused-entries.tsx';
import { Sending } from '../components/sending-line.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { useNow } from '../components/use-now.ts';
import { jiraSiteQuery } from '../queries/jira-sites.ts';

export function JiraSitePage(): ReactElement {
  const { id = '' } = useParams({ strict: false });
  const site = useQuery(jiraSiteQuery(Number(id)));
  return (
    <>
      <p className="crumbs">
        <Link to="/jira-sites">Jira</Link>
      </p>
      <Answer query={site} skeleton={<SkeletonRows label="Loading the Jira site" />}>
        {(data) => <JiraSite site={data} />}
      </Answer>
    </>
  );
}

function JiraSite({ site }: { readonly site: JiraSiteDetails }): ReactElement {
  const now = useNow();
  const { id, sending } = site;
  return (
    <>
      <div className="page-header">
        <h1 className="break">{site.name}</h1>
        <div className="actions">
          {sending.pausedBecause === null ? (
            <ActionButton label="Pause" icon="pause" run={() => api.pauseJiraSite({ params: { id } })} />
          ) : (
            <ActionButton label="Resume" icon="play" primary run={() => api.resumeJiraSite({ params: { id } })} />
          )}
          <ActionButton
            label="Send everything again"
            icon="refresh"
            run={() => api.resendJiraSite({ params: { id } })}
          />
        </div>
      </div>
      <div className="line-text">
        <a href={site.siteUrl} target="_blank" rel="noreferrer" className="break">
          {site.siteUrl}
        </a>
        <Sending site={site} now={now} />
        {sending.pausedBecause !== null && <p className="reason">{sending.pausedBecause}</p>}
      </div>
      <SentTable site={site} />
      {sending.refused > 0 && <RefusedEntries siteId={id} count={sending.refused} />}
      {site.unknownKeys.length > 0 && (
        <section className="card">
          <header className="card-header">
            <h2>Keys that Jira does not know</h2>
          </header>
          <p className="quiet">They are sent again as soon as the issue exists.</p>
          <p className="break">{site.unknownKeys.join(', ')}</p>
        </section>
      )}
    </>
  );
}

function SentTable({ site }: { readonly site: JiraSiteDetails }): ReactElement {
  if (site.repositories.length === 0) return <p className="quiet">No repository is associated with this site yet.</p>;
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Repository</th>
          <th scope="col" className="number">
            Sent
          </th>
          <th scope="col" className="number">
            Waiting
          </th>
          <th scope="col" className="number">
            Refused
          </th>
        </tr>
      </thead>
      <tbody>
        {site.repositories.map(({ id, name, sent, waiting, refused }) => (
          <tr key={id}>
            <th scope="row" className="wide">
              <Link to="/repositories/$id" params={{ id: String(id) }} className="row-link break">
                {name}
              </Link>
            </th>
            <td className="number" data-label="Sent">
              {numbered(sent)}
            </td>
            <td className="number" data-label="Waiting">
              {numbered(waiting)}
            </td>
            <td className="number" data-label="Refused">
              {numbered(refused)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
