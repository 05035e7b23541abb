/** The files of a commit: folded away behind their number, with names before folders and lines added and removed. */

import type { FileChangeView, IssueCommitView } from '@branchline/contract';
import type { ReactElement } from 'react';
import { numbered } from './format.ts';
import { Icon } from './icon.tsx';
import { texts } from './texts.ts';

export function FileList({ commit }: { readonly commit: IssueCommitView }): ReactElement {
  if (commit.filesState === 'reading') return <p className="bl-quiet">{texts.filesReading}</p>;
  if (commit.filesState === 'untold') return <p className="bl-quiet">{texts.filesUntold}</p>;
  if (commit.filesState === 'unreadable') return <p className="bl-quiet">{texts.filesUnreadable}</p>;
  if (commit.fileCount === 0) return <p className="bl-quiet">{texts.noFiles}</p>;
  const hidden = commit.fileCount - commit.files.length;
  return (
    <details className="bl-fold">
      <summary>
        <Icon name="chevron" />
        {texts.files(commit.fileCount)}
        <LineCounts added={commit.linesAdded} removed={commit.linesRemoved} />
      </summary>
      <ul className="bl-files">
        {commit.files.map((file) => (
          <FileRow key={`${file.change} ${file.path}`} file={file} />
        ))}
        {hidden > 0 && <li className="bl-quiet">{texts.moreFiles(hidden)}</li>}
      </ul>
    </details>
  );
}

function FileRow({ file }: { readonly file: FileChangeView }): ReactElement {
  const word = texts.change[file.change];
  return (
    <li className="bl-file">
      <abbr className={`bl-change bl-change-${file.change}`} title={word} aria-label={word}>
        {word.slice(0, 1)}
      </abbr>
      <span className="bl-path">
        <Path path={file.path} />
        {file.previousPath !== null && <span className="bl-quiet bl-former">{texts.formerly(file.previousPath)}</span>}
      </span>
      {file.linesAdded === null || file.linesRemoved === null ? (
        <span className="bl-quiet">{texts.binary}</span>
      ) : (
        <LineCounts added={file.linesAdded} removed={file.linesRemoved} />
      )}
    </li>
  );
}

function Path({ path }: { readonly path: string }): ReactElement {
  const end = path.lastIndexOf('/') + 1;
  return (
    <code>
      {end > 0 && <span className="bl-folder">{path.slice(0, end)}</span>}
      {path.slice(end)}
    </code>
  );
}

function LineCounts({ added, removed }: { readonly added: number; readonly removed: number }): ReactElement {
  return (
    <span className="bl-lines">
      {added > 0 && (
        <span className="bl-added" title={texts.linesAdded(added)}>
          +{numbered(added)}
        </span>
      )}
      {removed > 0 && (
        <span className="bl-removed" title={texts.linesRemoved(removed)}>
          −{numbered(removed)}
        </span>
      )}
    </span>
  );
}
