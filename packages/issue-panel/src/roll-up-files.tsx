/** The files of a roll-up: sorted, arranged and found as one likes, each with what its commits changed in it. */

import type { IssueDevelopment, IssueRollUp } from '@branchline/contract';
import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { arrangeFiles, fileGroupings, fileSorts, type FileArrangement, type FileGrouping } from './arrange-files.ts';
import { ChoiceField } from './choice-field.tsx';
import type { Copy } from './copy-button.tsx';
import { FileLines } from './file-lines.tsx';
import { texts } from './texts.ts';

const words = texts.rollUp;

export interface RollUpFilesProps {
  readonly rollUp: IssueRollUp;
  readonly development: IssueDevelopment;
  readonly onCopy: Copy;
}

export function RollUpFiles({ rollUp, development, onCopy }: RollUpFilesProps): ReactElement {
  const { files, repositories } = rollUp;
  const [arrangement, setArrangement] = useState<FileArrangement>({
    sort: 'path',
    group: 'tree',
    search: '',
    folded: new Set(),
  });
  const change = (changed: Partial<FileArrangement>) => setArrangement((before) => ({ ...before, ...changed }));
  const lines = useMemo(() => {
    const names = new Map(repositories.map(({ id, name }) => [id, name]));
    return arrangeFiles(files, arrangement, (id) => names.get(id) ?? '');
  }, [files, repositories, arrangement]);
  function fold(key: string): void {
    const folded = new Set(arrangement.folded);
    if (!folded.delete(key)) folded.add(key);
    change({ folded });
  }
  return (
    <section>
      <div className="bl-heading bl-heading-row">
        <h3>{words.files}</h3>
        <ChoiceField
          label={words.groupFiles}
          value={arrangement.group}
          choices={groupingsFor(repositories.length)}
          words={words.groups}
          onChange={(group) => change({ group, folded: new Set() })}
        />
        <ChoiceField
          label={words.sortFiles}
          value={arrangement.sort}
          choices={fileSorts}
          words={words.sorts}
          onChange={(sort) => change({ sort })}
        />
        <input
          type="search"
          className="bl-find"
          aria-label={words.search}
          placeholder={words.search}
          value={arrangement.search}
          onChange={(event) => change({ search: event.target.value })}
        />
      </div>
      {lines.length === 0 ? (
        <p className="bl-break">{words.nothingFound(arrangement.search)}</p>
      ) : (
        <FileLines {...{ lines, development, onCopy }} onFold={fold} />
      )}
    </section>
  );
}

/** By repository only where there are several. */
function groupingsFor(repositories: number): readonly FileGrouping[] {
  return repositories > 1 ? fileGroupings : fileGroupings.filter((group) => group !== 'repository');
}
