/** A filter that is typed: what is in it lives in the address once somebody stops typing. */

import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { useSettled } from './use-settled.ts';

export interface FilterFieldProps {
  /** For those who do not see it. */
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (typed: string) => void;
  readonly maxLength?: number;
}

export function FilterField({ label, placeholder, value, onChange, maxLength = 300 }: FilterFieldProps): ReactElement {
  const [typed, setTyped] = useState(value);
  const settled = useSettled(typed.trim());
  useEffect(() => {
    if (settled !== value) onChange(settled);
    // Only what was typed is told; what the address says otherwise comes by `key`.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  return (
    <input
      type="search"
      className="filter filter-text"
      aria-label={label}
      placeholder={placeholder}
      value={typed}
      maxLength={maxLength}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
