/** A changed file on a line: what became of it, its path with the name before the folders, where it was before. */

import type { FileChangeView } from '@branchline/contract';
import type { ReactElement } from 'react';
import { texts } from './texts.ts';
import { visibleText } from './visible-text.ts';

export interface FileNameProps {
  readonly change: FileChangeView['change'];
  readonly path: string;
  readonly previousPath: string | null;
}

export function FileName({ change, path, previousPath }: FileNameProps): ReactElement {
  return (
    <>
      <ChangeLetter change={change} />
      <span className="bl-path">
        <Path path={path} />
        {previousPath !== null && (
          <span className="bl-quiet bl-former">
            <bdi>{visibleText(texts.formerly(previousPath))}</bdi>
          </span>
        )}
      </span>
    </>
  );
}

export function ChangeLetter({ change }: Pick<FileNameProps, 'change'>): ReactElement {
  const word = texts.change[change];
  return (
    <abbr className={`bl-change bl-change-${change}`} title={word} aria-label={word}>
      {word.slice(0, 1)}
    </abbr>
  );
}

function Path({ path }: { readonly path: string }): ReactElement {
  const end = path.lastIndexOf('/') + 1;
  return (
    <code>
      {end > 0 && <span className="bl-folder">{visibleText(path.slice(0, end))}</span>}
      {visibleText(path.slice(end))}
    </code>
  );
}
