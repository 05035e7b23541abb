/** Adds or replaces the account of a Jira site; Jira is asked before it takes over. */

import type { JiraSiteSummary } from '@branchline/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { api } from '../../api.ts';
import { Form } from '../../components/form.tsx';
import { isSelfManaged } from '../../components/jira-standing.ts';
import * as texts from '../../texts.ts';
import { AccountFields, accountFrom, cloudKinds, type AccountKind } from './account-fields.tsx';

export interface AccountFormProps {
  readonly site: JiraSiteSummary;
  readonly onSaved?: () => void;
  readonly besideAction?: ReactNode;
}

const words = texts.jiraCredentials.account;

export function AccountForm({ site, onSaved, besideAction }: AccountFormProps): ReactElement {
  const kinds: readonly AccountKind[] = isSelfManaged(site) ? ['personal-access-token'] : cloudKinds;
  const present = site.account?.kind;
  const [kind, setKind] = useState<AccountKind>(present ?? kinds[0] ?? 'scoped-api-token');
  // A new form after each success: what was typed was a secret.
  const [round, setRound] = useState(0);
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (form: FormData) => api.replaceJiraAccount({ params: { id: site.id }, body: accountFrom(form, kind) }),
    onSuccess: async () => {
      setRound((before) => before + 1);
      await queries.invalidateQueries();
      onSaved?.();
    },
  });
  return (
    <>
      <Form
        key={round}
        action={present === undefined ? words.add : words.replace}
        busy={save.isPending}
        error={save.error}
        onSend={(form) => save.mutate(form)}
        besideAction={besideAction}
      >
        <AccountFields kinds={kinds} kind={kind} onKind={setKind} />
      </Form>
      <p aria-live="polite" className="hint">
        {save.isSuccess && words.saved}
      </p>
    </>
  );
}
