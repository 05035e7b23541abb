/** What is in a folder: folders first, each line leading into it; arrow keys go through it. */

import type { FolderView } from '@branchline/contract';
import { Icon, size, type IconName, visibleText } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import type { ReactElement } from 'react';
import { setLength } from '../../components/set-length.ts';
import { useArrowKeys } from '../../components/use-arrow-keys.ts';
import { usePageLines } from '../../components/use-page-lines.ts';
import * as texts from '../../texts.ts';

type Entry = FolderView['entries'][number];

const words = texts.browsedFiles;
/** Of a line, in pixels, as in the stylesheet. */
const lineHeight = 32;

/** What each kind looks like, here and in the tree. */
export const entryIcons: Readonly<Record<Entry['kind'], IconName>> = {
  folder: 'folder',
  file: 'file',
  link: 'link',
  submodule: 'repository',
};

export interface EntryListProps {
  readonly id: number;
  readonly revision: string | undefined;
  /** Of the folder. */
  readonly path: string;
  readonly entries: readonly Entry[];
}

/** The folder above is its first line, but for the root. */
export function EntryList({ id, revision, path, entries }: EntryListProps): ReactElement {
  const list = useRef<HTMLUListElement>(null);
  useArrowKeys(list);
  const hasUp = path !== '';
  const lines = usePageLines(entries.length + (hasUp ? 1 : 0), lineHeight, list);
  return (
    <ul
      className="entries"
      aria-label={visibleText(words.entries(path))}
      ref={(element) => {
        list.current = element;
        setLength(element, '--lines-length', lines.length);
      }}
    >
      {lines.drawn.map(({ index, start }) => {
        const entry = hasUp ? entries[index - 1] : entries[index];
        return (
          <li
            key={entry?.path ?? '..'}
            className="entry"
            ref={(element) => setLength(element, '--line-start', start)}
            aria-posinset={index + 1}
            aria-setsize={entries.length + (hasUp ? 1 : 0)}
          >
            {entry === undefined ? (
              <Up id={id} revision={revision} path={path} />
            ) : (
              <EntryLine id={id} revision={revision} entry={entry} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Up({ id, revision, path }: Omit<EntryListProps, 'entries'>): ReactElement {
  const above = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : undefined;
  return (
    <Link
      to="/browse/$id"
      params={{ id: String(id) }}
      search={{ revision, path: above }}
      className="entry-link"
      activeProps={{}}
      aria-label={words.up}
    >
      <Icon name="folder" /> ..
    </Link>
  );
}

interface EntryLineProps {
  readonly id: number;
  readonly revision: string | undefined;
  readonly entry: Entry;
}

function EntryLine({ id, revision, entry }: EntryLineProps): ReactElement {
  const { name, path, kind } = entry;
  if (kind === 'submodule') {
    return (
      <span className="entry-link" title={words.submodule}>
        <Icon name={entryIcons[kind]} label={words.kinds[kind]} />
        <bdi className="entry-name">{visibleText(name)}</bdi>
        <span className="quiet entry-size">{words.kinds[kind]}</span>
      </span>
    );
  }
  return (
    <>
      <Link
        to="/browse/$id"
        params={{ id: String(id) }}
        search={{ revision, path, ...(kind === 'folder' ? {} : { view: 'code' }) }}
        className="entry-link"
        activeProps={{}}
        title={visibleText(name)}
      >
        <Icon name={entryIcons[kind]} label={words.kinds[kind]} />
        <bdi className="entry-name">{visibleText(name)}</bdi>
      </Link>
      {entry.size !== null && <span className="quiet entry-size">{size(entry.size)}</span>}
    </>
  );
}
