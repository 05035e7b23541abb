/** Asks for the first credentials of a Jira site; Jira is asked before anything is kept. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { Form } from '../../components/form.tsx';
import * as texts from '../../texts.ts';
import { AccountFields, accountFrom } from './account-fields.tsx';
import { addressOf, type ChosenJira } from './new-site-steps.ts';
import { OAuthFields, oauthFrom } from './oauth-form.tsx';

export interface CredentialsStepProps {
  readonly chosen: ChosenJira;
  readonly onBack: () => void;
  readonly onConnected: (siteId: number) => void;
}

const words = texts.jiraCredentials.new;

export function CredentialsStep({ chosen, onBack, onConnected }: CredentialsStepProps): ReactElement {
  const queries = useQueryClient();
  const isCloud = chosen.kind === 'cloud';
  const add = useMutation({
    mutationFn: (form: FormData) =>
      api.addJiraSite({
        body: {
          ...addressOf(chosen),
          ...(isCloud ? oauthFrom(form) : { account: accountFrom(form, 'personal-access-token') }),
        },
      }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries();
      onConnected(id);
    },
  });
  const back = (
    <button type="button" className="bl-button" disabled={add.isPending} onClick={onBack}>
      {words.back}
    </button>
  );
  return (
    <Form
      action={words.credentials.action}
      busy={add.isPending}
      error={add.error}
      onSend={(form) => add.mutate(form)}
      besideAction={back}
    >
      {isCloud ? (
        <OAuthFields />
      ) : (
        <AccountFields kinds={['personal-access-token']} kind="personal-access-token" onKind={() => undefined} />
      )}
    </Form>
  );
}
