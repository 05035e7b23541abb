/** Back from the service: as whom it would connect, or with which credential an integration would go on. */

import type { PendingCredential } from '@branchline/contract';
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

export interface PendingStepProps {
  readonly wizard: Wizard;
  readonly pending: PendingCredential;
}

const words = texts.wizard;

export function PendingStep({ wizard, pending }: PendingStepProps): ReactElement {
  const { connectorTitle: service, usable, mayChooseAccount, account } = pending;
  const { goOn, leave } = useEnds(wizard, pending);
  const error = goOn.error ?? leave.error;
  const login = account?.login;
  const reconnect = login === undefined ? words.reconnect.goOn : words.reconnect.goOnAs(login);
  return (
    <>
      {pending.integrationId !== null && <p>{words.reconnect.text}</p>}
      <FoundAccount serviceTitle={service} found={pending} />
      {!usable && <p>{words.account.grantAndSignIn(service)}</p>}
      {!mayChooseAccount && account !== null && <p className="hint">{words.account.signOutFirst(service)}</p>}
      {error !== null && <ProblemView problem={problemOf(error)} onCopy={copyText} />}
      <div className="actions">
        {usable && (
          <button
            type="button"
            className="bl-button button-primary"
            disabled={goOn.isPending || leave.isPending}
            onClick={() => goOn.mutate()}
          >
            {pending.integrationId === null ? words.next : reconnect}
          </button>
        )}
        {mayChooseAccount && (
          <button type="button" className="bl-button" disabled={leave.isPending} onClick={() => leave.mutate()}>
            {words.account.other}
          </button>
        )}
        <WizardActions wizard={wizard} />
      </div>
    </>
  );
}

function useEnds(wizard: Wizard, pending: PendingCredential) {
  const { id, connector, settings, network, integrationId } = pending;
  const queries = useQueryClient();
  const goOn = useMutation({
    mutationFn: async () => {
      if (integrationId !== null) {
        await api.editIntegration({ params: { id: integrationId }, body: { pending: id } });
        return undefined;
      }
      return api.beginIntegrationDraft({ body: { pending: id, mode: wizard.typed.mode } });
    },
    onSuccess: async (draft) => {
      if (draft === undefined) {
        if (integrationId !== null) await wizard.finish(integrationId);
        return;
      }
      queries.setQueryData(integrationDraftQuery(draft.id).queryKey, draft);
      wizard.goTo({ step: 'repositories', draft: draft.id });
    },
  });
  const leave = useMutation({
    mutationFn: async () => {
      const place = integrationId === null ? { connector, settings, network } : { integrationId };
      const { authorizationUrl } = await api.startOAuth({ body: { ...place, switchesAccount: true } });
      await api.cancelPendingCredential({ params: { id } });
      return authorizationUrl;
    },
    onSuccess: (url) => window.location.assign(url),
  });
  return { goOn, leave };
}
