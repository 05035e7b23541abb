/** Things that were chosen, each of which can be taken out again. */

import { Icon, visibleText } from '@branchline/issue-panel';
import type { ReactElement } from 'react';

export interface ChipsProps {
  readonly label: string;
  /** Each once. */
  readonly names: readonly string[];
  /** What the button beside one does. */
  readonly removeLabel: (name: string) => string;
  readonly onRemove: (name: string) => void;
}

export function Chips({ label, names, removeLabel, onRemove }: ChipsProps): ReactElement | null {
  if (names.length === 0) return null;
  return (
    <ul className="chips" aria-label={label}>
      {names.map((name) => (
        <li key={name} className="chip">
          <bdi className="break">{visibleText(name)}</bdi>
          <button type="button" className="chip-button" onClick={() => onRemove(name)}>
            <Icon name="close" label={removeLabel(name)} />
          </button>
        </li>
      ))}
    </ul>
  );
}
