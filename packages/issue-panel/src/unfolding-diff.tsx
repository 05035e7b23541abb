/** A line for a changed file that unfolds into what changed in it, asked for the first time it is unfolded. */

import { useId, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { FileDiffPlace, type FileDiffPlaceProps } from './file-diff-place.tsx';
import { Icon } from './icon.tsx';

export interface UnfoldingDiffProps extends FileDiffPlaceProps {
  /** What the line says, and what is pressed. */
  readonly name: ReactNode;
  /** Beside it: lines added and removed. */
  readonly children?: ReactNode;
}

export function UnfoldingDiff({ name, children, ...place }: UnfoldingDiffProps): ReactElement {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <div className="bl-file bl-unfolds">
        <button
          type="button"
          className="bl-unfold"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <Icon name="chevron" />
          {name}
        </button>
        {children}
      </div>
      {open && (
        <div id={id} className="bl-diff-place">
          <FileDiffPlace {...place} />
        </div>
      )}
    </>
  );
}
