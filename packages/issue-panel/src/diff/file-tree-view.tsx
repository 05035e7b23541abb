/** The tree of changed files: to see what there is, to find some by their path, and to go to one of them. */

import type { FileChangeView } from '@branchline/contract';
import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { diffTexts } from './diff-texts.ts';
import { FileTreeBox } from './file-tree-box.tsx';
import { treeLines } from './file-tree.ts';

export interface FileTreeViewProps {
  readonly files: readonly FileChangeView[];
  /** The path of the file that is in sight. */
  readonly current: string | undefined;
  readonly onGo: (path: string) => void;
}

const words = diffTexts.tree;

export function FileTreeView({ files, current, onGo }: FileTreeViewProps): ReactElement {
  const [filter, setFilter] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(() => treeLines(files, filter, closed), [files, filter, closed]);
  function fold(path: string, isOpen: boolean): void {
    const next = new Set(closed);
    if (isOpen) next.delete(path);
    else next.add(path);
    setClosed(next);
  }
  return (
    <div className="bl-tree">
      <label className="bl-tree-filter">
        <span className="bl-unseen">{words.filter}</span>
        <input
          type="search"
          value={filter}
          placeholder={words.filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </label>
      {lines.length === 0 ? (
        <p className="bl-quiet">{words.none(filter)}</p>
      ) : (
        <FileTreeBox lines={lines} current={current} onGo={onGo} onFold={fold} />
      )}
    </div>
  );
}
