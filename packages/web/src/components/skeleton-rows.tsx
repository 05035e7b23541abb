/** Bones of a table or list, in its final shape. */

import type { ReactElement } from 'react';

export function SkeletonRows({ label }: { readonly label: string }): ReactElement {
  return (
    <section className="skeleton" aria-busy="true" aria-label={label}>
      {['a', 'b', 'c', 'd', 'e'].map((row) => (
        <span key={row} className="bl-bone" />
      ))}
    </section>
  );
}
