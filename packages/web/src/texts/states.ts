/** The words of the five states of anything that indexes. */

export const stateTexts = {
  waiting: 'Waiting',
  indexing: 'Indexing',
  'up-to-date': 'Up to date',
  paused: 'Paused',
  failed: 'Failed',
} as const;
