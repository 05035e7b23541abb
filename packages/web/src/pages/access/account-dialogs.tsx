/** What administrators are asked before an account is added, changed or taken away. */

import type { VersionedAccount } from '@branchline/contract';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { Dialog } from '../../components/dialog.tsx';
import { useAction } from '../../components/use-action.ts';
import * as texts from '../../texts.ts';
import { AddAccountDialog, EditAccountDialog } from './account-form.tsx';
import type { MadeLink } from './shown-link.tsx';

const words = texts.access.accounts;

export type AccountQuestion =
  | { readonly kind: 'add' }
  | { readonly kind: 'edit' | 'link' | 'factor' | 'remove'; readonly account: VersionedAccount };

export interface AccountDialogsProps {
  readonly question: AccountQuestion | undefined;
  readonly onLink: (link: MadeLink | undefined) => void;
  readonly onClose: () => void;
}

export function AccountDialogs({ question, onLink, onClose }: AccountDialogsProps): ReactElement | null {
  if (question === undefined) return null;
  if (question.kind === 'add') return <AddAccountDialog onAdded={onLink} onClose={onClose} />;
  const { kind, account } = question;
  if (kind === 'edit') return <EditAccountDialog account={account} onClose={onClose} />;
  return <Question key={kind} kind={kind} account={account} onLink={onLink} onClose={onClose} />;
}

interface QuestionProps extends Omit<AccountDialogsProps, 'question'> {
  readonly kind: 'link' | 'factor' | 'remove';
  readonly account: VersionedAccount;
}

const asked = {
  link: { title: words.link, text: words.linkMade, action: words.newLink, tone: 'primary' },
  factor: {
    title: words.removeFactorTitle,
    text: () => words.removeFactorText,
    action: words.removeFactor,
    tone: 'danger',
  },
  remove: { title: words.removeTitle, text: () => words.removeText, action: words.remove, tone: 'danger' },
} as const;

function Question({ kind, account, onLink, onClose }: QuestionProps): ReactElement {
  const params = { id: account.id };
  const act = useAction(async () => {
    if (kind === 'link') return api.makePasswordLink({ params });
    if (kind === 'factor') await api.removeSecondFactorOf({ params });
    else await api.removeAccount({ params });
    return undefined;
  }, done);
  function done(link: { readonly url: string; readonly endsAt: string } | undefined): void {
    onLink(link === undefined ? undefined : { ...link, name: account.name });
    onClose();
  }
  const { title, text, action, tone } = asked[kind];
  return (
    <Dialog
      title={title(account.name)}
      action={action}
      tone={tone}
      busy={act.isPending}
      problem={act.error === null ? undefined : problemOf(act.error)}
      onAction={() => act.mutate(undefined)}
      onClose={onClose}
      {...(kind === 'remove' ? { confirm: account.login } : {})}
    >
      <p>{text(account.name)}</p>
    </Dialog>
  );
}
