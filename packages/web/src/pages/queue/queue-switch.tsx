/** Holds back every job, after asking why; or lets them go again. */

import { Icon } from '@branchline/issue-panel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/text-field.tsx';
import * as texts from '../../texts.ts';

const words = texts.queue;

export function QueueSwitch({ isPaused }: { readonly isPaused: boolean }): ReactElement {
  const [asking, setAsking] = useState(false);
  if (isPaused) return <ActionButton label={words.resumeAll} icon="play" run={() => api.resumeQueue()} />;
  return (
    <>
      <button type="button" className="bl-button" onClick={() => setAsking(true)}>
        <Icon name="pause" /> {words.pauseAll}
      </button>
      {asking && <PauseEverything onClose={() => setAsking(false)} />}
    </>
  );
}

function PauseEverything({ onClose }: { readonly onClose: () => void }): ReactElement {
  const queries = useQueryClient();
  const [because, setBecause] = useState('');
  const pause = useMutation({
    mutationFn: () => api.pauseQueue({ body: { because } }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      onClose();
    },
  });
  return (
    <Dialog
      title={words.pauseTitle}
      action={words.pauseAll}
      tone="primary"
      busy={pause.isPending}
      problem={pause.error === null ? undefined : problemOf(pause.error)}
      onAction={() => pause.mutate()}
      onClose={onClose}
    >
      <p>{words.pauseText}</p>
      <TextField
        label={words.because}
        name="because"
        hint={words.becauseHint}
        isOptional
        value={because}
        onChange={setBecause}
        input={{ maxLength: 300, autoComplete: 'off' }}
      />
    </Dialog>
  );
}
