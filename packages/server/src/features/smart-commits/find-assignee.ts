/** Finds whom `#assign` means: exactly one, or nobody. */

import type { AtlassianAccountId } from '@branchline/domain';
import type { JiraSite } from '../../ports/jira-site.ts';
import type { JiraPerson } from '../../ports/jira-site/people.ts';
import { refusal } from './refusal.ts';

/** As many as tell one from several, with room for those who left. */
const peopleLookedAt = 20;

interface AssigneeSource {
  readonly jira: Pick<JiraSite, 'people'>;
  /** The author's own. */
  readonly accountId: AtlassianAccountId;
}

function theOnly(found: readonly JiraPerson[], whom: string): AtlassianAccountId {
  const [one, ...others] = found;
  if (one !== undefined && others.length === 0) return one.accountId;
  const words =
    one === undefined
      ? `Nobody at this Jira site is called "${whom}", or shows that address. Write the whole name, or the address that Jira shows.`
      : `"${whom}" means ${found.length} people at this Jira site. Write the whole name, or the e-mail address.`;
  throw refusal('no-such-choice', words);
}

/**
 * `me` is the author. An e-mail address or a whole name must be that of one active person; the beginning of a name does
 * only when nobody else's begins so.
 * @throws Failure with its reason when it is nobody or several; Failure when Jira cannot be asked
 */
export async function findAssignee(source: AssigneeSource, whom: string): Promise<AtlassianAccountId> {
  if (whom.toLowerCase() === 'me') return source.accountId;
  const { people } = source.jira;
  if (people === undefined) {
    throw refusal('no-account', 'Branchline cannot look for people at this Jira site. Write: #assign me.');
  }
  if (whom.includes('@')) return theOnly((await people.byEmail(whom)).filter(isActive), whom);
  const found = (await people.search(whom, peopleLookedAt)).filter(isActive);
  const named = found.filter(({ displayName }) => displayName.toLowerCase() === whom.toLowerCase());
  return theOnly(named.length > 0 ? named : found, whom);
}

function isActive(person: JiraPerson): boolean {
  return person.isActive;
}
