/** Asks which Jira it is and where. */

import { useState } from 'react';
import type { ReactElement } from 'react';
import { Form } from '../../components/form.tsx';
import { TextField } from '../../components/text-field.tsx';
import * as texts from '../../texts.ts';
import { isAddress, type ChosenJira } from './new-site-steps.ts';

export interface SiteStepProps {
  readonly chosen: ChosenJira;
  readonly onChange: (chosen: ChosenJira) => void;
  readonly onNext: () => void;
}

const words = texts.jiraCredentials.new;

export function SiteStep({ chosen, onChange, onNext }: SiteStepProps): ReactElement {
  const [isTried, setIsTried] = useState(false);
  const isRight = isAddress(chosen.siteUrl.trim());
  function next(): void {
    setIsTried(true);
    if (!isRight) return;
    onChange({ ...chosen, siteUrl: chosen.siteUrl.trim().replace(/\/+$/u, ''), name: chosen.name.trim() });
    onNext();
  }
  return (
    <Form action={words.next} onSend={next}>
      <Kinds chosen={chosen} onChange={onChange} />
      <TextField
        label={words.site.url}
        name="siteUrl"
        value={chosen.siteUrl}
        onChange={(siteUrl) => onChange({ ...chosen, siteUrl })}
        mistake={isTried && !isRight ? words.site.mistake : undefined}
        input={{
          autoComplete: 'off',
          maxLength: 2000,
          placeholder: chosen.kind === 'cloud' ? 'https://example.atlassian.net' : 'https://jira.example.com',
        }}
      />
      <TextField
        label={words.site.name}
        name="name"
        isOptional
        hint={words.site.nameHint}
        value={chosen.name}
        onChange={(name) => onChange({ ...chosen, name })}
        input={{ autoComplete: 'off', maxLength: 200 }}
      />
      {chosen.kind === 'cloud' && (
        <details className="other-way">
          <summary>{words.site.more}</summary>
          <TextField
            label={words.site.apiUrl}
            name="apiUrl"
            isOptional
            hint={words.site.apiUrlHint}
            value={chosen.apiUrl}
            onChange={(apiUrl) => onChange({ ...chosen, apiUrl: apiUrl.trim() })}
            input={{ autoComplete: 'off', maxLength: 2000 }}
          />
        </details>
      )}
    </Form>
  );
}

function Kinds({ chosen, onChange }: Pick<SiteStepProps, 'chosen' | 'onChange'>): ReactElement {
  const kinds = [
    ['cloud', words.site.cloud, words.site.cloudHint],
    ['data-center', words.site.dataCenter, words.site.dataCenterHint],
  ] as const;
  return (
    <fieldset className="choices">
      <legend>{words.site.kind}</legend>
      {kinds.map(([kind, label, hint]) => (
        <label key={kind}>
          <input
            type="radio"
            name="jiraKind"
            checked={chosen.kind === kind}
            onChange={() => onChange({ ...chosen, kind })}
          />
          <span>
            {label} <span className="hint">{hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
