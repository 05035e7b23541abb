/** Where a file or folder is, each folder above it one step away. */

import { CopyButton, visibleText } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { copyText } from '../../components/copy-text.ts';
import * as texts from '../../texts.ts';

export interface PathCrumbsProps {
  readonly id: number;
  readonly revision: string | undefined;
  /** Empty for the root folder. */
  readonly path: string;
  /** What the root is called. */
  readonly rootName: string;
}

const words = texts.browsedFiles;

export function PathCrumbs({ id, revision, path, rootName }: PathCrumbsProps): ReactElement {
  const names = path === '' ? [] : path.split('/');
  const params = { id: String(id) };
  return (
    <nav className="path-crumbs" aria-label={words.crumbs}>
      <Link to="/browse/$id" params={params} search={{ revision }} activeProps={{}}>
        {rootName}
      </Link>
      {names.map((name, place) => {
        const folder = names.slice(0, place + 1).join('/');
        const isLast = place === names.length - 1;
        return (
          <span key={folder} className="break">
            <span className="quiet"> / </span>
            {isLast ? (
              <bdi aria-current="page">{visibleText(name)}</bdi>
            ) : (
              <Link to="/browse/$id" params={params} search={{ revision, path: folder }} activeProps={{}}>
                <bdi>{visibleText(name)}</bdi>
              </Link>
            )}
          </span>
        );
      })}
      {path !== '' && <CopyButton text={path} what={words.copyPath} onCopy={copyText} />}
    </nav>
  );
}
