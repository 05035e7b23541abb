/** Step 4: what it is called, who may act, when Branchline looks, which projects see it; then what will happen. */

import type { IntegrationDraft } from '@branchline/contract';
import { ProblemView } from '@branchline/issue-panel';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { FormEvent, ReactElement } from 'react';
import { api, problemOf } from '../api.ts';
import { AssociationEditor } from '../components/association-editor.tsx';
import { CheckField } from '../components/check-field.tsx';
import { copyText } from '../components/copy-text.ts';
import { chosenAmong } from '../components/repository-choice-draft.ts';
import { TextField } from '../components/text-field.tsx';
import { useListed } from '../components/use-repository-choice.ts';
import { jiraSitesQuery } from '../queries/jira-sites.ts';
import * as texts from '../texts.ts';
import { isOneRepository, type GitService, type Wizard } from './use-wizard.ts';
import { WizardActions } from './wizard-actions.tsx';

export interface OptionsStepProps {
  readonly wizard: Wizard;
  readonly service: GitService;
  readonly draft: IntegrationDraft;
}

const words = texts.wizard.options;

export function OptionsStep(props: OptionsStepProps): ReactElement {
  const { wizard, service, draft } = props;
  const { typed, type } = wizard;
  const name = typed.name ?? draft.name;
  const canAct = service.capabilities.includes('actions');
  const connect = useMutation({
    mutationFn: () => {
      const { requiresPersonalToken, makesWebhooks } = typed;
      const wish = { name: name.trim(), requiresPersonalToken, makesWebhooks };
      return api.connectIntegrationDraft({ params: { id: draft.id }, body: wish });
    },
    onSuccess: ({ id }) => wizard.finish(id),
  });
  function send(event: FormEvent): void {
    event.preventDefault();
    connect.mutate();
  }
  return (
    <>
      <form id="wizard-options" className="form wizard-form" onSubmit={send}>
        <TextField
          label={words.name}
          name="name"
          hint={words.nameHint}
          value={name}
          onChange={(changed) => type({ name: changed })}
          input={{ maxLength: 200, pattern: '.*\\S.*' }}
        />
        {canAct && (
          <fieldset className="choices">
            <legend>{words.actions}</legend>
            <CheckField
              label={words.requiresPersonalToken}
              hint={words.requiresPersonalTokenHint}
              checked={typed.requiresPersonalToken}
              onChange={(checked) => type({ requiresPersonalToken: checked })}
            />
          </fieldset>
        )}
        <Triggers {...props} />
      </form>
      <Projects integrationId={draft.id} />
      <Summary {...props} />
      {connect.error !== null && <ProblemView problem={problemOf(connect.error)} onCopy={copyText} />}
      <div className="actions">
        <ConnectButton {...props} busy={connect.isPending} />
        <WizardActions wizard={wizard} onBack={() => wizard.goTo({ step: 'repositories', draft: draft.id })} />
      </div>
    </>
  );
}

function Triggers({ wizard: { typed, type }, service, draft }: OptionsStepProps): ReactElement {
  const canMake = draft.mode === 'two-way' && service.capabilities.includes('webhook-setup');
  const told = draft.mode === 'webhook-only' ? words.webhookOnly : canMake ? words.schedule : words.scheduleOnly;
  return (
    <fieldset className="choices">
      <legend>{words.webhooks}</legend>
      {canMake &&
        ([true, false] as const).map((makes) => (
          <label key={String(makes)} className="choice-told">
            <input
              type="radio"
              name="webhooks"
              checked={typed.makesWebhooks === makes}
              onChange={() => type({ makesWebhooks: makes })}
            />
            <span>
              {makes ? words.makesWebhooks : words.byHand}
              <span className="hint">{makes ? words.makesWebhooksHint : words.byHandHint}</span>
            </span>
          </label>
        ))}
      <p className="hint">{told}</p>
    </fieldset>
  );
}

function Projects({ integrationId }: { readonly integrationId: number }): ReactElement {
  const sites = useQuery(jiraSitesQuery).data?.jiraSites ?? [];
  return (
    <section className="wizard-part" aria-label={words.projects}>
      <h3>{words.projects}</h3>
      <p className="hint">{sites.length === 0 ? words.noSites : words.projectsHint}</p>
      {sites.length > 0 && <AssociationEditor integrationId={integrationId} />}
    </section>
  );
}

/** Undefined where nobody knows: only webhooks will tell, or the list is on its way. */
function useChosen({
  service,
  draft,
}: OptionsStepProps): { readonly count: number; readonly follows: boolean } | undefined {
  const { state, listed } = useListed(draft.id);
  if (draft.mode === 'webhook-only') return undefined;
  if (isOneRepository(service)) return { count: 1, follows: false };
  if (state.data === undefined || listed.data === undefined) return undefined;
  const { choice } = state.data;
  const follows = choice.futureOwners || choice.futureInOwners === 'all' || choice.futureInOwners.length > 0;
  return { count: chosenAmong(choice, listed.data), follows };
}

function Summary(props: OptionsStepProps): ReactElement {
  const { service, draft } = props;
  const { typed } = props.wizard;
  const chosen = useChosen(props);
  const canMake = draft.mode === 'two-way' && service.capabilities.includes('webhook-setup');
  const lines = [
    draft.mode === 'webhook-only' ? words.willWait(service.title) : words.willIndex(chosen?.count ?? 0, service.title),
    ...(chosen === undefined || isOneRepository(service)
      ? []
      : [chosen.follows ? words.willFollow : words.willFollowNone]),
    ...(service.capabilities.includes('actions')
      ? [typed.requiresPersonalToken ? words.willAct : words.willActFor]
      : []),
    ...(canMake && typed.makesWebhooks ? [words.willMakeWebhooks] : []),
  ];
  return (
    <section className="wizard-part" aria-label={words.summary}>
      <h3>{words.summary}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

function ConnectButton(props: OptionsStepProps & { readonly busy: boolean }): ReactElement {
  const chosen = useChosen(props);
  const isNothing = chosen !== undefined && chosen.count === 0 && !chosen.follows;
  return (
    <>
      {isNothing && <p role="alert">{words.nothingChosen}</p>}
      <button
        type="submit"
        form="wizard-options"
        className="bl-button button-primary"
        disabled={props.busy || isNothing || (chosen === undefined && props.draft.mode === 'two-way')}
      >
        {chosen === undefined ? words.connectPlain : words.connect(chosen.count)}
      </button>
    </>
  );
}
