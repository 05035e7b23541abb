/** A choice that filters a list. */

import type { ReactElement } from 'react';

export interface SelectFilterProps<Value extends string> {
  /** For those who do not see it. */
  readonly label: string;
  /** What the first choice says, which filters nothing. */
  readonly any: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  /** Whatever the address says; what is none of the options counts as any. */
  readonly value: string | undefined;
  readonly onChange: (value: Value | undefined) => void;
}

export function SelectFilter<Value extends string>(props: SelectFilterProps<Value>): ReactElement {
  const { label, any, options, value, onChange } = props;
  const chosen = options.find((option) => option.value === value);
  return (
    <select
      aria-label={label}
      className="filter"
      value={chosen?.value ?? ''}
      onChange={(event) => onChange(options.find((option) => option.value === event.currentTarget.value)?.value)}
    >
      <option value="">{any}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
