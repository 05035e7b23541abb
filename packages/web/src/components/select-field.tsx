/** A field that offers a few values. */

import type { ReactElement, ReactNode } from 'react';
import { Field } from './field.tsx';

export interface SelectFieldProps<Value extends string> {
  readonly label: string;
  readonly name: string;
  readonly hint?: ReactNode;
  readonly mistake?: string | undefined;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value?: Value;
  readonly defaultValue?: Value;
  readonly onChange?: (value: Value) => void;
}

export function SelectField<Value extends string>(props: SelectFieldProps<Value>): ReactElement {
  const { label, name, hint, mistake, options, value, defaultValue, onChange } = props;
  function choose(text: string): void {
    const chosen = options.find((option) => option.value === text);
    if (chosen !== undefined) onChange?.(chosen.value);
  }
  return (
    <Field label={label} hint={hint} mistake={mistake}>
      {(parts) => (
        <select
          name={name}
          {...(value === undefined ? { defaultValue } : { value })}
          onChange={(event) => choose(event.currentTarget.value)}
          {...parts}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
