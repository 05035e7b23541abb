/** Asks which projects see and act on something: one choice for all actions, or one for each. */

import { projectActions, type ProjectAction } from '@branchline/domain';
import { useId } from 'react';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';
import { withChoice, withSame, type GrantsDraft, type ProjectChoice, type Reach } from './association-draft.ts';
import { CheckField } from './check-field.tsx';
import { ProjectPicker } from './project-picker.tsx';

export interface GrantsFieldsProps {
  readonly jiraSiteId: number;
  readonly grants: GrantsDraft;
  readonly onChange: (grants: GrantsDraft) => void;
}

const words = texts.associations;
const reaches: readonly Reach[] = ['all', 'chosen', 'none'];

export function GrantsFields({ jiraSiteId, grants, onChange }: GrantsFieldsProps): ReactElement {
  const actions: readonly ProjectAction[] = grants.isSame ? ['see'] : projectActions;
  return (
    <>
      {actions.map((action) => (
        <ReachFields
          key={action}
          legend={grants.isSame ? words.action.all : words.action[action]}
          jiraSiteId={jiraSiteId}
          choice={grants.choices[action]}
          onChange={(choice) => onChange(withChoice(grants, action, choice))}
        />
      ))}
      <CheckField
        label={words.different}
        hint={words.differentHint}
        checked={!grants.isSame}
        onChange={(different) => onChange(withSame(grants, !different))}
      />
    </>
  );
}

interface ReachFieldsProps {
  readonly legend: string;
  readonly jiraSiteId: number;
  readonly choice: ProjectChoice;
  readonly onChange: (choice: ProjectChoice) => void;
}

function ReachFields({ legend, jiraSiteId, choice, onChange }: ReachFieldsProps): ReactElement {
  const name = useId();
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      {reaches.map((reach) => (
        <label key={reach}>
          <input
            type="radio"
            name={name}
            value={reach}
            checked={choice.reach === reach}
            onChange={() => onChange({ ...choice, reach })}
          />
          {words.reach[reach]}
        </label>
      ))}
      {choice.reach === 'chosen' && (
        <ProjectPicker
          jiraSiteId={jiraSiteId}
          keys={choice.keys}
          onChange={(keys) => onChange({ reach: 'chosen', keys })}
        />
      )}
    </fieldset>
  );
}
