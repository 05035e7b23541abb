/** The ways to look at a repository, each an address of its own; the revision goes along where it means something. */

import type { BrowsedRepository } from '@branchline/contract';
import { numbered } from '@branchline/issue-panel';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import * as texts from '../../texts.ts';

const words = texts.browse.frame;

const parts = [
  { key: 'files', to: '/browse/$id', takesRevision: true },
  { key: 'commits', to: '/browse/$id/commits', takesRevision: true },
  { key: 'branches', to: '/browse/$id/branches', takesRevision: false },
  { key: 'tags', to: '/browse/$id/tags', takesRevision: false },
  { key: 'compare', to: '/browse/$id/compare', takesRevision: true },
  { key: 'search', to: '/browse/$id/search', takesRevision: true },
] as const;

export interface BrowseTabsProps {
  readonly id: number;
  /** Undefined until it is known. */
  readonly repository: BrowsedRepository | undefined;
}

export function BrowseTabs({ id, repository }: BrowseTabsProps): ReactElement {
  const { revision } = useSearch({ strict: false });
  const kept = revision === undefined ? {} : { revision };
  const counts = { commits: repository?.commitCount, branches: repository?.branchCount, tags: repository?.tagCount };
  return (
    <nav className="tabs" aria-label={words.parts}>
      {parts.map(({ key, to, takesRevision }) => {
        const count = key in counts ? counts[key as keyof typeof counts] : undefined;
        return (
          <Link
            key={key}
            to={to}
            params={{ id: String(id) }}
            search={takesRevision ? kept : {}}
            className="tab"
            activeOptions={{ exact: key === 'files', includeSearch: false }}
          >
            {words.tabs[key]}
            {count !== undefined && <span className="quiet">{numbered(count)}</span>}
          </Link>
        );
      })}
    </nav>
  );
}
