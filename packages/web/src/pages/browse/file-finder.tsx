/** Opens a file by a part of its path, with the keyboard alone. */

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FindField } from '../../components/find-field.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { useArrowKeys } from '../../components/use-arrow-keys.ts';
import { useSettled } from '../../components/use-settled.ts';
import { pathSearchQuery } from '../../queries/browse.ts';
import * as texts from '../../texts.ts';
import { FoundText } from './found-text.tsx';

const words = texts.browsedFiles.finder;
/** Shown at once: whoever has not found it among these types more. */
const mostShown = 100;

export interface FileFinderProps {
  readonly id: number;
  readonly revision: string | undefined;
  readonly onClose: () => void;
}

/** Enter in the field opens the first; arrow keys go to the others. */
export function FileFinder({ id, revision, onClose }: FileFinderProps): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  useArrowKeys(place, 'input, a');
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const text = useSettled(typed.trim());
  const query = useQuery(pathSearchQuery(id, { text, revision }));
  const [first] = text === '' || text !== typed.trim() ? [] : (query.data?.paths ?? []);
  function openFirst(): void {
    if (first === undefined) return;
    onClose();
    void navigate({ to: '/browse/$id', params: { id: String(id) }, search: { revision, path: first, view: 'code' } });
  }
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div ref={place}>
        <FindField
          label={words.label}
          placeholder={words.placeholder}
          value={typed}
          onChange={setTyped}
          onEnter={openFirst}
        />
        <p className="hint">{words.hint}</p>
        {text !== '' && (
          <Answer query={query} skeleton={<SkeletonRows label={words.loading} />}>
            {({ isCut, paths }) => (
              <>
                {paths.length === 0 && <p className="quiet">{words.none}</p>}
                <ul aria-label={words.results} className="found-paths">
                  {paths.slice(0, mostShown).map((path) => (
                    <li key={path}>
                      <FoundPath id={id} revision={revision} path={path} text={text} onOpen={onClose} />
                    </li>
                  ))}
                </ul>
                {(isCut || paths.length > mostShown) && <p className="hint">{words.cut}</p>}
              </>
            )}
          </Answer>
        )}
      </div>
    </Dialog>
  );
}

interface FoundPathProps {
  readonly id: number;
  readonly revision: string | undefined;
  readonly path: string;
  readonly text: string;
  readonly onOpen: () => void;
}

function FoundPath({ id, revision, path, text, onOpen }: FoundPathProps): ReactElement {
  return (
    <Link
      to="/browse/$id"
      params={{ id: String(id) }}
      search={{ revision, path, view: 'code' }}
      className="choice"
      activeProps={{}}
      onClick={onOpen}
    >
      <span className="break">
        <FoundText text={path} wanted={text} />
      </span>
    </Link>
  );
}
