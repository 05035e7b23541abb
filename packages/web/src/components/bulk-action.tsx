/** A button that does the same with every chosen row, one after the other, and says which of them it failed for. */

import { Icon } from '@branchline/issue-panel';
import type { IconName } from '@branchline/issue-panel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { problemOf } from '../api.ts';
import * as texts from '../texts.ts';

interface ChosenRow {
  readonly id: number | string;
  readonly name: string;
}

export interface BulkActionProps<Row extends ChosenRow> {
  /** A verb that says what it does. */
  readonly label: string;
  readonly icon: IconName;
  readonly rows: readonly Row[];
  readonly run: (row: Row) => Promise<unknown>;
}

interface Outcome {
  readonly done: number;
  readonly failed: readonly string[];
}

const words = texts.integrations.bulk;

export function BulkAction<Row extends ChosenRow>({ label, icon, rows, run }: BulkActionProps<Row>): ReactElement {
  const queries = useQueryClient();
  const [reached, setReached] = useState(0);
  const action = useMutation({
    mutationFn: async (): Promise<Outcome> => {
      const failed: string[] = [];
      for (const [place, row] of rows.entries()) {
        setReached(place);
        await run(row).catch((error: unknown) => {
          const { detail, title, remedy } = problemOf(error);
          failed.push(words.failed(row.name, [detail ?? title, remedy].filter(Boolean).join(' ')));
        });
      }
      return { done: rows.length - failed.length, failed };
    },
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <span className="action">
      <button type="button" className="bl-button" disabled={action.isPending} onClick={() => action.mutate()}>
        <Icon name={icon} /> {label}
        {action.isPending && <span className="quiet">{words.working(reached, rows.length)}</span>}
      </button>
      {action.data !== undefined && (
        <output className={action.data.failed.length > 0 ? 'action-problem' : 'quiet'}>
          {action.data.failed.length > 0 ? action.data.failed.join('\n') : words.done(action.data.done)}
        </output>
      )}
    </span>
  );
}
