/** Says that a path or a revision is not there, and leads back to where something is. */

import { visibleText } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import * as texts from '../../texts.ts';
import { shortened } from './shortened.ts';

export interface PathGoneProps {
  readonly id: number;
  readonly revision: string | undefined;
  readonly path: string;
}

const words = texts.browsedFiles.notFound;

export function PathGone({ id, revision, path }: PathGoneProps): ReactElement {
  // Where the root folder is not there, it is the revision that is missing.
  const isRevision = path === '';
  const now = revision === undefined ? words.defaultBranch : shortened(revision);
  return (
    <EmptyState
      title={visibleText(isRevision ? words.noRevision(now) : words.title(path))}
      action={
        <Link
          to="/browse/$id"
          params={{ id: String(id) }}
          search={isRevision ? {} : { revision }}
          className="bl-button"
          activeProps={{}}
        >
          {isRevision ? words.toDefault : words.back}
        </Link>
      }
    >
      {isRevision ? words.noRevisionText : words.text(now)}
    </EmptyState>
  );
}
