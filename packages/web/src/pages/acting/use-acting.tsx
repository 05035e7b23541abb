/** Something done under one's own name: where that needs an account which is not connected yet, it is asked for in place. */

import type { Problem } from '@branchline/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { problemOf } from '../../api.ts';
import { ConnectDialog } from '../../components/connect-dialog.tsx';
import { useAction } from '../../components/use-action.ts';

export interface Acting<Wish> {
  readonly act: (wish: Wish) => void;
  readonly isPending: boolean;
  /** What it ran into; undefined while an account is asked for. */
  readonly problem: Problem | undefined;
  /** The question for the account, or nothing; not inside a form. */
  readonly asking: ReactNode;
}

/** The same wish is sent again once the account is connected, and nothing else has to be done. */
export function useActing<Wish, Result>(
  run: (wish: Wish) => Promise<Result>,
  onDone: (result: Result) => void,
): Acting<Wish> {
  const queries = useQueryClient();
  const action = useAction(async (wish: Wish) => {
    try {
      return await run(wish);
    } catch (error) {
      // What stands on the page is no longer so, or never was.
      if ([403, 404, 409, 428].includes(problemOf(error).status))
        void queries.invalidateQueries({ queryKey: ['issues'] });
      throw error;
    }
  }, onDone);
  const [isDismissed, setDismissed] = useState(false);
  const problem = action.error === null ? undefined : problemOf(action.error);
  const isAsked = problem?.integration !== undefined && !isDismissed;
  function act(wish: Wish): void {
    setDismissed(false);
    action.mutate(wish);
  }
  return {
    act,
    isPending: action.isPending,
    problem: isAsked ? undefined : problem,
    asking: isAsked && problem?.integration !== undefined && (
      <ConnectDialog
        integration={problem.integration}
        because={problem.detail ?? problem.title}
        onConnected={() => {
          if (action.variables !== undefined) act(action.variables);
        }}
        onClose={() => setDismissed(true)}
      />
    ),
  };
}
