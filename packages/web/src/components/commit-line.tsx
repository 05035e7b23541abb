/** One commit in a list: what it says, which issues it is linked with, who made it when. */

import type { ShownCommit } from '@branchline/contract';
import { CommitHash, RelativeTime, visibleText } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import * as texts from '../texts.ts';
import { copyText } from './copy-text.ts';
import { KeyLinks } from './key-links.tsx';

export interface CommitLineProps {
  readonly commit: ShownCommit;
  readonly repositoryId: number;
  readonly now: Date;
  /** Said of it besides: its repository, what a file was called. */
  readonly besides?: ReactNode;
  /** What can be done with it. */
  readonly actions?: ReactNode;
}

const words = texts.browse.commit;

/** What it is called where its first line is empty. */
export function titleOf({ title }: Pick<ShownCommit, 'title'>): string {
  return title === '' ? words.untitled : title;
}

export function CommitLine({ commit, repositoryId, now, besides, actions }: CommitLineProps): ReactElement {
  const { hash, author, authoredAt, keys, webUrl } = commit;
  return (
    <li className="line commit-line">
      <div className="line-text">
        <Link to="/browse/$id/commits/$hash" params={{ id: String(repositoryId), hash }} className="name commit-name">
          <bdi>{visibleText(titleOf(commit))}</bdi>
        </Link>
        <span className="commit-facts">
          <KeyLinks keys={keys} />
          <bdi title={visibleText(author.email)}>{visibleText(author.person ?? author.name)}</bdi>
          <RelativeTime at={authoredAt} now={now} />
          {besides}
        </span>
      </div>
      <span className="commit-end">
        {actions}
        <CommitHash hash={hash} webUrl={webUrl} onCopy={copyText} />
      </span>
    </li>
  );
}
