/** Who is told by mail, and whether mails arrive at all. */

import type { MailSettings } from '@branchline/contract';
import { alertKinds } from '@branchline/domain';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { Answer } from '../../components/answer.tsx';
import { CheckField } from '../../components/check-field.tsx';
import { EditConflictView } from '../../components/edit-conflict-view.tsx';
import { formText } from '../../components/form-text.ts';
import { Form } from '../../components/form.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useEdit } from '../../components/use-edit.ts';
import { mailQuery } from '../../queries/settings.ts';
import * as texts from '../../texts.ts';
import { SavedNote } from './saved-note.tsx';

const words = texts.settings;

export function MailTab(): ReactElement {
  const mail = useQuery(mailQuery);
  return (
    <>
      <Answer query={mail} skeleton={<SkeletonRows label={words.loading} />}>
        {(loaded) => <MailForm loaded={loaded} />}
      </Answer>
      <TestMail />
    </>
  );
}

function mailFrom(form: FormData): MailSettings {
  const lines = formText(form, 'alertsTo').split('\n');
  return {
    alertsTo: lines.map((line) => line.trim()).filter((line) => line !== ''),
    alerts: alertKinds.filter((kind) => form.has(kind)),
    tellsAuthors: form.has('tellsAuthors'),
  };
}

function MailForm({ loaded }: { readonly loaded: MailSettings & { readonly version: string } }): ReactElement {
  const [shown, setShown] = useState<MailSettings>(loaded);
  const [round, setRound] = useState(0);
  const [isSaved, setIsSaved] = useState(false);
  const queries = useQueryClient();
  const edit = useEdit({
    version: loaded.version,
    send: (body: MailSettings, ifMatch) =>
      api.saveMailSettings({ body, ...(ifMatch === undefined ? {} : { ifMatch }) }),
    load: () => queries.fetchQuery({ ...mailQuery, staleTime: 0 }),
    onLoaded: (there) => {
      setShown(there);
      setRound((before) => before + 1);
    },
    onSaved: () => setIsSaved(true),
  });
  return (
    <>
      <p>{words.mail.text}</p>
      <Form
        key={round}
        action={words.save}
        busy={edit.isBusy}
        error={edit.error}
        onSend={(form) => edit.save(mailFrom(form))}
      >
        <MailFields shown={shown} onChange={() => setIsSaved(false)} />
        <EditConflictView conflict={edit.conflict} busy={edit.isBusy} />
      </Form>
      <SavedNote isSaved={isSaved} />
    </>
  );
}

interface MailFieldsProps {
  readonly shown: MailSettings;
  readonly onChange: () => void;
}

function MailFields({ shown, onChange }: MailFieldsProps): ReactElement {
  return (
    <>
      <TextField
        label={words.mail.alertsTo}
        name="alertsTo"
        isOptional
        hint={words.mail.alertsToHint}
        rows={3}
        defaultValue={shown.alertsTo.join('\n')}
        onChange={onChange}
      />
      <fieldset className="choices">
        <legend>{words.mail.about}</legend>
        {alertKinds.map((kind) => (
          <CheckField
            key={kind}
            label={words.mail.alerts[kind]}
            name={kind}
            defaultChecked={shown.alerts.includes(kind)}
            onChange={onChange}
          />
        ))}
      </fieldset>
      <CheckField
        label={words.mail.tellsAuthors}
        name="tellsAuthors"
        hint={words.mail.tellsAuthorsHint}
        defaultChecked={shown.tellsAuthors}
        onChange={onChange}
      />
    </>
  );
}

function TestMail(): ReactElement {
  const send = useMutation({ mutationFn: (to: string) => api.sendTestMail({ body: { to } }) });
  return (
    <section className="card">
      <h2>{words.mail.test}</h2>
      <p>{words.mail.testText}</p>
      <Form
        action={words.mail.send}
        busy={send.isPending}
        error={send.error}
        onSend={(form) => send.mutate(formText(form, 'to').trim())}
      >
        <TextField label={words.mail.testTo} name="to" input={{ type: 'email', maxLength: 254 }} />
      </Form>
      <p aria-live="polite">{send.data?.message}</p>
    </section>
  );
}
