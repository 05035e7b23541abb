/** Step 1: which Git service, and how it is connected. */

import type { IntegrationDraft } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import type { FormEvent, ReactElement } from 'react';
import { api } from '../api.ts';
import { ActionButton } from '../components/action-button.tsx';
import { ServiceMark } from '../components/service-mark.tsx';
import { integrationDraftsQuery } from '../queries/integration-drafts.ts';
import * as texts from '../texts.ts';
import { isOneRepository, type GitService, type Wizard } from './use-wizard.ts';
import { WizardActions } from './wizard-actions.tsx';

export interface ServiceStepProps {
  readonly wizard: Wizard;
  readonly services: readonly GitService[];
}

const words = texts.wizard.service;

export function ServiceStep({ wizard, services }: ServiceStepProps): ReactElement {
  const { typed, type, draft } = wizard;
  const drafts = useQuery(integrationDraftsQuery).data?.drafts ?? [];
  const chosen = services.find(({ id }) => id === typed.service);
  function choose(id: string): void {
    if (id !== typed.service) type({ service: id, settings: {}, kind: undefined, mode: 'two-way' });
  }
  function goOn(event: FormEvent): void {
    event.preventDefault();
    wizard.goTo({ step: 'sign-in', ...(draft === undefined ? {} : { draft }) });
  }
  return (
    <form className="form wizard-form" onSubmit={goOn}>
      {draft === undefined && <OpenDrafts wizard={wizard} drafts={drafts} />}
      <fieldset className="service-cards" disabled={draft !== undefined}>
        <legend>{words.legend}</legend>
        {services.map(({ id, title, about, mark }) => (
          <label key={id} className="service-card">
            <input
              type="radio"
              name="service"
              value={id}
              required
              checked={typed.service === id}
              onChange={() => choose(id)}
            />
            <ServiceMark mark={mark} />
            <span>
              <span className="service-title">{title}</span>
              <span className="hint">{about}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {chosen !== undefined && <Types wizard={wizard} service={chosen} isFixed={draft !== undefined} />}
      <div className="actions">
        <button type="submit" className="bl-button button-primary">
          {texts.wizard.next}
        </button>
        <WizardActions wizard={wizard} />
      </div>
    </form>
  );
}

interface TypesProps {
  readonly wizard: Wizard;
  readonly service: GitService;
  readonly isFixed: boolean;
}

function Types({ wizard: { typed, type }, service, isFixed }: TypesProps): ReactElement {
  const types = isOneRepository(service)
    ? (['plain'] as const)
    : (['two-way', ...(service.sendsWebhooks ? (['webhook-only'] as const) : [])] as const);
  return (
    <fieldset className="choices" disabled={isFixed}>
      <legend>{words.type}</legend>
      {types.map((each) => (
        <label key={each} className="choice-told">
          <input
            type="radio"
            name="type"
            checked={each === 'plain' || typed.mode === each}
            onChange={() => each !== 'plain' && type({ mode: each })}
          />
          <span>
            {words.types[each]}
            <span className="hint">{words.typeHints[each]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface OpenDraftsProps {
  readonly wizard: Wizard;
  readonly drafts: readonly IntegrationDraft[];
}

function OpenDrafts({ wizard, drafts }: OpenDraftsProps): ReactElement | null {
  if (drafts.length === 0) return null;
  return (
    <section className="open-drafts" aria-label={words.openTitle}>
      <h3>{words.openTitle}</h3>
      <ul className="lines">
        {drafts.map(({ id, connector, connectorTitle, account, mode }) => (
          <li key={id} className="line">
            <span className="line-text">{words.openText(connectorTitle, account?.login ?? null)}</span>
            <span className="actions">
              <button
                type="button"
                className="bl-button"
                onClick={() => {
                  wizard.type({ service: connector, mode });
                  wizard.goTo({ step: 'sign-in', draft: id });
                }}
              >
                {words.resume}
              </button>
              <ActionButton label={words.discard} run={() => api.cancelIntegrationDraft({ params: { id } })} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
