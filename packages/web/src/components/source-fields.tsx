/** Whether a repository follows its integration or says for itself which projects see it. */

import type { Grants } from '@branchline/contract';
import { projectActions } from '@branchline/domain';
import { useId } from 'react';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';
import { Fact, Facts } from './facts.tsx';
import { noGrants } from './association-draft.ts';

export interface SourceFieldsProps {
  readonly integrationName: string | undefined;
  /** Null: the integration says nothing. */
  readonly inherited: Grants | null;
  readonly inherits: boolean;
  readonly onChange: (inherits: boolean) => void;
}

const words = texts.associations;

export function SourceFields({ integrationName, inherited, inherits, onChange }: SourceFieldsProps): ReactElement {
  const name = useId();
  const of = integrationName ?? words.source.integration;
  return (
    <fieldset className="choices">
      <legend>{words.source.legend}</legend>
      <label>
        <input type="radio" name={name} checked={inherits} onChange={() => onChange(true)} />
        <span className="break">{words.source.inherits(of)}</span>
      </label>
      <label>
        <input type="radio" name={name} checked={!inherits} onChange={() => onChange(false)} />
        {words.source.own}
      </label>
      <p className="hint">{inherits ? words.source.inheritsHint : words.source.ownHint}</p>
      {inherits && (
        <Facts>
          {projectActions.map((action) => (
            <Fact key={action} name={words.action[action]}>
              {words.projects((inherited ?? noGrants)[action])}
            </Fact>
          ))}
        </Facts>
      )}
    </fieldset>
  );
}
