/** A field of a form: its name, what is to be known about it, and what is wrong with what was entered. */

import { useId } from 'react';
import type { ReactElement, ReactNode } from 'react';
import * as texts from '../texts.ts';

/** What the input itself must carry, so that name, hint and mistake are read out with it. */
export interface FieldParts {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

export interface FieldProps {
  readonly label: string;
  readonly isOptional?: boolean;
  readonly hint?: ReactNode;
  /** What is wrong and what to do; empty or undefined when nothing is. */
  readonly mistake?: string | undefined;
  /** Draws the input. */
  readonly children: (parts: FieldParts) => ReactNode;
}

export function Field({ label, isOptional = false, hint, mistake = '', children }: FieldProps): ReactElement {
  const id = useId();
  const described = [...(hint === undefined ? [] : [`${id}-hint`]), ...(mistake === '' ? [] : [`${id}-mistake`])];
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {isOptional && <span className="quiet">({texts.shared.optional})</span>}
      </label>
      {children({
        id,
        ...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') }),
        ...(mistake === '' ? {} : { 'aria-invalid': true }),
      })}
      {hint !== undefined && (
        <span id={`${id}-hint`} className="hint">
          {hint}
        </span>
      )}
      {mistake !== '' && (
        <span id={`${id}-mistake`} className="mistake" role="alert">
          {mistake}
        </span>
      )}
    </div>
  );
}
