/** One folder: its latest commit, what is in it, and what its README says. */

import { visibleText } from '@branchline/issue-panel';
import type { FolderView as FolderAnswer } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { CommitLine } from '../../components/commit-line.tsx';
import { useNow } from '../../components/use-now.ts';
import { fileQuery } from '../../queries/browse.ts';
import * as texts from '../../texts.ts';
import { EntryList } from './entry-list.tsx';

const words = texts.browsedFiles;

export interface FolderViewProps {
  readonly id: number;
  readonly revision: string | undefined;
  readonly folder: FolderAnswer;
}

export function FolderView({ id, revision, folder }: FolderViewProps): ReactElement {
  const { path, entries, latest } = folder;
  const now = useNow();
  const readme = entries.find(({ name, kind }) => kind === 'file' && /^readme(?:\.[\w-]+)?$/iu.test(name));
  return (
    <>
      <ul className="lines latest-commit" aria-label={words.latest}>
        <CommitLine commit={latest} repositoryId={id} now={now} />
      </ul>
      {entries.length === 0 && <p className="quiet">{words.emptyFolder}</p>}
      <EntryList key={`${revision ?? ''} ${path}`} id={id} revision={revision} path={path} entries={entries} />
      {readme !== undefined && <Readme id={id} revision={folder.commit} name={readme.name} path={readme.path} />}
    </>
  );
}

interface ReadmeProps {
  readonly id: number;
  readonly revision: string;
  readonly name: string;
  readonly path: string;
}

/** As it is written: it comes from strangers, and plain text says all that it says. */
function Readme({ id, revision, name, path }: ReadmeProps): ReactElement | null {
  const file = useQuery(fileQuery(id, { revision, path }));
  const text = file.data?.text ?? '';
  // Its line in the list above leads to it, and says what is wrong with it.
  if (text === '') return null;
  return (
    <section className="card readme" aria-label={visibleText(name)}>
      <h2 className="card-header">{name}</h2>
      <pre dir="auto">{visibleText(text)}</pre>
    </section>
  );
}
