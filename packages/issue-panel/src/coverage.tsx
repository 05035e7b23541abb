/** Says what may be missing, so that a short list is not taken for the whole truth. */

import type { IssueDevelopment } from '@branchline/contract';
import type { ReactElement } from 'react';
import { texts } from './texts.ts';

export function Coverage({ coverage }: { readonly coverage: IssueDevelopment['coverage'] }): ReactElement {
  return (
    <>
      {coverage.notYetIndexed > 0 && <p className="bl-note">{texts.empty.notYetIndexed(coverage.notYetIndexed)}</p>}
      {coverage.failed > 0 && <p className="bl-note">{texts.empty.failed(coverage.failed)}</p>}
    </>
  );
}
