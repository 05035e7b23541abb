/** What can be done with a repository. */

import type { Job, RepositoryDetails } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { DisconnectDialog } from '../../components/disconnect-dialog.tsx';
import * as texts from '../../texts.ts';
import { ReindexDialog } from './reindex-dialog.tsx';

export interface RepositoryActionsProps {
  readonly repository: RepositoryDetails;
}

const words = texts.repository.actions;

export function RepositoryActions({ repository }: RepositoryActionsProps): ReactElement {
  const [open, setOpen] = useState<'reindex' | 'disconnect'>();
  const { id, state } = repository;
  const close = (): void => setOpen(undefined);
  return (
    <>
      {state === 'paused' ? (
        <ActionButton label={words.resume} icon="play" primary run={() => api.resumeRepository({ params: { id } })} />
      ) : (
        <ActionButton label={words.pause} icon="pause" run={() => api.pauseRepository({ params: { id } })} />
      )}
      {state === 'indexing' && <StopButton repositoryId={id} />}
      <button type="button" className="bl-button" onClick={() => setOpen('reindex')}>
        {words.reindex}
      </button>
      <button type="button" className="bl-button" onClick={() => setOpen('disconnect')}>
        {words.disconnect}
      </button>
      {open === 'reindex' && <ReindexDialog repository={repository} onClose={close} />}
      {open === 'disconnect' && (
        <DisconnectDialog
          integrationId={repository.integrationId}
          integrationName={repository.integrationName}
          onClose={close}
        />
      )}
    </>
  );
}

/** Only while a job of its runs that can be stopped. */
function StopButton({ repositoryId }: { readonly repositoryId: number }): ReactElement | null {
  const { data } = useQuery({
    queryKey: ['jobs', 'repository', repositoryId],
    queryFn: ({ signal }) => api.listJobs({ query: { repository: repositoryId, state: 'running' } }, signal),
    refetchInterval: 2000,
  });
  const running = data?.jobs.find(isStoppable);
  if (running === undefined) return null;
  return <ActionButton label={words.stop} icon="close" run={() => api.cancelJob({ params: { id: running.id } })} />;
}

function isStoppable({ name, keptBecause, isEnding }: Job): boolean {
  return ['index-repository', 'read-files'].includes(name) && keptBecause === null && !isEnding;
}
