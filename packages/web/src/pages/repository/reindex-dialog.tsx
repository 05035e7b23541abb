/** Asks how much of a repository is to be read again. */

import type { RepositoryDetails } from '@branchline/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/text-field.tsx';
import * as texts from '../../texts.ts';

export interface ReindexDialogProps {
  readonly repository: RepositoryDetails;
  readonly onClose: () => void;
}

const words = texts.repository.actions;

type Extent = 'everything' | 'pullRequests' | 'one';

function ask(id: number, extent: Extent, pullRequest: string): Promise<unknown> {
  if (extent === 'everything') return api.reindexRepository({ params: { id } });
  if (extent === 'pullRequests') return api.reindexPullRequests({ params: { id } });
  return api.reindexPullRequest({ params: { id, pullRequest: pullRequest.trim() } });
}

export function ReindexDialog({ repository, onClose }: ReindexDialogProps): ReactElement {
  const [extent, setExtent] = useState<Extent>('everything');
  const [pullRequest, setPullRequest] = useState('');
  const queries = useQueryClient();
  const reindex = useMutation({
    mutationFn: () => ask(repository.id, extent, pullRequest),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries();
    },
  });
  const hasPullRequests = repository.pullRequests !== null;
  const extents: readonly Extent[] = hasPullRequests ? ['everything', 'pullRequests', 'one'] : ['everything'];
  return (
    <Dialog
      title={words.reindexTitle(repository.name)}
      tone="primary"
      action={words.run}
      busy={reindex.isPending || (extent === 'one' && pullRequest.trim() === '')}
      problem={reindex.error === null ? undefined : problemOf(reindex.error)}
      onAction={() => reindex.mutate()}
      onClose={onClose}
    >
      {hasPullRequests && (
        <fieldset className="choices">
          <legend className="visually-hidden">{words.reindex}</legend>
          {extents.map((each) => (
            <label key={each}>
              <input type="radio" name="extent" checked={extent === each} onChange={() => setExtent(each)} />
              {words[each]}
            </label>
          ))}
        </fieldset>
      )}
      {extent !== 'one' && <p>{extent === 'everything' ? words.everythingHint : words.pullRequestsHint}</p>}
      {extent === 'one' && (
        <TextField label={words.oneLabel} name="pull-request" value={pullRequest} onChange={setPullRequest} />
      )}
    </Dialog>
  );
}
