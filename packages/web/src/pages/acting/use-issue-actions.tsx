/** What happens when somebody wants to do one of the things that an issue's view offers. */

import { actionAddress, type PanelAction } from '@branchline/issue-panel';
import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { ReactNode } from 'react';

export interface IssueActions {
  readonly onAct: (action: PanelAction) => void;
  /** The dialog of what the address says is wanted (`act`), or nothing. */
  readonly dialog: ReactNode;
}

/** Everything has an address, which is what other hosts of the panel open. */
export function useIssueActions(key: string): IssueActions {
  const { history } = useRouter();
  const onAct = useCallback((action: PanelAction) => history.push(actionAddress(key, action)), [history, key]);
  return { onAct, dialog: null };
}
