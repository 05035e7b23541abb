/** Rules beside the ticks: all there are, what owners will have later, owners that appear later, archived ones. */

import type { ReactElement } from 'react';
import * as texts from '../texts.ts';
import { CheckField } from './check-field.tsx';
import { withEverything, type ChoiceDraft } from './repository-choice-draft.ts';

export interface RepositoryRulesProps {
  readonly draft: ChoiceDraft;
  readonly onChange: (draft: ChoiceDraft) => void;
}

const words = texts.repositoryChoice.rules;

export function RepositoryRules({ draft, onChange }: RepositoryRulesProps): ReactElement {
  const { base, except, futureInOwners, futureOwners, takesArchived } = draft;
  const future = futureInOwners === 'all' ? 'every' : futureInOwners.size === 0 ? 'none' : 'some';
  return (
    <fieldset className="choices rules">
      <legend>{words.title}</legend>
      <CheckField
        label={words.allCurrent}
        hint={words.allCurrentHint}
        checked={base === 'all' && except.size === 0}
        onChange={(checked) => onChange(withEverything(draft, checked))}
      />
      <CheckField
        label={words.archived}
        checked={takesArchived}
        onChange={(checked) => onChange({ ...draft, takesArchived: checked })}
      />
      <CheckField
        label={words.futureOwners}
        checked={futureOwners}
        onChange={(checked) => onChange({ ...draft, futureOwners: checked })}
      />
      <fieldset className="choices">
        <legend>{words.future}</legend>
        <Radio
          label={words.futureEvery}
          checked={future === 'every'}
          onChoose={() => onChange({ ...draft, futureInOwners: 'all' })}
        />
        {future === 'some' && <Radio label={words.futureSome} checked onChoose={() => undefined} />}
        <Radio
          label={words.futureNone}
          checked={future === 'none'}
          onChoose={() => onChange({ ...draft, futureInOwners: new Set() })}
        />
      </fieldset>
    </fieldset>
  );
}

interface RadioProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
}

function Radio({ label, checked, onChoose }: RadioProps): ReactElement {
  return (
    <label>
      <input type="radio" name="future-in-owners" checked={checked} onChange={onChoose} />
      {label}
    </label>
  );
}
