/** People as they are shown: with what is known about them, and with names that Jira tells at that moment. */

import { Failure } from '@branchline/domain';
import type { JiraSiteId, PersonId } from '@branchline/domain';
import type { JiraPerson } from '../../ports/jira-site/people.ts';
import type { LinkView, PersonQuery, PersonRow } from '../../ports/store/people.ts';
import type { PersonalConnection } from '../../ports/store/personal-connections.ts';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';

/** Names by site and account id; those that Jira does not tell are missing. */
export type JiraNames = ReadonlyMap<string, JiraPerson>;

export function jiraNameKey(jiraSiteId: JiraSiteId, accountId: string): string {
  return `${jiraSiteId} ${accountId}`;
}

export interface PersonView {
  readonly person: PersonRow;
  readonly links: readonly LinkView[];
  readonly connections: readonly PersonalConnection[];
  readonly names: JiraNames;
}

/** Undefined when there is no such person. */
export async function personView(deps: ConnectJiraDeps, id: PersonId): Promise<PersonView | undefined> {
  const { people, personalConnections } = deps.store;
  const person = await people.get(id);
  if (person === undefined) return undefined;
  const links: LinkView[] = [];
  for (const link of await people.linksOf(id)) {
    const view = await people.link(link.id);
    if (view !== undefined) links.push(view);
  }
  const connections = await personalConnections.ofPerson(id);
  return { person, links, connections, names: await jiraNames(deps, [person]) };
}

/** A page of people, with names. */
export async function peoplePage(
  deps: ConnectJiraDeps,
  query: PersonQuery,
): Promise<{ readonly people: readonly PersonRow[]; readonly names: JiraNames }> {
  const people = await deps.store.people.list(query);
  return { people, names: await jiraNames(deps, people) };
}

/** Asked each time, because names from Jira are not kept. A Jira that does not answer leaves them out. */
async function jiraNames(deps: ConnectJiraDeps, people: readonly PersonRow[]): Promise<JiraNames> {
  const accounts = people.flatMap(({ identities }) =>
    identities.flatMap(({ identity }) => (identity.kind === 'jira-account' ? [identity] : [])),
  );
  const names = new Map<string, JiraPerson>();
  for (const [siteId, theirs] of Map.groupBy(accounts, ({ jiraSiteId }) => jiraSiteId)) {
    const site = await deps.store.jiraSites.get(siteId);
    const jira = site && (await connectJira(deps, site)).people;
    if (jira === undefined) continue;
    const ids = theirs.map(({ accountId }) => accountId);
    for (const [accountId, person] of await jira.named(ids).catch(noneOnFailure)) {
      names.set(jiraNameKey(siteId, accountId), person);
    }
  }
  return names;
}

function noneOnFailure(error: unknown): ReadonlyMap<string, JiraPerson> {
  if (error instanceof Failure) return new Map();
  throw error;
}
