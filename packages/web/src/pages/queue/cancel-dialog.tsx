/** Asks before a job is cancelled, and says what that means for its repository. */

import type { Job } from '@branchline/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { Dialog } from '../../components/dialog.tsx';
import * as texts from '../../texts.ts';
import { nameOfJob } from './job-columns.tsx';

export interface CancelDialogProps {
  readonly job: Job;
  readonly onClose: () => void;
}

const words = texts.queue;

/** Cancelling these pauses the repository. */
const indexing: ReadonlySet<string> = new Set(['index-repository', 'read-files']);

export function CancelDialog({ job, onClose }: CancelDialogProps): ReactElement {
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => api.cancelJob({ params: { id: job.id } }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      onClose();
    },
  });
  return (
    <Dialog
      title={words.cancelTitle(nameOfJob(job))}
      action={words.cancelAction}
      busy={cancel.isPending}
      problem={cancel.error === null ? undefined : problemOf(cancel.error)}
      onAction={() => cancel.mutate()}
      onClose={onClose}
    >
      <p>{indexing.has(job.name) ? words.cancelIndexing : words.cancelOther}</p>
    </Dialog>
  );
}
