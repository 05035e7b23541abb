/** Keeps what we say about an issue with the issue, where JQL may look for it. */

import { Failure } from '@branchline/domain';
import type { IssueProperties } from '../../ports/jira-site.ts';
import type { AskPlatform } from './ask-platform.ts';
import type { WritePace } from './write-pace.ts';

/** Characters. Source: the description of PUT /rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}. */
const valueLimit = 32_768;
/** Characters; the same. */
const nameLimit = 255;

/** @param pace the site's, which all its writers share */
export function createIssueProperties(ask: AskPlatform, pace: WritePace): IssueProperties {
  return {
    async save(key, name, value) {
      const length = JSON.stringify(value).length;
      if (length > valueLimit || name.length > nameLimit) {
        const message =
          `The property "${name.slice(0, nameLimit)}" of ${key} was not saved: Jira keeps at most ${valueLimit} ` +
          `characters under a name of at most ${nameLimit}, and these are ${length} under ${name.length}.`;
        throw new Failure('rejected', 'jira', message);
      }
      await pace.turn(key);
      const path = `/issue/${encodeURIComponent(key)}/properties/${encodeURIComponent(name)}`;
      await ask.change({ method: 'PUT', path, json: value, repeatable: true });
    },
  };
}
