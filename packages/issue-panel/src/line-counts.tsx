/** How many lines were added and removed: signs and words, not colour alone. */

import type { ReactElement } from 'react';
import { numbered } from './format.ts';
import { texts } from './texts.ts';

export function LineCounts({ added, removed }: { readonly added: number; readonly removed: number }): ReactElement {
  return (
    <span className="bl-lines">
      {added > 0 && (
        <span className="bl-added" title={texts.linesAdded(added)}>
          +{numbered(added)}
        </span>
      )}
      {removed > 0 && (
        <span className="bl-removed" title={texts.linesRemoved(removed)}>
          −{numbered(removed)}
        </span>
      )}
    </span>
  );
}
