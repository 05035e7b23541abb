/** Step 2: the address, what proves who we are, and what trying it told. */

import type { IntegrationDraft } from '@branchline/contract';
import { ProblemView } from '@branchline/issue-panel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, ReactElement } from 'react';
import { api, problemOf } from '../api.ts';
import { copyText } from '../components/copy-text.ts';
import { TextField } from '../components/text-field.tsx';
import { integrationDraftQuery } from '../queries/integration-drafts.ts';
import * as texts from '../texts.ts';
import { AppSignIn } from './app-sign-in.tsx';
import { CredentialFields, credentialFrom } from './credential-fields.tsx';
import { NetworkFields } from './network-fields.tsx';
import { OAuthSignIn } from './oauth-sign-in.tsx';
import { kindOf, networkOf, settingsOf, type GitService, type Wizard } from './use-wizard.ts';
import { WizardActions } from './wizard-actions.tsx';

export interface SignInStepProps {
  readonly wizard: Wizard;
  readonly service: GitService;
}

const words = texts.wizard.signIn;

export function SignInStep({ wizard, service }: SignInStepProps): ReactElement {
  const { typed } = wizard;
  const kind = kindOf(service, typed);
  const check = useCheck(wizard, service);
  const isByBrowser = kind === 'oauth' || (kind === 'app' && (service.app?.apps ?? []).length === 0);
  return (
    <form className="form wizard-form" onSubmit={check.send}>
      <SettingFields wizard={wizard} service={service} />
      <KindFields wizard={wizard} service={service} />
      <CredentialFields wizard={wizard} kind={kind} />
      {kind === 'oauth' && <OAuthSignIn wizard={wizard} service={service} />}
      {kind === 'app' && <AppSignIn wizard={wizard} service={service} />}
      {!(typed.mode === 'webhook-only') && <NetworkFields wizard={wizard} />}
      {check.error !== null && <ProblemView problem={problemOf(check.error)} onCopy={copyText} />}
      <div className="actions">
        {!isByBrowser && (
          <button type="submit" className="bl-button button-primary" disabled={check.isPending}>
            {check.isPending
              ? words.checking
              : kind === 'none' && typed.mode === 'webhook-only'
                ? texts.wizard.next
                : words.check}
          </button>
        )}
        <WizardActions wizard={wizard} onBack={() => wizard.goTo({ step: 'service' })} />
      </div>
    </form>
  );
}

/** Tries the credential; the server keeps it, sealed, with a draft whose number goes into the address. */
function useCheck(wizard: Wizard, service: GitService) {
  const { typed, goTo } = wizard;
  const queries = useQueryClient();
  const begin = useMutation({
    mutationFn: (body: Parameters<typeof api.beginIntegrationDraft>[0]['body']) => api.beginIntegrationDraft({ body }),
    onSuccess: (draft: IntegrationDraft) => {
      queries.setQueryData(integrationDraftQuery(draft.id).queryKey, draft);
      goTo({ step: 'sign-in', draft: draft.id });
    },
  });
  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const kind = kindOf(service, typed);
    const credential = credentialFrom(kind, typed, new FormData(event.currentTarget));
    if (credential === undefined) return;
    const network = networkOf(typed);
    begin.mutate({
      connector: service.id,
      settings: settingsOf(service, typed),
      mode: typed.mode,
      credential,
      ...(network === undefined ? {} : { network }),
    });
  }
  return { send, isPending: begin.isPending, error: begin.error };
}

function SettingFields({ wizard: { typed, type }, service }: SignInStepProps): ReactElement {
  const field = ({ name, label, kind, isRequired, help, example, standard }: GitService['settingsForm'][number]) => (
    <TextField
      key={name}
      label={label}
      name={`setting-${name}`}
      hint={help}
      isOptional={!isRequired}
      value={typed.settings[name] ?? standard ?? ''}
      onChange={(value) => type({ settings: { ...typed.settings, [name]: value } })}
      input={{ placeholder: example, ...(kind === 'address' ? { inputMode: 'url' } : {}) }}
    />
  );
  // The first is the one that people know; what may be left out and has no standard is for few.
  const isSeldom = ({ isRequired, standard }: GitService['settingsForm'][number]) => !isRequired && standard === null;
  const seldom = service.settingsForm.filter(isSeldom);
  return (
    <>
      {service.settingsForm.filter((each) => !isSeldom(each)).map(field)}
      {seldom.length > 0 && (
        <details className="other-way wizard-fold">
          <summary>{words.moreSettings}</summary>
          <div className="form">{seldom.map(field)}</div>
        </details>
      )}
    </>
  );
}

function KindFields({ wizard: { typed, type }, service }: SignInStepProps): ReactElement | null {
  if (typed.mode === 'webhook-only' || service.credentialKinds.length < 2) return null;
  const chosen = kindOf(service, typed);
  return (
    <fieldset className="choices">
      <legend>{words.kind}</legend>
      {service.credentialKinds.map((kind) => (
        <label key={kind}>
          <input type="radio" name="kind" checked={chosen === kind} onChange={() => type({ kind })} />
          {service.guides.find((guide) => guide.kind === kind)?.title ?? words.kinds[kind]}
        </label>
      ))}
    </fieldset>
  );
}
