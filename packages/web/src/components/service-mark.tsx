/** The mark of a Git service beside its name. */

import type { ReactElement } from 'react';

/** Without a label: the name always stands beside it. */
export function ServiceMark({ mark }: { readonly mark: string }): ReactElement {
  return (
    <svg className="service-mark" viewBox="0 0 24 24" aria-hidden focusable={false}>
      <path d={mark} />
    </svg>
  );
}
