/** Who wrote a stretch of lines, when, in which commit, and a way to how it was before. */

import type { ShownCommit } from '@branchline/contract';
import { Icon, relativeTime, exactTime, visibleText } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { titleOf } from '../../components/commit-line.tsx';
import * as texts from '../../texts.ts';

const words = texts.browsedFiles.blame;

/** A stretch of lines and who wrote it. */
export interface BlamedStretch {
  readonly commit: ShownCommit;
  /** Where it can be looked at as it was before; undefined where it began. */
  readonly before: { readonly revision: string; readonly path: string } | undefined;
}

export interface BlameCellProps {
  readonly id: number;
  readonly stretch: BlamedStretch;
  readonly now: Date;
}

export function BlameCell({ id, stretch, now }: BlameCellProps): ReactElement {
  const { commit, before } = stretch;
  const { author, authoredAt, hash } = commit;
  const at = new Date(authoredAt);
  const who = author.person ?? author.name;
  const params = { id: String(id) };
  return (
    <span className="blame-cell">
      <Link
        to="/browse/$id/commits/$hash"
        params={{ ...params, hash }}
        className="blame-commit"
        title={visibleText(`${titleOf(commit)}\n${who}, ${exactTime(at)}`)}
      >
        <bdi className="blame-title">{visibleText(titleOf(commit))}</bdi>
      </Link>
      <span className="blame-who">
        <bdi>{visibleText(who)}</bdi>, {relativeTime(at, now)}
      </span>
      {before !== undefined && (
        <Link
          to="/browse/$id"
          params={params}
          search={{ ...before, view: 'blame' }}
          className="blame-before"
          activeProps={{}}
          title={words.before}
          aria-label={visibleText(words.beforeOf(titleOf(commit)))}
        >
          <Icon name="clock" />
        </Link>
      )}
    </span>
  );
}
