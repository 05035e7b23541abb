/** What is set for a repository, edited so that nobody overwrites somebody else unseen. */

import type { RepositoryDetails, RepositorySettings } from '@branchline/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { Answer } from '../../components/answer.tsx';
import { CheckField } from '../../components/check-field.tsx';
import { EditConflictView } from '../../components/edit-conflict-view.tsx';
import { Form } from '../../components/form.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useEdit } from '../../components/use-edit.ts';
import { repositorySettingsQuery } from '../../queries/repositories.ts';
import * as texts from '../../texts.ts';
import { draftOf, linkKinds, mistakesIn, settingsOf, type SettingsDraft } from './settings-draft.ts';
import { SettingsPreview } from './settings-preview.tsx';

const words = texts.repository.settings;

type VersionedSettings = RepositorySettings & { readonly version: string };

export interface SettingsTabProps {
  readonly repository: RepositoryDetails;
}

export function SettingsTab({ repository }: SettingsTabProps): ReactElement {
  const settings = useQuery(repositorySettingsQuery(repository.id));
  return (
    <Answer query={settings} skeleton={<SkeletonRows label={words.loading} />}>
      {(data) => <SettingsForm key={repository.id} repository={repository} settings={data} />}
    </Answer>
  );
}

interface SettingsFormProps extends SettingsTabProps {
  readonly settings: VersionedSettings;
}

function useSettingsEdit({ repository, settings }: SettingsFormProps) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(settings));
  const [isSaved, setSaved] = useState(false);
  const params = { id: repository.id };
  const edit = useEdit<RepositorySettings, VersionedSettings>({
    version: settings.version,
    send: (body, ifMatch) =>
      api.saveRepositorySettings({ params, body, ...(ifMatch === undefined ? {} : { ifMatch }) }),
    load: () => queries.fetchQuery({ ...repositorySettingsQuery(repository.id), staleTime: 0 }),
    onLoaded: (now) => setDraft(draftOf(now)),
    onSaved: () => setSaved(true),
  });
  function change(changed: Partial<SettingsDraft>): void {
    setSaved(false);
    setDraft({ ...draft, ...changed });
  }
  return { draft, change, edit, isSaved };
}

function SettingsForm(props: SettingsFormProps): ReactElement {
  const { repository } = props;
  const { draft, change, edit, isSaved } = useSettingsEdit(props);
  const mistakes = mistakesIn(draft);
  const isSound = Object.values(mistakes).every((mistake) => mistake === undefined);
  const fields = { draft, change, mistakes };
  return (
    <div className="columns">
      <section className="card">
        <Form
          action={words.save}
          busy={edit.isBusy || !isSound}
          error={edit.error}
          onSend={() => edit.save(settingsOf(draft))}
          besideAction={<output>{isSaved && edit.conflict === undefined ? words.saved : ''}</output>}
        >
          <Field
            {...fields}
            name="displayName"
            label={words.name.label}
            hint={words.name.hint(repository.serviceName)}
          />
          <Lists {...fields} />
          <CheckField
            label={words.smartCommits.label}
            hint={words.smartCommits.hint}
            checked={draft.runsSmartCommits}
            onChange={(runsSmartCommits) => change({ runsSmartCommits })}
          />
          <h2>{words.schedule.title}</h2>
          <Field {...fields} name="leastMinutes" label={words.schedule.least} />
          <Field {...fields} name="mostMinutes" label={words.schedule.most} hint={words.schedule.hint} />
          <Links {...fields} />
          <EditConflictView conflict={edit.conflict} busy={edit.isBusy} />
        </Form>
      </section>
      <SettingsPreview repositoryId={repository.id} settings={isSound ? settingsOf(draft) : undefined} />
    </div>
  );
}

interface FieldsProps {
  readonly draft: SettingsDraft;
  readonly change: (changed: Partial<SettingsDraft>) => void;
  readonly mistakes: Readonly<Record<string, string | undefined>>;
}

interface FieldProps extends FieldsProps {
  readonly name: Exclude<keyof SettingsDraft, 'runsSmartCommits' | 'links'>;
  readonly label: string;
  readonly hint?: string;
  readonly rows?: number;
}

function Field({ draft, change, mistakes, name, label, hint, rows }: FieldProps): ReactElement {
  return (
    <TextField
      label={label}
      name={name}
      hint={hint}
      isOptional
      mistake={mistakes[name]}
      value={draft[name]}
      onChange={(typed) => change({ [name]: typed })}
      {...(rows === undefined ? {} : { rows })}
    />
  );
}

function Lists(props: FieldsProps): ReactElement {
  const { tags, refs } = words;
  return (
    <>
      <h2>{tags.title}</h2>
      <Field {...props} name="include" label={tags.include} hint={tags.hint} rows={3} />
      <Field {...props} name="exclude" label={tags.exclude} rows={2} />
      <h2>{refs.title}</h2>
      <Field {...props} name="also" label={refs.also} hint={refs.hint} rows={2} />
      <Field {...props} name="not" label={refs.not} rows={2} />
      <h2>{words.smartCommits.title}</h2>
    </>
  );
}

function Links({ draft, change, mistakes }: FieldsProps): ReactElement {
  return (
    <>
      <h2>{words.links.title}</h2>
      <p className="hint">{words.links.hint}</p>
      {linkKinds.map((kind) => (
        <TextField
          key={kind}
          label={words.links.kinds[kind]}
          name={`link-${kind}`}
          isOptional
          mistake={mistakes[kind]}
          value={draft.links[kind]}
          onChange={(typed) => change({ links: { ...draft.links, [kind]: typed } })}
        />
      ))}
    </>
  );
}
