/** Says, also to those who do not see it, that a form was saved. */

import type { ReactElement } from 'react';
import * as texts from '../../texts.ts';

export function SavedNote({ isSaved }: { readonly isSaved: boolean }): ReactElement {
  return (
    <p aria-live="polite" className="hint">
      {isSaved && texts.settings.saved}
    </p>
  );
}
