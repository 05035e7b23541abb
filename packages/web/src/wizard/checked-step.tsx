/** Step 2, once the credential was tried: as whom it would connect, before anything is connected. */

import type { IntegrationDraft } from '@branchline/contract';
import { ProblemView } from '@branchline/issue-panel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api, problemOf } from '../api.ts';
import { copyText } from '../components/copy-text.ts';
import { integrationDraftQuery } from '../queries/integration-drafts.ts';
import * as texts from '../texts.ts';
import { FoundAccount } from './found-account.tsx';
import type { Wizard } from './use-wizard.ts';
import { WizardActions } from './wizard-actions.tsx';

export interface CheckedStepProps {
  readonly wizard: Wizard;
  readonly draft: IntegrationDraft;
}

const words = texts.wizard.signIn;

export function CheckedStep({ wizard, draft }: CheckedStepProps): ReactElement {
  const { id, connectorTitle, usable, mode, credentialKind, endsAt } = draft;
  const queries = useQueryClient();
  const again = useMutation({
    mutationFn: () => api.checkIntegrationDraft({ params: { id } }),
    onSuccess: (checked) => queries.setQueryData(integrationDraftQuery(id).queryKey, checked),
  });
  // Another sign-in is another draft: this one goes.
  const leave = useMutation({
    mutationFn: () => api.cancelIntegrationDraft({ params: { id } }),
    onSuccess: () => wizard.goTo({ step: 'sign-in' }),
  });
  const error = again.error ?? leave.error;
  const isSilent = mode === 'webhook-only' && credentialKind === 'none';
  return (
    <>
      <FoundAccount serviceTitle={connectorTitle} found={draft} isSilent={isSilent} />
      {!usable && <p>{texts.wizard.account.grantFirst}</p>}
      {error !== null && <ProblemView problem={problemOf(error)} onCopy={copyText} />}
      <p className="hint">{words.kept(new Date(endsAt).toLocaleString())}</p>
      <div className="actions">
        {usable && (
          <button
            type="button"
            className="bl-button button-primary"
            onClick={() => wizard.goTo({ step: 'repositories', draft: id })}
          >
            {texts.wizard.next}
          </button>
        )}
        <button
          type="button"
          className={usable ? 'bl-button' : 'bl-button button-primary'}
          disabled={again.isPending}
          onClick={() => again.mutate()}
        >
          {again.isPending ? words.checking : words.checkAgain}
        </button>
        <button type="button" className="bl-button" disabled={leave.isPending} onClick={() => leave.mutate()}>
          {words.signInAgain}
        </button>
        <WizardActions wizard={wizard} onBack={() => wizard.goTo({ step: 'service', draft: id })} />
      </div>
    </>
  );
}
