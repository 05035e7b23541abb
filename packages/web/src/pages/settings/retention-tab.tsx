/** How long things are kept. */

import type { Retention } from '@branchline/contract';
import { retentionLimits } from '@branchline/domain';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { Answer } from '../../components/answer.tsx';
import { EditConflictView } from '../../components/edit-conflict-view.tsx';
import { formText } from '../../components/form-text.ts';
import { Form } from '../../components/form.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useEdit } from '../../components/use-edit.ts';
import { retentionQuery } from '../../queries/settings.ts';
import * as texts from '../../texts.ts';
import { SavedNote } from './saved-note.tsx';

const words = texts.settings;
const names = Object.keys(retentionLimits) as readonly (keyof Retention)[];

export function RetentionTab(): ReactElement {
  const retention = useQuery(retentionQuery);
  return (
    <Answer query={retention} skeleton={<SkeletonRows label={words.loading} />}>
      {(loaded) => <RetentionForm loaded={loaded} />}
    </Answer>
  );
}

function retentionFrom(form: FormData): Retention {
  const days = (name: keyof Retention) => Number(formText(form, name));
  return {
    webhookDeliveries: days('webhookDeliveries'),
    auditLog: days('auditLog'),
    indexRuns: days('indexRuns'),
    failedJobs: days('failedJobs'),
  };
}

function RetentionForm({ loaded }: { readonly loaded: Retention & { readonly version: string } }): ReactElement {
  // A new form when somebody would rather have what is there.
  const [shown, setShown] = useState<Retention>(loaded);
  const [round, setRound] = useState(0);
  const [isSaved, setIsSaved] = useState(false);
  const queries = useQueryClient();
  const edit = useEdit({
    version: loaded.version,
    send: (body: Retention, ifMatch) => api.saveRetention({ body, ...(ifMatch === undefined ? {} : { ifMatch }) }),
    load: () => queries.fetchQuery({ ...retentionQuery, staleTime: 0 }),
    onLoaded: (there) => {
      setShown(there);
      setRound((before) => before + 1);
    },
    onSaved: () => setIsSaved(true),
  });
  return (
    <>
      <p>{words.retention.text}</p>
      <Form
        key={round}
        action={words.save}
        busy={edit.isBusy}
        error={edit.error}
        onSend={(form) => edit.save(retentionFrom(form))}
      >
        {names.map((name) => (
          <Days key={name} name={name} days={shown[name]} onChange={() => setIsSaved(false)} />
        ))}
        <EditConflictView conflict={edit.conflict} busy={edit.isBusy} />
      </Form>
      <SavedNote isSaved={isSaved} />
    </>
  );
}

interface DaysProps {
  readonly name: keyof Retention;
  readonly days: number;
  readonly onChange: () => void;
}

function Days({ name, days, onChange }: DaysProps): ReactElement {
  const { fields, hints, limits } = words.retention;
  const { least, most } = retentionLimits[name];
  return (
    <TextField
      label={fields[name]}
      name={name}
      hint={`${hints[name]} ${limits(least, most)}`}
      defaultValue={String(days)}
      onChange={onChange}
      input={{ type: 'number', min: least, max: most, step: 1 }}
    />
  );
}
