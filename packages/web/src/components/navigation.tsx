/** The navigation: every place this person may go to, in groups; on small screens behind a button. */

import { Icon } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';
import { placeGroups } from './places.ts';
import { mayGo, useMe } from './use-me.ts';

export interface NavigationProps {
  /** On small screens; on wide ones it is always there. */
  readonly isOpen: boolean;
  readonly onGo: () => void;
}

/** The button that opens it names it by this id. */
export const navigationId = 'navigation';

export function Navigation({ isOpen, onGo }: NavigationProps): ReactElement {
  const me = useMe();
  const groups = placeGroups
    .map(({ label, places }) => ({ label, places: places.filter((place) => mayGo(me, place.for)) }))
    .filter(({ places }) => places.length > 0);
  return (
    <nav id={navigationId} className={isOpen ? 'side side-open' : 'side'} aria-label={texts.frame.pages}>
      {groups.map(({ label, places }) => (
        <div key={label ?? ''} className="side-group">
          {label !== undefined && <p className="side-label">{label}</p>}
          <ul>
            {places.map((place) => (
              <li key={place.to}>
                <Link to={place.to} className="place" activeOptions={{ exact: place.to === '/' }} onClick={onGo}>
                  <Icon name={place.icon} />
                  {place.label}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
