/** Holds back every job, after asking why; or lets them go again. */

import { Icon } from '@branchline/issue-panel';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
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
  const { pauseTitle: title, pauseText: text, because, becauseHint, pauseAll: action } = words;
  return (
    <ReasonDialog
      words={{ title, text, because, becauseHint, action }}
      run={(reason) => api.pauseQueue({ body: { because: reason } })}
      onClose={onClose}
    />
  );
}
