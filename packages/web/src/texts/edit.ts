/** Words about editing what somebody else edits, too. */

export const editTexts = {
  title: 'Somebody else changed this meanwhile',
  detail:
    'Nothing was saved yet, and what you typed is still here. Load what is there now to look at it: what you typed is ' +
    'gone then. Or save yours over it.',
  load: 'Load what is there now',
  overwrite: 'Save mine over it',
} as const;
