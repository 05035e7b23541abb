/** Asks before an integration goes, says in numbers what goes with it, and lets people keep what is in Jira. */

import type { IntegrationRemoval } from '@branchline/contract';
import { counted, listed } from '@branchline/issue-panel';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api, problemOf } from '../api.ts';
import { removalQuery } from '../queries/integrations.ts';
import * as texts from '../texts.ts';
import { Answer } from './answer.tsx';
import { CheckField } from './check-field.tsx';
import { Dialog } from './dialog.tsx';
import { SkeletonRows } from './skeleton-rows.tsx';

export interface DisconnectDialogProps {
  readonly integrationId: number;
  readonly integrationName: string;
  readonly onClose: () => void;
}

const words = texts.integrationSettings.disconnect;

export function DisconnectDialog({ integrationId: id, integrationName, onClose }: DisconnectDialogProps): ReactElement {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [keeps, setKeeps] = useState(false);
  const removal = useQuery(removalQuery(id));
  const disconnect = useMutation({
    mutationFn: () => api.removeIntegration({ params: { id }, query: { keepsInJira: keeps ? 'yes' : 'no' } }),
    onSuccess: async () => {
      await navigate({ to: '/integrations' });
      await queries.invalidateQueries();
    },
  });
  return (
    <Dialog
      title={words.question(integrationName)}
      action={words.action}
      busy={removal.data === undefined || disconnect.isPending}
      problem={disconnect.error === null ? undefined : problemOf(disconnect.error)}
      onAction={() => disconnect.mutate()}
      onClose={onClose}
    >
      <Answer query={removal} skeleton={<SkeletonRows label={words.counting} />}>
        {(data) => (
          <>
            <Consequences removal={data} keeps={keeps} />
            {data.jiraSites.length > 0 && (
              <CheckField label={words.keeps} hint={words.keepsHint} checked={keeps} onChange={setKeeps} />
            )}
          </>
        )}
      </Answer>
    </Dialog>
  );
}

interface ConsequencesProps {
  readonly removal: IntegrationRemoval;
  readonly keeps: boolean;
}

function Consequences({ removal, keeps }: ConsequencesProps): ReactElement {
  const { repositories, linkedCommits, linkedBranches, linkedPullRequests, webhooks, jiraSites } = removal;
  return (
    <>
      <p>{words.removes}</p>
      <ul>
        <li>{words.rows(counted(repositories, 'repository', 'repositories'), listed(linkedWords()))}</li>
        {webhooks > 0 && <li>{words.webhooks(webhooks)}</li>}
        {!keeps && jiraSites.map(({ id, name, entries }) => <li key={id}>{words.entries(entries, name)}</li>)}
      </ul>
      {keeps && jiraSites.map(({ id, name, entries }) => <p key={id}>{words.stay(entries, name)}</p>)}
      <p>{words.untouched}</p>
    </>
  );

  function linkedWords(): readonly string[] {
    return [
      counted(linkedCommits, 'linked commit', 'linked commits'),
      counted(linkedBranches, 'linked branch', 'linked branches'),
      ...(linkedPullRequests > 0 ? [counted(linkedPullRequests, 'linked pull request', 'linked pull requests')] : []),
    ];
  }
}
