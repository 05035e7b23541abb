/** Whether long lines of code go on below; remembered by the browser. */

import { useState } from 'react';
import type { ReactElement } from 'react';
import { CheckField } from '../../components/check-field.tsx';
import * as texts from '../../texts.ts';

const place = 'branchline.wraps-code';

/** What was chosen last, and how to choose. */
export function useWraps(): readonly [boolean, (wraps: boolean) => void] {
  const [wraps, setWraps] = useState(() => localStorage.getItem(place) === 'yes');
  function choose(next: boolean): void {
    localStorage.setItem(place, next ? 'yes' : 'no');
    setWraps(next);
  }
  return [wraps, choose];
}

export interface WrapSwitchProps {
  readonly wraps: boolean;
  readonly onChange: (wraps: boolean) => void;
}

export function WrapSwitch({ wraps, onChange }: WrapSwitchProps): ReactElement {
  return (
    <div className="wrap-switch">
      <CheckField label={texts.browsedFiles.wrap} checked={wraps} onChange={onChange} />
    </div>
  );
}
