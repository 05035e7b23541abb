/** Adds or replaces the OAuth credentials of a Jira site; Jira is asked before they take over. */

import type { JiraSiteDetails } from '@branchline/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { formText } from '../../components/form-text.ts';
import { Form } from '../../components/form.tsx';
import { TextField } from '../../components/text-field.tsx';
import * as texts from '../../texts.ts';

const words = texts.jiraCredentials.oauth;

/** The two fields, wherever they are asked for. */
export function OAuthFields(): ReactElement {
  return (
    <>
      <TextField label={words.clientId} name="clientId" input={{ autoComplete: 'off', maxLength: 500 }} />
      <TextField label={words.clientSecret} name="clientSecret" input={{ type: 'password', autoComplete: 'off' }} />
    </>
  );
}

/** What they hold. */
export function oauthFrom(form: FormData): { readonly clientId: string; readonly clientSecret: string } {
  return { clientId: formText(form, 'clientId').trim(), clientSecret: formText(form, 'clientSecret') };
}

export function OAuthForm({ site }: { readonly site: JiraSiteDetails }): ReactElement {
  const [round, setRound] = useState(0);
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (form: FormData) => api.replaceJiraOAuth({ params: { id: site.id }, body: oauthFrom(form) }),
    onSuccess: async () => {
      setRound((before) => before + 1);
      await queries.invalidateQueries();
    },
  });
  return (
    <>
      <Form
        key={round}
        action={site.clientId === '' ? words.add : words.replace}
        busy={save.isPending}
        error={save.error}
        onSend={(form) => save.mutate(form)}
      >
        <OAuthFields />
      </Form>
      <p aria-live="polite" className="hint">
        {save.isSuccess && words.saved}
      </p>
    </>
  );
}
