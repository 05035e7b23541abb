/** Who runs the smart commits of a project, beside its other settings. */

import type { SmartCommitChoices } from '@branchline/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { Form } from '../../components/form.tsx';
import { SelectField } from '../../components/select-field.tsx';
import * as texts from '../../texts.ts';
import { SavedNote } from './saved-note.tsx';

type Processor = SmartCommitChoices['site']['processor'];

export interface ProcessorFormProps {
  readonly siteId: number;
  readonly project: string;
  readonly processor: Processor;
}

const words = texts.settings.projects;
const options = (['jira', 'branchline', 'off'] as const).map((value) => ({ value, label: words.processors[value] }));

export function ProcessorForm({ siteId, project, processor }: ProcessorFormProps): ReactElement {
  const [chosen, setChosen] = useState<Processor>(processor);
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: async () => {
      // What else is set for the project stays.
      const params = { id: siteId };
      const { projects, version } = await api.showSmartCommitSettings({ params });
      const set = projects.find((each) => each.project === project)?.set;
      const body = { project, settings: { ...set, processor: chosen } };
      return api.saveSmartCommitSettings({ params, body, ifMatch: version });
    },
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <section>
      <h2>{words.smartTitle}</h2>
      <Form action={texts.settings.save} busy={save.isPending} error={save.error} onSend={() => save.mutate()}>
        <SelectField
          label={words.runBy}
          name="processor"
          hint={words.smartHint}
          options={options}
          value={chosen}
          onChange={(value) => {
            save.reset();
            setChosen(value);
          }}
        />
      </Form>
      <SavedNote isSaved={save.isSuccess} />
    </section>
  );
}
