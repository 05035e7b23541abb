/** The panel while its content is on the way, in its final shape so that nothing jumps. */

import type { ReactElement } from 'react';
import { texts } from './texts.ts';

const rows = ['first', 'second', 'third'];

export function PanelSkeleton(): ReactElement {
  return (
    <section className="bl-panel" aria-busy="true" aria-label={texts.loading}>
      <div className="bl-panel-header">
        <span className="bl-bone bl-bone-short" />
      </div>
      {rows.map((row) => (
        <div key={row} className="bl-commit">
          <span className="bl-bone bl-bone-mark" />
          <div className="bl-commit-text">
            <span className="bl-bone" />
            <span className="bl-bone bl-bone-short" />
          </div>
        </div>
      ))}
    </section>
  );
}
