/** A link to a page of the host, or just its text where the host has none. */

import type { ReactElement, ReactNode } from 'react';
import { usePanelTools, type PanelPlace } from './panel-tools.tsx';

export function PlaceLink(props: { readonly to: PanelPlace; readonly children: ReactNode }): ReactElement {
  const link = usePanelTools().linkTo?.(props.to);
  if (link === undefined) return <>{props.children}</>;
  return (
    <a className="bl-link bl-place" {...link}>
      {props.children}
    </a>
  );
}

/** Nothing at all where the host has no such page: for what would be a promise without a link. */
export function OptionalPlaceLink(props: {
  readonly to: PanelPlace;
  readonly children: ReactNode;
}): ReactElement | null {
  return usePanelTools().linkTo?.(props.to) === undefined ? null : <PlaceLink {...props} />;
}
