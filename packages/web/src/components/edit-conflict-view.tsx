/** Says in a form that somebody else was faster, and lets people choose whose it shall be. */

import { Icon } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';
import type { EditConflict } from './use-edit.ts';

export interface EditConflictViewProps {
  /** Undefined: nobody was, and nothing is shown. */
  readonly conflict: EditConflict | undefined;
  readonly busy?: boolean;
}

export function EditConflictView({ conflict, busy = false }: EditConflictViewProps): ReactElement | null {
  if (conflict === undefined) return null;
  const { title, detail, load, overwrite } = texts.edit;
  return (
    <div className="bl-problem" role="alert">
      <Icon name="warning" />
      <div>
        <h3 className="bl-title">{title}</h3>
        <p>{detail}</p>
        <div className="actions">
          <button type="button" className="bl-button button-primary" disabled={busy} onClick={conflict.load}>
            {load}
          </button>
          <button type="button" className="bl-button" disabled={busy} onClick={conflict.overwrite}>
            {overwrite}
          </button>
        </div>
      </div>
    </div>
  );
}
