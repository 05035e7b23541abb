/** Goes to a line by its number: the numbers beside the code are no stops for the tabulator, of which there would be thousands. */

import { useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { TextField } from '../../components/text-field.tsx';
import * as texts from '../../texts.ts';

const words = texts.browsedFiles.goToLine;

export interface GoToLineProps {
  /** Lines that there are. */
  readonly lines: number;
  readonly onGo: (line: number) => void;
}

export function GoToLine({ lines, onGo }: GoToLineProps): ReactElement {
  const [typed, setTyped] = useState('');
  const [mistake, setMistake] = useState('');
  function go(event: FormEvent): void {
    event.preventDefault();
    const line = Number(typed);
    const isThere = /^\d{1,9}$/u.test(typed.trim()) && line >= 1 && line <= lines;
    setMistake(isThere ? '' : words.mistake(lines));
    if (isThere) onGo(line);
  }
  return (
    <form className="go-to-line" onSubmit={go} noValidate>
      <TextField
        label={words.label}
        name="line"
        value={typed}
        onChange={setTyped}
        mistake={mistake}
        input={{ inputMode: 'numeric', autoComplete: 'off', maxLength: 9 }}
      />
      <button type="submit" className="bl-button">
        {words.action}
      </button>
    </form>
  );
}
