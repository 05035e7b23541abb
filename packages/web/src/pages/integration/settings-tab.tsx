/** The settings of an integration: how it is reached, what may be done through it, its credential, and its end. */

import type { VersionedIntegration } from '@branchline/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { DisconnectDialog } from '../../components/disconnect-dialog.tsx';
import { EditConflictView } from '../../components/edit-conflict-view.tsx';
import { Form } from '../../components/form.tsx';
import { useEdit } from '../../components/use-edit.ts';
import { integrationQuery } from '../../queries/integrations.ts';
import * as texts from '../../texts.ts';
import { CredentialSection } from './credential-section.tsx';
import { draftOf, editFrom, type SettingsDraft } from './settings-draft.ts';
import { NetworkSettings, ServiceSettings, WishSettings } from './settings-fields.tsx';

const words = texts.integrationSettings;

export function SettingsTab({ integration }: { readonly integration: VersionedIntegration }): ReactElement {
  const { id, name } = integration;
  const [disconnecting, setDisconnecting] = useState(false);
  return (
    <>
      <SettingsForm integration={integration} />
      <CredentialSection integration={integration} />
      <section className="card">
        <header className="card-header">
          <h2>{words.disconnect.title}</h2>
        </header>
        <p>{words.disconnect.text}</p>
        <button type="button" className="bl-button button-danger" onClick={() => setDisconnecting(true)}>
          {words.disconnect.action}
        </button>
      </section>
      {disconnecting && (
        <DisconnectDialog integrationId={id} integrationName={name} onClose={() => setDisconnecting(false)} />
      )}
    </>
  );
}

function SettingsForm({ integration }: { readonly integration: VersionedIntegration }): ReactElement {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(integration));
  const [isSaved, setSaved] = useState(false);
  // What somebody started from: what is not touched is not sent.
  const [started, setStarted] = useState(integration);
  const { id } = integration;
  const load = () => queries.fetchQuery({ ...integrationQuery(id), staleTime: 0 });
  const edit = useEdit<SettingsDraft, VersionedIntegration>({
    version: integration.version,
    send: async (wish, ifMatch) => {
      // Over what somebody else saved goes all that is in this form, touched or not.
      const body = editFrom(ifMatch === undefined ? await load() : started, wish);
      const saved = await api.editIntegration({ params: { id }, body, ...(ifMatch === undefined ? {} : { ifMatch }) });
      setStarted(saved);
      setDraft(draftOf(saved));
      return saved;
    },
    load,
    onLoaded: (there) => {
      setStarted(there);
      setDraft(draftOf(there));
    },
    onSaved: () => setSaved(true),
  });
  function change(changed: Partial<SettingsDraft>): void {
    setSaved(false);
    setDraft((before) => ({ ...before, ...changed }));
  }
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.title}</h2>
      </header>
      <Form
        action={words.save}
        busy={edit.isBusy}
        error={edit.error}
        onSend={() => edit.save(draft)}
        besideAction={isSaved && <output>{words.saved}</output>}
      >
        <ServiceSettings integration={integration} draft={draft} onChange={change} />
        <WishSettings integration={integration} draft={draft} onChange={change} />
        <NetworkSettings draft={draft} onChange={change} />
        <p className="hint">{words.tried}</p>
        <EditConflictView conflict={edit.conflict} busy={edit.isBusy} />
      </Form>
    </section>
  );
}
