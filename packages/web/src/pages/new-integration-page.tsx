/** The wizard that connects a Git service: four steps, which can be left and taken up again at any of them. */

import type { IntegrationDraft } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { problemOf } from '../api.ts';
import { Answer } from '../components/answer.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { gitServicesQuery, integrationDraftQuery } from '../queries/integration-drafts.ts';
import { pendingQuery } from '../queries/integrations.ts';
import * as texts from '../texts.ts';
import { CheckedStep } from '../wizard/checked-step.tsx';
import { OptionsStep } from '../wizard/options-step.tsx';
import { PendingStep } from '../wizard/pending-step.tsx';
import { RepositoriesStep } from '../wizard/repositories-step.tsx';
import { ServiceHelp } from '../wizard/service-help.tsx';
import { ServiceStep } from '../wizard/service-step.tsx';
import { SignInStep } from '../wizard/sign-in-step.tsx';
import { useWizard, type GitService, type Wizard, type WizardStep } from '../wizard/use-wizard.ts';
import { WizardFrame } from '../wizard/wizard-frame.tsx';

const words = texts.wizard;

export function NewIntegrationPage(): ReactElement {
  const wizard = useWizard();
  const services = useQuery(gitServicesQuery);
  return (
    <Answer query={services} skeleton={<SkeletonRows label={words.loading} />}>
      {({ gitServices }) => <Steps wizard={wizard} services={gitServices} />}
    </Answer>
  );
}

interface StepsProps {
  readonly wizard: Wizard;
  readonly services: readonly GitService[];
}

function Steps(props: StepsProps): ReactElement {
  const { pending, draft } = props.wizard;
  if (pending !== undefined) return <WithPending {...props} id={pending} />;
  if (draft !== undefined) return <WithDraft {...props} id={draft} />;
  return <WithNothing {...props} />;
}

function WithNothing({ wizard, services }: StepsProps): ReactElement {
  const { typed, step } = wizard;
  const service = services.find(({ id }) => id === typed.service);
  if (step === 'service' || service === undefined) {
    const here = { ...wizard, step: 'service' } as const;
    return (
      <WizardFrame
        wizard={here}
        reachable={new Set(service === undefined ? [] : ['sign-in' as const])}
        title={words.service.title}
        help={<ServiceHelp service={service} typed={typed} />}
      >
        <ServiceStep wizard={here} services={services} />
      </WizardFrame>
    );
  }
  return (
    <WizardFrame
      wizard={{ ...wizard, step: 'sign-in' }}
      reachable={new Set(['service'])}
      title={words.signIn.title(service.title)}
      help={<ServiceHelp service={service} typed={typed} />}
    >
      <SignInStep wizard={wizard} service={service} />
    </WizardFrame>
  );
}

function WithPending({ wizard, services, id }: StepsProps & { readonly id: string }): ReactElement {
  const query = useQuery(pendingQuery(id));
  if (query.error !== null && problemOf(query.error).status === 404) return <Over wizard={wizard} />;
  return (
    <Answer query={query} skeleton={<SkeletonRows label={words.loading} />}>
      {(pending) => {
        const { connectorTitle, account, integrationId } = pending;
        const service = services.find((each) => each.id === pending.connector);
        const step = <PendingStep wizard={wizard} pending={pending} />;
        if (integrationId !== null) {
          return (
            <>
              <PageHeader title={words.reconnect.title(connectorTitle, account?.login ?? connectorTitle)} />
              {step}
            </>
          );
        }
        return (
          <WizardFrame
            wizard={{ ...wizard, step: 'sign-in' }}
            reachable={new Set()}
            title={words.signIn.title(connectorTitle)}
            help={<ServiceHelp service={service} typed={wizard.typed} />}
          >
            {step}
          </WizardFrame>
        );
      }}
    </Answer>
  );
}

function WithDraft({ wizard, services, id }: StepsProps & { readonly id: number }): ReactElement {
  const query = useQuery(integrationDraftQuery(id));
  if (query.error !== null && problemOf(query.error).status === 404) return <Over wizard={wizard} />;
  return (
    <Answer query={query} skeleton={<SkeletonRows label={words.loading} />}>
      {(draft) => <DraftSteps wizard={wizard} services={services} draft={draft} />}
    </Answer>
  );
}

const titles: Readonly<Record<WizardStep, (service: string) => string>> = {
  service: () => words.service.title,
  'sign-in': words.signIn.title,
  repositories: () => words.repositories.title,
  options: () => words.options.title,
};

function DraftSteps({ wizard, services, draft }: StepsProps & { readonly draft: IntegrationDraft }): ReactElement {
  const { typed } = wizard;
  const service = services.find(({ id }) => id === draft.connector);
  if (service === undefined) return <Over wizard={wizard} />;
  // A right that is needed and missing leads back to where it is named.
  const step = draft.usable || wizard.step === 'service' ? wizard.step : 'sign-in';
  const here = { ...wizard, step, typed: { ...typed, service: draft.connector, mode: draft.mode } };
  const reachable: readonly WizardStep[] = draft.usable
    ? ['service', 'sign-in', 'repositories', 'options']
    : ['service', 'sign-in'];
  return (
    <WizardFrame
      wizard={here}
      reachable={new Set(reachable)}
      title={titles[step](service.title)}
      help={<StepHelp step={step} service={service} wizard={here} draft={draft} />}
    >
      {step === 'service' && <ServiceStep wizard={here} services={services} />}
      {step === 'sign-in' && <CheckedStep wizard={here} draft={draft} />}
      {step === 'repositories' && <RepositoriesStep wizard={here} service={service} draft={draft} />}
      {step === 'options' && <OptionsStep wizard={here} service={service} draft={draft} />}
    </WizardFrame>
  );
}

interface StepHelpProps {
  readonly step: WizardStep;
  readonly service: GitService;
  readonly wizard: Wizard;
  readonly draft: IntegrationDraft;
}

function StepHelp({ step, service, wizard, draft }: StepHelpProps): ReactElement {
  if (step === 'repositories') return <p>{words.help.repositories}</p>;
  if (step === 'options') return <p>{words.help.options}</p>;
  return <ServiceHelp service={service} typed={{ ...wizard.typed, kind: draft.credentialKind }} />;
}

function Over({ wizard }: { readonly wizard: Wizard }): ReactElement {
  return (
    <>
      <PageHeader title={words.title} />
      <EmptyState
        title={words.over.title}
        action={
          <button type="button" className="bl-button button-primary" onClick={() => wizard.goTo({ step: 'service' })}>
            {words.over.again}
          </button>
        }
      >
        {words.over.text}
      </EmptyState>
    </>
  );
}
