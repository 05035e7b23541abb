/** The commits that changed a file, each with what it changed there. */

import type { IssueCommitView, IssueDevelopment, RolledUpFile } from '@branchline/contract';
import type { ReactElement } from 'react';
import { shortHashLength } from './commit-hash.tsx';
import type { Copy } from './copy-button.tsx';
import { usePanelTools, type FileInCommit } from './panel-tools.tsx';
import { UnfoldingDiff } from './unfolding-diff.tsx';
import { visibleText } from './visible-text.ts';

export interface FileCommitsProps {
  readonly file: RolledUpFile;
  readonly development: IssueDevelopment;
  readonly onCopy: Copy;
}

export function FileCommits({ file, development, onCopy }: FileCommitsProps): ReactElement {
  const { loadDiff } = usePanelTools();
  const { repositoryId } = file;
  const commits = development.repositories.find(({ id }) => id === repositoryId)?.commits ?? [];
  return (
    <ul className="bl-file-commits">
      {file.commits.map((hash) => {
        const commit = commits.find((each) => each.hash === hash);
        const title = commit === undefined || commit.title === '' ? undefined : commit.title;
        const name = (
          <span className="bl-path">
            <code>{hash.slice(0, shortHashLength)}</code> {title !== undefined && <bdi>{visibleText(title)}</bdi>}
          </span>
        );
        if (loadDiff === undefined || commit?.canShowDiff === false || file.isBinary) {
          return (
            <li key={hash} className="bl-file">
              {name}
            </li>
          );
        }
        const place = { repositoryId, hash, file: inCommit(file, commit), loadDiff, onCopy };
        return (
          <li key={hash}>
            <UnfoldingDiff {...place} name={name}>
              {commit !== undefined && <span className="bl-quiet">{commit.author.person ?? commit.author.name}</span>}
            </UnfoldingDiff>
          </li>
        );
      })}
    </ul>
  );
}

/** The name it had in that commit, as far as the commit's files are known here: it may have been renamed since. */
function inCommit(file: RolledUpFile, commit: IssueCommitView | undefined): FileInCommit {
  const names = new Set([file.path, file.previousPath]);
  const then = commit?.files.find(({ path }) => names.has(path));
  return { path: then?.path ?? file.path, previousPath: then?.previousPath ?? null };
}
