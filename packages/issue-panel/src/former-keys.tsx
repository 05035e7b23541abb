/** Says by which former key something names the issue, where it is not the key of today. */

import type { ReactElement } from 'react';
import { texts } from './texts.ts';

export function FormerKeys({ linkedAs }: { readonly linkedAs: readonly string[] }): ReactElement | null {
  if (linkedAs.length === 0) return null;
  return <span className="bl-quiet">{texts.linkedAs(linkedAs)}</span>;
}
