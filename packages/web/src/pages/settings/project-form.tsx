/** What one project has of its own: branch names, where keys link, and who runs its smart commits. */

import type { ProjectSettingsInput, ProjectSettingsView } from '@branchline/contract';
import { linkSources } from '@branchline/domain';
import { Icon } from '@branchline/issue-panel';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { Answer } from '../../components/answer.tsx';
import { CheckField } from '../../components/check-field.tsx';
import { EditConflictView } from '../../components/edit-conflict-view.tsx';
import { Form } from '../../components/form.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { useEdit } from '../../components/use-edit.ts';
import { oneProjectQuery } from '../../queries/settings.ts';
import * as texts from '../../texts.ts';
import { draftFrom, namesFrom, templateMistake, typesMistake, type BranchNamesDraft } from './branch-names-draft.ts';
import { BranchNamesFields } from './branch-names-fields.tsx';
import { ProcessorForm } from './processor-form.tsx';
import { SavedNote } from './saved-note.tsx';

export interface ProjectFormProps {
  readonly siteId: number;
  readonly project: string;
}

const words = texts.settings.projects;

export function ProjectForm({ siteId, project }: ProjectFormProps): ReactElement {
  const query = useQuery(oneProjectQuery(siteId, project));
  return (
    <>
      <p>
        <Link to="." search={{ tab: 'projects', site: String(siteId) }}>
          <Icon name="chevron" /> {words.back}
        </Link>
      </p>
      <Answer query={query} skeleton={<SkeletonRows label={texts.settings.loading} />}>
        {(loaded) => (
          <>
            <h2 className="break">{loaded.project}</h2>
            {loaded.isKnown === false && <p className="hint">{words.notKnown}</p>}
            <OwnSettings siteId={siteId} loaded={loaded} />
            <ProcessorForm siteId={siteId} project={project} processor={loaded.smartCommitProcessor} />
          </>
        )}
      </Answer>
    </>
  );
}

interface Draft {
  readonly ownsNames: boolean;
  readonly names: BranchNamesDraft;
  readonly off: ProjectSettingsInput['linkSourcesOff'];
}

function draftOf({ branchNames, effectiveBranchNames, linkSourcesOff }: ProjectSettingsView): Draft {
  const ownsNames = Object.keys(branchNames).length > 0;
  return { ownsNames, names: draftFrom(effectiveBranchNames), off: linkSourcesOff };
}

function settingsFrom({ ownsNames, names, off }: Draft): ProjectSettingsInput {
  return { branchNames: ownsNames ? namesFrom(names) : {}, linkSourcesOff: off };
}

interface OwnSettingsProps {
  readonly siteId: number;
  readonly loaded: ProjectSettingsView & { readonly version: string };
}

function OwnSettings({ siteId, loaded }: OwnSettingsProps): ReactElement {
  const { project, effectiveBranchNames } = loaded;
  const [draft, setDraft] = useState(() => draftOf(loaded));
  const [isSaved, setIsSaved] = useState(false);
  const queries = useQueryClient();
  const params = { id: siteId, project };
  const edit = useEdit({
    version: loaded.version,
    send: (body: ProjectSettingsInput, ifMatch) =>
      api.saveProjectSettings({ params, body, ...(ifMatch === undefined ? {} : { ifMatch }) }),
    load: () => queries.fetchQuery({ ...oneProjectQuery(siteId, project), staleTime: 0 }),
    onLoaded: (there) => setDraft(draftOf(there)),
    onSaved: () => setIsSaved(true),
  });
  function change(changed: Partial<Draft>): void {
    setIsSaved(false);
    setDraft({ ...draft, ...changed });
  }
  const { ownsNames, names, off } = draft;
  const hasMistake = ownsNames && (templateMistake(names) !== undefined || typesMistake(names) !== undefined);
  return (
    <>
      <Form
        action={texts.settings.save}
        busy={edit.isBusy || hasMistake}
        error={edit.error}
        onSend={() => edit.save(settingsFrom(draft))}
      >
        <SourceBoxes off={off} onChange={(changed) => change({ off: changed })} />
        <CheckField
          label={words.ownNames}
          hint={ownsNames ? undefined : words.ownNamesHint(effectiveBranchNames.template)}
          checked={ownsNames}
          onChange={(checked) => change({ ownsNames: checked })}
        />
        {ownsNames && <BranchNamesFields draft={names} onChange={(changed) => change({ names: changed })} />}
        <EditConflictView conflict={edit.conflict} busy={edit.isBusy} />
      </Form>
      <SavedNote isSaved={isSaved} />
    </>
  );
}

interface SourceBoxesProps {
  readonly off: Draft['off'];
  readonly onChange: (off: Draft['off']) => void;
}

function SourceBoxes({ off, onChange }: SourceBoxesProps): ReactElement {
  return (
    <fieldset className="choices">
      <legend>{words.linksTitle}</legend>
      <p className="hint">{words.linksHint}</p>
      {linkSources.map((source) => (
        <CheckField
          key={source}
          label={words.sources[source]}
          checked={!off.includes(source)}
          onChange={(isOn) => onChange(isOn ? off.filter((each) => each !== source) : [...off, source])}
        />
      ))}
    </fieldset>
  );
}
