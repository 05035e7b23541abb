/** A field for one line of text, or for several. */

import type { ComponentProps, ReactElement, ReactNode } from 'react';
import { Field } from './field.tsx';

export interface TextFieldProps {
  readonly label: string;
  /** The name under which the form has it. */
  readonly name: string;
  readonly hint?: ReactNode;
  readonly mistake?: string | undefined;
  readonly isOptional?: boolean;
  /** Left out: the form keeps it. */
  readonly value?: string;
  readonly defaultValue?: string;
  readonly onChange?: (value: string) => void;
  /** Several lines. */
  readonly rows?: number;
  /** What the input is apart from that: its type, pattern, limits, what the browser may fill in. */
  readonly input?: Omit<ComponentProps<'input'>, 'id' | 'name' | 'value' | 'defaultValue' | 'onChange'>;
}

export function TextField(props: TextFieldProps): ReactElement {
  const { label, name, hint, mistake, isOptional = false, value, defaultValue, onChange, rows, input } = props;
  const kept = {
    name,
    required: !isOptional,
    spellCheck: false,
    ...(value === undefined ? { defaultValue } : { value }),
    ...(onChange === undefined ? {} : { onChange: (event: TextEvent) => onChange(event.currentTarget.value) }),
  };
  return (
    <Field label={label} isOptional={isOptional} hint={hint} mistake={mistake}>
      {(parts) =>
        rows === undefined ? (
          <input {...kept} {...input} {...parts} />
        ) : (
          <textarea rows={rows} placeholder={input?.placeholder} maxLength={input?.maxLength} {...kept} {...parts} />
        )
      }
    </Field>
  );
}

interface TextEvent {
  readonly currentTarget: { readonly value: string };
}
