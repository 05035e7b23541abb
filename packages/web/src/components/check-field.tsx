/** A field that is on or off, with what that means. */

import { useId } from 'react';
import type { ReactElement, ReactNode } from 'react';

export interface CheckFieldProps {
  readonly label: string;
  readonly name?: string;
  readonly hint?: ReactNode;
  readonly checked?: boolean;
  readonly defaultChecked?: boolean;
  readonly disabled?: boolean;
  readonly onChange?: (checked: boolean) => void;
}

export function CheckField(props: CheckFieldProps): ReactElement {
  const { label, name, hint, checked, defaultChecked, disabled = false, onChange } = props;
  const id = useId();
  return (
    <div className="check-field">
      <input
        id={id}
        type="checkbox"
        name={name}
        disabled={disabled}
        {...(checked === undefined ? { defaultChecked } : { checked })}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        onChange={(event) => onChange?.(event.currentTarget.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <span id={`${id}-hint`} className="hint">
          {hint}
        </span>
      )}
    </div>
  );
}
