/** Asks before an integration goes, and says in numbers what goes with it. */

import type { IntegrationRemoval, RepositorySummary } from '@branchline/contract';
import { counted, listed } from '@branchline/issue-panel';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../api.ts';
import { Answer } from './answer.tsx';
import { Dialog } from './dialog.tsx';
import { SkeletonRows } from './skeleton-rows.tsx';
import { removalQuery } from '../queries/integrations.ts';

export interface DisconnectDialogProps {
  readonly repository: RepositorySummary;
  readonly onClose: () => void;
}

export function DisconnectDialog({ repository, onClose }: DisconnectDialogProps): ReactElement {
  const { integrationId: id, integrationName } = repository;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const removal = useQuery(removalQuery(id));
  const disconnect = useMutation({
    mutationFn: () => api.removeIntegration({ params: { id } }),
    onSuccess: async () => {
      await navigate({ to: '/repositories' });
      await queries.invalidateQueries();
    },
  });
  const query = disconnect.error === null ? removal : { ...removal, error: disconnect.error };
  return (
    <Dialog
      title={`Disconnect ${integrationName}?`}
      action="Disconnect"
      busy={removal.data === undefined || disconnect.isPending}
      onAction={() => disconnect.mutate()}
      onClose={onClose}
    >
      <Answer query={query} skeleton={<SkeletonRows label="Counting what would be removed" />}>
        {(data) => <Consequences removal={data} />}
      </Answer>
    </Dialog>
  );
}

function Consequences({ removal }: { readonly removal: IntegrationRemoval }): ReactElement {
  return (
    <>
      <p>This removes:</p>
      <ul>
        <li>
          {counted(removal.repositories, 'repository', 'repositories')} with{' '}
          {listed([
            counted(removal.linkedCommits, 'linked commit', 'linked commits'),
            counted(removal.linkedBranches, 'linked branch', 'linked branches'),
            ...(removal.linkedPullRequests > 0
              ? [counted(removal.linkedPullRequests, 'linked pull request', 'linked pull requests')]
              : []),
          ])}{' '}
          from Branchline, and the local copy
        </li>
        {removal.webhooks > 0 && (
          <li>{`${counted(removal.webhooks, 'webhook', 'webhooks')} that Branchline made at the Git service`}</li>
        )}
        {removal.jiraSites.map((site) => (
          <li key={site.id}>
            {counted(site.entries, 'entry', 'entries')} from {site.name}
          </li>
        ))}
      </ul>
      <p>The repository itself is not touched. Connecting it again reads everything anew.</p>
    </>
  );
}
