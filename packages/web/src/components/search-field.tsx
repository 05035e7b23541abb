/** A field that searches while somebody types; what was typed lives in the address. */

import { Icon } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';
import { searchFieldId } from './use-keyboard.ts';

export interface SearchFieldProps {
  /** For those who do not see the field. */
  readonly label: string;
  readonly placeholder: string;
  readonly search: string;
  readonly onSearch: (typed: string) => void;
}

export function SearchField({ label, placeholder, search, onSearch }: SearchFieldProps): ReactElement {
  return (
    <div className="search">
      <Icon name="search" />
      <input
        id={searchFieldId}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        defaultValue={search}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onSearch(event.currentTarget.value.trim())}
      />
      <kbd title={texts.shared.searchKey}>/</kbd>
    </div>
  );
}
