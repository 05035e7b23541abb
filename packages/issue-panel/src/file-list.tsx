/** The files of a commit: folded away behind their number, with lines added and removed, each with its own lines on demand. */

import type { FileChangeView, IssueCommitView, RepositoryDevelopmentView } from '@branchline/contract';
import type { ReactElement } from 'react';
import type { Copy } from './copy-button.tsx';
import { FileName } from './file-name.tsx';
import { Icon } from './icon.tsx';
import { LineCounts } from './line-counts.tsx';
import { usePanelTools } from './panel-tools.tsx';
import { OptionalPlaceLink } from './place-link.tsx';
import { texts } from './texts.ts';
import { UnfoldingDiff } from './unfolding-diff.tsx';

export interface FileListProps {
  readonly commit: IssueCommitView;
  readonly repository: RepositoryDevelopmentView;
  readonly isOpen?: boolean;
  readonly onCopy: Copy;
}

export function FileList({ commit, repository, isOpen = false, onCopy }: FileListProps): ReactElement {
  if (commit.filesState === 'reading') return <p className="bl-quiet">{texts.filesReading}</p>;
  if (commit.filesState === 'untold') return <p className="bl-quiet">{texts.filesUntold}</p>;
  if (commit.filesState === 'unreadable') return <p className="bl-quiet">{texts.filesUnreadable}</p>;
  if (commit.fileCount === 0) return <p className="bl-quiet">{texts.noFiles}</p>;
  const hidden = commit.fileCount - commit.files.length;
  return (
    <details className="bl-fold" open={isOpen}>
      <summary>
        <Icon name="chevron" />
        {texts.files(commit.fileCount)}
        <LineCounts added={commit.linesAdded} removed={commit.linesRemoved} />
      </summary>
      <ul className="bl-files">
        {commit.files.map((file) => (
          <FileRow key={`${file.change} ${file.path}`} {...{ file, commit, repository, onCopy }} />
        ))}
        {hidden > 0 && (
          <li className="bl-quiet">
            {texts.moreFiles(hidden)}{' '}
            {repository.may.browse && (
              <OptionalPlaceLink to={{ kind: 'commit', repositoryId: repository.id, hash: commit.hash }}>
                {texts.commitsTab.wholeCommit(commit.fileCount)}
              </OptionalPlaceLink>
            )}
          </li>
        )}
      </ul>
    </details>
  );
}

function FileRow(props: Omit<FileListProps, 'isOpen'> & { readonly file: FileChangeView }): ReactElement {
  const { file, commit, repository, onCopy } = props;
  const { loadDiff } = usePanelTools();
  const { linesAdded, linesRemoved } = file;
  const isBinary = linesAdded === null || linesRemoved === null;
  const counts = isBinary ? (
    <span className="bl-quiet">{texts.binary}</span>
  ) : (
    <LineCounts added={linesAdded} removed={linesRemoved} />
  );
  const name = <FileName {...file} />;
  const unfolds = loadDiff !== undefined && commit.canShowDiff;
  if (!unfolds || isBinary) {
    return (
      <li className={unfolds ? 'bl-file bl-beside-unfolds' : 'bl-file'}>
        {name}
        {counts}
      </li>
    );
  }
  return (
    <li>
      <UnfoldingDiff {...{ repositoryId: repository.id, hash: commit.hash, file, loadDiff, onCopy }} name={name}>
        {counts}
      </UnfoldingDiff>
    </li>
  );
}
