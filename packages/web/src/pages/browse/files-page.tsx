/** The files of a repository at one revision: a folder, or a file as it is, by its authors, or through time. */

import { isProblemError } from '@branchline/contract';
import { Icon } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { useKey } from '../../components/use-key.ts';
import { useMedia } from '../../components/use-media.ts';
import { browsedRepositoryQuery, folderQuery } from '../../queries/browse.ts';
import * as texts from '../../texts.ts';
import { FileFinder } from './file-finder.tsx';
import { FileTree } from './file-tree.tsx';
import { FileView, type FileViewProps } from './file-view.tsx';
import { FolderView } from './folder-view.tsx';
import { PathCrumbs } from './path-crumbs.tsx';
import { RevisionChooser } from './revision-chooser.tsx';
import { RevisionOrProblem } from './revision-or-problem.tsx';
import { useRepositoryId } from './use-repository-id.ts';

const words = texts.browsedFiles;

export function FilesPage(): ReactElement {
  const id = useRepositoryId();
  const { revision, path = '', view } = useSearch({ strict: false });
  const [isFinding, setIsFinding] = useState(false);
  useKey('t', () => setIsFinding(true));
  const repository = useQuery(browsedRepositoryQuery(id));
  return (
    <>
      <div className="browse-bar">
        <RevisionChooser id={id} />
        <PathCrumbs id={id} revision={revision} path={path} rootName={repository.data?.name ?? words.root} />
        <button type="button" className="bl-button" aria-keyshortcuts="t" onClick={() => setIsFinding(true)}>
          <Icon name="search" /> {words.finder.action}
        </button>
      </div>
      {view === undefined ? (
        <Folder key={path} id={id} revision={revision} path={path} />
      ) : (
        <FileBesideTree id={id} revision={revision} path={path} view={view} />
      )}
      {isFinding && <FileFinder id={id} revision={revision} onClose={() => setIsFinding(false)} />}
    </>
  );
}

/** Narrow windows have the path above it to go elsewhere. */
function FileBesideTree(props: FileViewProps): ReactElement {
  const { id, revision, path } = props;
  const isWide = useMedia('(min-width: 75rem)');
  return (
    <div className="file-columns">
      {isWide && <FileTree key={revision ?? ''} id={id} revision={revision} path={path} />}
      <div className="file-column">
        <FileView {...props} />
      </div>
    </div>
  );
}

interface FolderProps {
  readonly id: number;
  readonly revision: string | undefined;
  readonly path: string;
}

/** Addresses made elsewhere may lead to a file without saying so. */
function Folder({ id, revision, path }: FolderProps): ReactElement {
  const folder = useQuery(folderQuery(id, { revision, path }));
  if (isProblemError(folder.error) && folder.error.problem.status === 404) {
    if (path !== '') return <FileBesideTree id={id} revision={revision} path={path} view="code" />;
  }
  return (
    <RevisionOrProblem id={id} revision={revision} query={folder}>
      <Answer query={folder} skeleton={<SkeletonRows label={words.loadingFolder} />}>
        {(shown) => <FolderView id={id} revision={revision} folder={shown} />}
      </Answer>
    </RevisionOrProblem>
  );
}
