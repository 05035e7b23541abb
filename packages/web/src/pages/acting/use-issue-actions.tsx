/** What happens when somebody wants to do one of the things that an issue's view offers. */

import type { IssueDevelopment } from '@branchline/contract';
import { actionAddress, type PanelAction } from '@branchline/issue-panel';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { ReactNode } from 'react';
import { IssueDialog } from './issue-dialog.tsx';

export interface IssueActions {
  readonly onAct: (action: PanelAction) => void;
  /** The dialog of what the address says is wanted (`act`), or nothing. */
  readonly dialog: ReactNode;
}

/** Everything has an address, which is what other hosts of the panel open. @param key the issue's of today */
export function useIssueActions(key: string, development: IssueDevelopment | undefined): IssueActions {
  const { history } = useRouter();
  const navigate = useNavigate();
  const { act, repository, branch, pullRequest, tab, children } = useSearch({ strict: false });
  const onAct = useCallback(
    (action: PanelAction) => history.push(withWords(actionAddress(key, action), { tab, children })),
    [history, key, tab, children],
  );
  function close(): void {
    void navigate({
      to: '/issues/$key',
      params: { key },
      search: ({ tab, children }) => ({
        ...(tab === undefined ? {} : { tab }),
        ...(children === undefined ? {} : { children }),
      }),
      replace: true,
    });
  }
  const wanted = {
    ...(act === undefined ? {} : { act }),
    ...(repository === undefined ? {} : { repository }),
    ...(branch === undefined ? {} : { branch }),
    ...(pullRequest === undefined ? {} : { pullRequest }),
  };
  const dialog = act !== undefined && development !== undefined && (
    <IssueDialog
      key={`${act} ${repository ?? ''} ${branch ?? ''} ${pullRequest ?? ''}`}
      development={development}
      wanted={wanted}
      onClose={close}
    />
  );
  return { onAct, dialog };
}

/** What is looked at stays as it is behind a dialog; other pages know no such words. */
function withWords(address: string, words: Readonly<Record<string, string | undefined>>): string {
  if (!address.startsWith('/issues/')) return address;
  const more = Object.entries(words).flatMap(([name, word]) =>
    word === undefined ? [] : [`&${name}=${encodeURIComponent(word)}`],
  );
  return `${address}${more.join('')}`;
}
