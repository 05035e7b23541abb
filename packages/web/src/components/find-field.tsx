/** A field in a form that finds something to be chosen; what is typed is no part of what the form sends. */

import type { KeyboardEvent, ReactElement } from 'react';
import { Field } from './field.tsx';

export interface FindFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (typed: string) => void;
  readonly mistake?: string | undefined;
  /** Enter does this; the form around it is not sent. */
  readonly onEnter?: () => void;
}

export function FindField({ label, placeholder, value, onChange, mistake, onEnter }: FindFieldProps): ReactElement {
  function press(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    onEnter?.();
  }
  return (
    <Field label={label} mistake={mistake}>
      {(parts) => (
        <input
          type="search"
          value={value}
          placeholder={placeholder}
          maxLength={255}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={press}
          {...parts}
        />
      )}
    </Field>
  );
}
