/** Says of a row to which child issue it belongs, where it does not name the issue itself. */

import type { ReactElement } from 'react';
import { Badge } from './badge.tsx';
import { PlaceLink } from './place-link.tsx';
import { texts } from './texts.ts';

export function OfIssues({ keys }: { readonly keys: readonly string[] }): ReactElement {
  return (
    <>
      {keys.map((key) => (
        <Badge key={key} tone="neutral" title={texts.children.of(key)}>
          <PlaceLink to={{ kind: 'issue', key }}>{key}</PlaceLink>
        </Badge>
      ))}
    </>
  );
}
