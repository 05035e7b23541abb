/** The files that differ between two commits, with their lines: read as somebody comes near them. */

import type { FileChangeView } from '@branchline/contract';
import { DiffFiles, type DiffQuestion, type PlaceLink } from '@branchline/issue-panel';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactElement } from 'react';
import { problemOf } from '../../api.ts';
import { copyText } from '../../components/copy-text.ts';
import { fileDiffQuery } from '../../queries/changes.ts';
import { imageAddress } from '../../queries/image-address.ts';
import { useDiffLook } from './use-diff-look.ts';

export interface ChangedFilesProps {
  readonly repositoryId: number;
  readonly files: readonly FileChangeView[];
  readonly isCut: boolean;
  /** Between which hashes; `base` undefined: what the commit itself changed. */
  readonly base: string | undefined;
  readonly commit: string;
  /** The hash whose pictures are the ones before; null where nothing was before. */
  readonly before: string | null;
}

export function ChangedFiles(props: ChangedFilesProps): ReactElement {
  const { repositoryId, files, isCut, base, commit, before } = props;
  const queries = useQueryClient();
  const [look, setLook] = useDiffLook();
  const fileLink = useFileLink(repositoryId, commit);
  function loadDiff(file: FileChangeView, question: DiffQuestion) {
    return queries.fetchQuery(fileDiffQuery(repositoryId, { base, revision: commit }, file, question));
  }
  function pictureAddress({ path, previousPath }: FileChangeView, side: 'before' | 'after'): string {
    return side === 'after'
      ? imageAddress(repositoryId, commit, path)
      : imageAddress(repositoryId, before ?? commit, previousPath ?? path);
  }
  return (
    <DiffFiles
      // Other commits are other files: what was folded or looked for there means nothing here.
      key={`${base ?? ''} ${commit}`}
      files={files}
      isCut={isCut}
      look={look}
      onLook={setLook}
      loadDiff={loadDiff}
      problemOf={problemOf}
      onCopy={copyText}
      fileLink={fileLink}
      pictureAddress={pictureAddress}
    />
  );
}

/** The page of a file as it is at a commit; a deleted one has none. */
function useFileLink(repositoryId: number, commit: string): (file: FileChangeView) => PlaceLink | undefined {
  const router = useRouter();
  return ({ path, change }) => {
    if (change === 'deleted') return undefined;
    const place = {
      to: '/browse/$id',
      params: { id: String(repositoryId) },
      search: { revision: commit, path },
    } as const;
    return {
      href: router.buildLocation(place).href,
      onClick: (event: MouseEvent) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        void router.navigate(place);
      },
    };
  };
}
