/** The files that differ between two revisions, counted from where they parted or from the first as it is now. */

import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { CheckField } from '../../components/check-field.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { useFilters } from '../../components/use-filters.ts';
import { changesQuery } from '../../queries/changes.ts';
import * as texts from '../../texts.ts';
import { ChangedFiles } from './changed-files.tsx';

const words = texts.compare.files;

export interface ComparedFilesProps {
  readonly id: number;
  readonly names: { readonly base: string; readonly revision: string };
  /** Whether there is a place where they parted. */
  readonly hasMet: boolean;
}

export function ComparedFiles({ id, names, hasMet }: ComparedFilesProps): ReactElement {
  const [filters, filter] = useFilters(['from']);
  const from = filters.from === 'base' || !hasMet ? 'base' : 'merge-base';
  const changes = useQuery(changesQuery(id, { ...names, from }));
  return (
    <>
      {hasMet && (
        <div className="compare-from">
          <CheckField
            label={words.from}
            hint={words.fromHint}
            checked={from === 'merge-base'}
            onChange={(isOn) => filter({ from: isOn ? undefined : 'base' })}
          />
        </div>
      )}
      <Answer query={changes} skeleton={<SkeletonRows label={texts.compare.loading} />}>
        {({ files, isCut, base, commit }) =>
          files.length === 0 ? (
            <EmptyState title={words.none}>{words.noneText}</EmptyState>
          ) : (
            <ChangedFiles
              repositoryId={id}
              files={files}
              isCut={isCut}
              base={base ?? undefined}
              commit={commit}
              before={base}
            />
          )
        }
      </Answer>
    </>
  );
}
