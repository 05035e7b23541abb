/** Services that keep something of the issue back until the one who looks has shown that they may read it there. */

import type { IssueDevelopment } from '@branchline/contract';
import type { ReactElement } from 'react';

export function Withheld({ withheld }: { readonly withheld: IssueDevelopment['withheld'] }): ReactElement {
  return (
    <>
      {withheld.map(({ integrationId, because, remedy }) => (
        <p key={integrationId} className="bl-note" dir="auto">
          {because} {remedy}
        </p>
      ))}
    </>
  );
}
