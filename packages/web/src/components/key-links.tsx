/** The issues that something is linked with, each leading to its page. */

import type { ShownCommit } from '@branchline/contract';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';

export interface KeyLinksProps {
  readonly keys: readonly (Pick<ShownCommit['keys'][number], 'key'> & Partial<ShownCommit['keys'][number]>)[];
}

/** Nothing where there is none. An issue that is found in several places is named once. */
export function KeyLinks({ keys }: KeyLinksProps): ReactElement | null {
  const places = new Map<string, boolean>();
  for (const { key, foundIn } of keys) places.set(key, (places.get(key) ?? true) && foundIn === 'by-hand');
  if (places.size === 0) return null;
  return (
    <span className="key-links">
      {[...places].map(([key, isByHand]) => (
        <Link
          key={key}
          to="/issues/$key"
          params={{ key }}
          className="key-link"
          {...(isByHand ? { title: texts.browse.commit.byHand } : {})}
        >
          {key}
        </Link>
      ))}
    </span>
  );
}
