/** A button that asks the server to do something, shows what it ran into, and brings the pages up to date. */

import { Icon } from '@branchline/issue-panel';
import type { IconName } from '@branchline/issue-panel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { problemOf } from '../api.ts';

export interface ActionButtonProps {
  /** A verb that says what it does. */
  readonly label: string;
  readonly icon?: IconName;
  readonly primary?: boolean;
  readonly run: () => Promise<unknown>;
}

export function ActionButton({ label, icon, primary = false, run }: ActionButtonProps): ReactElement {
  const queries = useQueryClient();
  const action = useMutation({ mutationFn: run, onSuccess: () => queries.invalidateQueries() });
  const problem = action.error === null ? undefined : problemOf(action.error);
  return (
    <span className="action">
      <button
        type="button"
        className={primary ? 'bl-button button-primary' : 'bl-button'}
        disabled={action.isPending}
        onClick={() => action.mutate()}
      >
        {icon !== undefined && <Icon name={icon} />} {label}
      </button>
      {problem !== undefined && (
        <span className="action-problem" role="alert">
          {[problem.detail ?? problem.title, problem.remedy].filter((part) => part !== undefined).join(' ')}
        </span>
      )}
    </span>
  );
}
