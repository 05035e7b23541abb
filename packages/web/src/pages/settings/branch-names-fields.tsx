/** Asks how branches are called, and shows at once what that makes of an issue. */

import { useState } from 'react';
import type { ReactElement } from 'react';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import * as texts from '../../texts.ts';
import { exampleName, templateMistake, typesMistake, type BranchNamesDraft } from './branch-names-draft.ts';

export interface BranchNamesFieldsProps {
  readonly draft: BranchNamesDraft;
  readonly onChange: (draft: BranchNamesDraft) => void;
}

const words = texts.settings.branchNames;
const separators = (['-', '_', '.'] as const).map((value) => ({ value, label: words.separators[value] }));

export function BranchNamesFields({ draft, onChange }: BranchNamesFieldsProps): ReactElement {
  return (
    <>
      <TextField
        label={words.template}
        name="template"
        hint={words.templateHint}
        mistake={templateMistake(draft)}
        value={draft.template}
        onChange={(template) => onChange({ ...draft, template })}
        input={{ autoComplete: 'off', maxLength: 1000 }}
      />
      <SelectField
        label={words.separator}
        name="separator"
        options={separators}
        value={draft.separator}
        onChange={(separator) => onChange({ ...draft, separator })}
      />
      <TextField
        label={words.types}
        name="types"
        isOptional
        hint={words.typesHint}
        mistake={typesMistake(draft)}
        rows={4}
        value={draft.types}
        onChange={(types) => onChange({ ...draft, types })}
      />
      <Preview draft={draft} />
    </>
  );
}

function Preview({ draft }: { readonly draft: BranchNamesDraft }): ReactElement {
  const [type, setType] = useState<string>(words.example.type);
  const [summary, setSummary] = useState<string>(words.example.summary);
  return (
    <fieldset className="choices">
      <legend>{words.preview}</legend>
      <p className="hint">{words.previewText}</p>
      <TextField label={words.type} name="example-type" isOptional value={type} onChange={setType} />
      <TextField label={words.summary} name="example-summary" isOptional value={summary} onChange={setSummary} />
      <p aria-live="polite">
        {words.result}: <code className="break">{exampleName(draft, type, summary)}</code>
      </p>
    </fieldset>
  );
}
