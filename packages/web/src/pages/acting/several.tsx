/** A field for several of something: each is found by typing and stands as a chip until it is taken out. */

import type { ReactElement } from 'react';
import { Chips } from '../../components/chips.tsx';
import { Combobox, type ComboboxOption } from '../../components/combobox.tsx';

export interface SeveralProps {
  readonly words: {
    readonly label: string;
    readonly placeholder: string;
    readonly nothing: string;
    readonly chosen: string;
    readonly remove: (name: string) => string;
  };
  readonly names: readonly string[];
  readonly options: readonly ComboboxOption[];
  readonly isLoading: boolean;
  readonly onSearch: (text: string) => void;
  readonly onChange: (names: readonly string[]) => void;
}

export function Several({ words, names, options, isLoading, onSearch, onChange }: SeveralProps): ReactElement {
  return (
    <div className="several">
      <Combobox
        label={words.label}
        isOptional
        placeholder={words.placeholder}
        chosen=""
        options={options.filter(({ id }) => !names.includes(id))}
        isLoading={isLoading}
        nothing={words.nothing}
        onSearch={onSearch}
        onChoose={({ id }) => onChange([...names, id])}
      />
      <Chips
        label={words.chosen}
        names={names}
        removeLabel={words.remove}
        onRemove={(name) => onChange(names.filter((each) => each !== name))}
      />
    </div>
  );
}
