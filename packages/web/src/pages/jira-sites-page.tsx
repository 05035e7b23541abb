/** The Jira sites to which development information is sent. */

import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Answer } from '../components/answer.tsx';
import { SendingLine } from '../components/sending-line.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { useNow } from '../components/use-now.ts';
import { jiraSitesQuery } from '../queries/jira-sites.ts';

export function JiraSitesPage(): ReactElement {
  const now = useNow();
  const sites = useQuery(jiraSitesQuery);
  return (
    <>
      <h1>Jira</h1>
      <Answer query={sites} skeleton={<SkeletonRows label="Loading Jira sites" />}>
        {(data) =>
          data.jiraSites.length === 0 ? (
            <div className="empty">
              <h2>No Jira site is connected</h2>
              <p>
                Connected sites are listed here with what was sent, what waits and what Jira refused. Until then the
                issue pages of Branchline show the same information.
              </p>
              <p>
                The next step: create OAuth credentials for a self-hosted tool in your Jira (Settings, then Apps, then
                OAuth credentials) and add the site with <code>POST /api/v1/jira-sites</code>.
              </p>
            </div>
          ) : (
            <ul className="lines card">
              {data.jiraSites.map((site) => (
                <SendingLine key={site.id} site={site} now={now} />
              ))}
            </ul>
          )
        }
      </Answer>
    </>
  );
}
