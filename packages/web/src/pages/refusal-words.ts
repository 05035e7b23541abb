/** Why something that looks like an issue key is none, in words. */

import type { Explanation } from '@branchline/contract';

type Reason = Explanation['refused'][number]['why'];

export const refusalWords: Readonly<Record<Reason, string>> = {
  'unknown-project': 'Jira has no project with that key',
  'lower-case': 'keys in lower case count only in branch names',
  'leading-zero': 'issue numbers do not begin with a zero',
  'number-too-large': 'the number is larger than Jira gives',
  'project-key-too-long': 'the part before the dash is longer than a project key can be',
  'version-string': 'it is part of a version',
  'email-address': 'it is part of an e-mail address',
  'change-id': 'it is part of a change id or hash',
  'beyond-limit': 'the text names more issues than are linked to one commit',
};
