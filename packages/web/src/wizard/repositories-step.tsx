/** Step 3: which repositories; the service's list goes on being read while somebody looks. */

import type { IntegrationDraft } from '@branchline/contract';
import { Icon } from '@branchline/issue-panel';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { api } from '../api.ts';
import { ActionButton } from '../components/action-button.tsx';
import { RepositoryChooser } from '../components/repository-chooser.tsx';
import { integrationDraftQuery } from '../queries/integration-drafts.ts';
import * as texts from '../texts.ts';
import { isOneRepository, type GitService, type Wizard } from './use-wizard.ts';
import { WizardActions } from './wizard-actions.tsx';

export interface RepositoriesStepProps {
  readonly wizard: Wizard;
  readonly service: GitService;
  readonly draft: IntegrationDraft;
}

const words = texts.wizard.repositories;

export function RepositoriesStep({ wizard, service, draft }: RepositoriesStepProps): ReactElement {
  const { id, mode, name, listStoppedBecause } = draft;
  const queries = useQueryClient();
  const goOn = () => wizard.goTo({ step: 'options', draft: id });
  const ways = <WizardActions wizard={wizard} onBack={() => wizard.goTo({ step: 'sign-in', draft: id })} />;
  if (mode === 'webhook-only' || isOneRepository(service)) {
    return (
      <NothingToChoose onNext={goOn} ways={ways}>
        {mode === 'webhook-only' ? (
          <p>{words.byWebhooks}</p>
        ) : (
          <>
            <p>{words.one}</p>
            <p className="one-repository">
              <Icon name="repository" /> <strong className="break">{name}</strong>
            </p>
          </>
        )}
      </NothingToChoose>
    );
  }
  return (
    <>
      <p className="lead">{words.lead}</p>
      {listStoppedBecause !== null && (
        <div className="attention" role="alert">
          <h3>{words.stopped}</h3>
          <p>{listStoppedBecause}</p>
          <ActionButton
            label={texts.repositoryChoice.again}
            icon="refresh"
            run={async () => {
              await api.discoverRepositories({ params: { id } });
              await queries.invalidateQueries({ queryKey: integrationDraftQuery(id).queryKey });
            }}
          />
        </div>
      )}
      <RepositoryChooser integrationId={id} action={texts.wizard.next} leadsOn onSaved={goOn} besideAction={ways} />
    </>
  );
}

interface NothingToChooseProps {
  readonly onNext: () => void;
  readonly ways: ReactNode;
  readonly children: ReactNode;
}

function NothingToChoose({ onNext, ways, children }: NothingToChooseProps): ReactElement {
  return (
    <>
      {children}
      <div className="actions">
        <button type="button" className="bl-button button-primary" onClick={onNext}>
          {texts.wizard.next}
        </button>
        {ways}
      </div>
    </>
  );
}
