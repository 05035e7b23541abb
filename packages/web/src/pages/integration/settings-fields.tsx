/** The fields of an integration's settings, in three groups. */

import type { IntegrationSummary } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { CheckField } from '../../components/check-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { gitServicesQuery } from '../../queries/integration-drafts.ts';
import * as texts from '../../texts.ts';
import type { SettingsDraft } from './settings-draft.ts';

const words = texts.integrationSettings;
const modes = ['two-way', 'webhook-only'] as const;

export interface SettingsFieldsProps {
  readonly integration: IntegrationSummary;
  readonly draft: SettingsDraft;
  readonly onChange: (changed: Partial<SettingsDraft>) => void;
}

function useService(connector: string) {
  return useQuery(gitServicesQuery).data?.gitServices.find(({ id }) => id === connector);
}

/** Name, type, and what the service's own form has. */
export function ServiceSettings({ integration, draft, onChange }: SettingsFieldsProps): ReactElement {
  const service = useService(integration.connector);
  return (
    <>
      <TextField
        label={words.name}
        name="name"
        hint={words.nameHint}
        value={draft.name}
        onChange={(name) => onChange({ name })}
        input={{ maxLength: 200, autoComplete: 'off' }}
      />
      {service?.sendsWebhooks === true && (
        <SelectField
          label={words.mode}
          name="mode"
          options={modes.map((value) => ({ value, label: words.modes[value] }))}
          value={draft.mode}
          onChange={(mode) => onChange({ mode })}
        />
      )}
      {service?.settingsForm.map(({ name, label, help, example, isRequired }) => (
        <TextField
          key={name}
          label={label}
          name={`settings.${name}`}
          hint={help === '' ? undefined : help}
          isOptional={!isRequired}
          value={draft.settings[name] ?? ''}
          onChange={(value) => onChange({ settings: { ...draft.settings, [name]: value } })}
          input={{ placeholder: example, autoComplete: 'off' }}
        />
      ))}
    </>
  );
}

/** What may be done through it. */
export function WishSettings({ integration, draft, onChange }: SettingsFieldsProps): ReactElement {
  const { capabilities = [], sendsWebhooks = false } = useService(integration.connector) ?? {};
  return (
    <fieldset className="choices">
      <legend>{words.wishes}</legend>
      {capabilities.includes('actions') && (
        <CheckField
          label={words.requiresPersonalToken}
          hint={words.requiresPersonalTokenHint}
          checked={draft.requiresPersonalToken}
          onChange={(requiresPersonalToken) => onChange({ requiresPersonalToken })}
        />
      )}
      <CheckField
        label={words.requiresGitPermission}
        hint={words.requiresGitPermissionHint}
        checked={draft.requiresGitPermission}
        onChange={(requiresGitPermission) => onChange({ requiresGitPermission })}
      />
      {sendsWebhooks && draft.mode === 'two-way' && (
        <CheckField
          label={words.makesWebhooks}
          hint={words.makesWebhooksHint}
          checked={draft.makesWebhooks}
          onChange={(makesWebhooks) => onChange({ makesWebhooks })}
        />
      )}
      {capabilities.includes('token-rotation') && (
        <CheckField
          label={words.rotatesToken}
          hint={words.rotatesTokenHint}
          checked={draft.rotatesToken}
          onChange={(rotatesToken) => onChange({ rotatesToken })}
        />
      )}
    </fieldset>
  );
}

/** How the service is reached. */
export function NetworkSettings({ draft, onChange }: Omit<SettingsFieldsProps, 'integration'>): ReactElement {
  return (
    <fieldset className="choices">
      <legend>{words.network}</legend>
      <TextField
        label={words.certificates}
        name="certificates"
        hint={words.certificatesHint}
        isOptional
        rows={4}
        value={draft.certificates}
        onChange={(certificates) => onChange({ certificates })}
      />
      <TextField
        label={words.proxy}
        name="proxy"
        hint={words.proxyHint}
        isOptional
        value={draft.proxy}
        onChange={(proxy) => onChange({ proxy })}
        input={{ autoComplete: 'off' }}
      />
      <CheckField
        label={words.verifies}
        checked={draft.verifiesCertificates}
        onChange={(verifiesCertificates) => onChange({ verifiesCertificates })}
      />
      {!draft.verifiesCertificates && (
        <p className="mistake" role="alert">
          {words.insecure}
        </p>
      )}
    </fieldset>
  );
}
