/** Why something that looks like an issue key is none, in English: one wording for pages and terminals. */

import type { RefusalReason } from '@branchline/domain';

/** Goes on after “is no issue key: ”. */
export const refusalWords: Readonly<Record<RefusalReason, string>> = {
  'unknown-project': 'no such project is known',
  'lower-case': 'keys in text are upper case as long as the projects are not known',
  'leading-zero': 'issue numbers do not begin with 0',
  'number-too-large': 'Jira has no numbers that large',
  'project-key-too-long': 'project keys are shorter',
  'version-string': 'a dot and a digit follow: it looks like a version',
  'email-address': 'it is part of an e-mail address',
  'change-id': 'it is part of a Change-Id or a hash',
  'beyond-limit': 'only the first 500 keys are taken',
};
