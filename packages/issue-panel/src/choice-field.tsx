/** A choice of one of several words, small enough for the panel. */

import type { ReactElement } from 'react';

export function ChoiceField<Word extends string>(props: {
  readonly label: string;
  readonly value: Word;
  readonly choices: readonly Word[];
  readonly words: Readonly<Record<Word, string>>;
  readonly onChange: (value: Word) => void;
}): ReactElement {
  const { label, value, choices, words, onChange } = props;
  return (
    <label className="bl-choice">
      <span>{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice === event.target.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {words[choice]}
          </option>
        ))}
      </select>
    </label>
  );
}
