/** Words that many pages share. */

import { counted } from '@branchline/issue-panel';

export const sharedTexts = {
  loading: (what: string) => `Loading ${what}`,
  searching: 'Searching',
  searchKey: 'Press / to come here',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  never: 'not yet',
  none: 'none',
  any: 'Any',
  optional: 'optional',
  more: 'Show more',
  selected: (count: number) => `${counted(count, 'row', 'rows')} selected`,
  selectAll: 'Select all that are shown',
  select: (name: string) => `Select ${name}`,
  clearSelection: 'Clear the selection',
  typeToConfirm: (name: string) => `Type ${name} to confirm`,
  ascending: 'ascending',
  descending: 'descending',
  revoke: {
    action: 'Revoke',
    title: (name: string) => `Revoke ${name}?`,
    text: 'Programs that use it are refused from now on.',
  },
  copy: (what: string) => `Copy ${what}`,
} as const;
