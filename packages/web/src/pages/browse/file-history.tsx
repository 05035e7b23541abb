/** The commits that changed a file, through its renames, each leading to the file as it was. */

import { visibleText } from '@branchline/issue-panel';
import { isProblemError, type ShownCommit } from '@branchline/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { CommitList } from '../../components/commit-list.tsx';
import { CommitLine, titleOf } from '../../components/commit-line.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { fileHistoryQuery } from '../../queries/browse.ts';
import * as texts from '../../texts.ts';
import { PathGone } from './path-gone.tsx';

const words = texts.browsedFiles.history;

export interface FileHistoryProps {
  readonly id: number;
  readonly revision: string | undefined;
  readonly path: string;
}

export function FileHistory({ id, revision, path }: FileHistoryProps): ReactElement {
  const history = useInfiniteQuery(fileHistoryQuery(id, { revision, path }));
  if (isProblemError(history.error) && history.error.problem.status === 404) {
    return <PathGone id={id} revision={revision} path={path} />;
  }
  return (
    <Answer query={history} skeleton={<SkeletonRows label={words.loading} />}>
      {({ pages }) => {
        const revisions = pages.flatMap((page) => page.revisions);
        const pathThen = new Map(revisions.map((each) => [each.commit.hash, each.path]));
        return (
          <>
            <CommitList label={words.label(path)} commits={revisions.map(({ commit }) => commit)}>
              {(commit, now) => {
                const then = pathThen.get(commit.hash) ?? path;
                return (
                  <CommitLine
                    key={commit.hash}
                    commit={commit}
                    repositoryId={id}
                    now={now}
                    besides={then !== path && <span className="break">{words.was(then)}</span>}
                    actions={<FileThen id={id} commit={commit} path={then} />}
                  />
                );
              }}
            </CommitList>
            <MoreButton label={words.more} query={history} />
          </>
        );
      }}
    </Answer>
  );
}

interface FileThenProps {
  readonly id: number;
  readonly commit: ShownCommit;
  /** What the file was called in it. */
  readonly path: string;
}

function FileThen({ id, commit, path }: FileThenProps): ReactElement {
  return (
    <Link
      to="/browse/$id"
      params={{ id: String(id) }}
      search={{ revision: commit.hash, path, view: 'code' }}
      className="text-button"
      activeProps={{}}
      aria-label={visibleText(words.fileAt(titleOf(commit)))}
    >
      {words.file}
    </Link>
  );
}
