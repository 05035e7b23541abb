/** Finds the account at a Jira site that belongs to the author of a commit; in doubt nobody's. */

import { commitEmailFrom, noreplyAccountFrom } from '@branchline/domain';
import type { JiraSiteId } from '@branchline/domain';
import type { AuthorAnswer, AuthorQuestion } from '../../ports/authors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JiraPeople } from '../../ports/jira-site/people.ts';
import type { Store } from '../../ports/store.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';
import type { KeptIdentity, KeptLink, PersonRow } from '../../ports/store/people.ts';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';
import { askJiraAbout, type EmailAnswer } from './ask-jira.ts';
import { identityInWords } from './identity-words.ts';
import { knownServices, type KnownServicesDeps } from './known-services.ts';
import { meetIdentities } from './meet-identities.ts';

export interface FindAuthorDeps extends ConnectJiraDeps, KnownServicesDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** A person may show their address today and hide it tomorrow, or hand it on with their job. */
export const emailProofHours = 24;

/** Addresses of one person that Jira is asked about at once. */
const emailsAsked = 5;

/** See `FindAuthor`. @throws Failure when Jira cannot be asked */
export async function findAuthor(deps: FindAuthorDeps, question: AuthorQuestion): Promise<AuthorAnswer> {
  const { author, jiraSiteId } = question;
  const email = commitEmailFrom(author.email);
  if (email === undefined) {
    return unknown(
      `The commit says it is by "${author.email}", which is nobody's e-mail address. Set user.email in git.`,
    );
  }
  const site = await deps.store.jiraSites.get(jiraSiteId);
  if (site === undefined) return unknown('The Jira site is not connected any more.');
  const identity = await metAs(deps, email, author.name);
  if (identity === undefined) {
    return unknown(`${email} was erased here on request, so nobody acts for it. An administrator can add it again.`);
  }
  const known = await lookUp(deps, site, identity);
  if (known.kind !== 'ask') return known;
  const { people } = await connectJira(deps, site);
  return askFor(deps, site, people, known);
}

interface AskNow {
  readonly kind: 'ask';
  readonly identity: KeptIdentity;
  readonly emails: readonly KeptIdentity[];
}

/** What is known without asking Jira, or which addresses to ask about. */
async function lookUp(deps: FindAuthorDeps, site: JiraSiteRow, identity: KeptIdentity): Promise<AuthorAnswer | AskNow> {
  const person = await personOf(deps, identity);
  const settled = settledAnswer(person, site, identity);
  if (settled.kind === 'ambiguous') return settled;
  const services = await knownServices(deps);
  const emails = person.identities
    .filter((each) => each.identity.kind === 'commit-email')
    .filter(({ identity: each }) => each.kind !== 'commit-email' || !noreplyAccountFrom(each.email, services));
  if (settled.kind === 'unknown') return { kind: 'ask', identity, emails: emails.slice(0, emailsAsked) };
  const stale = await staleProofs(deps, site, person);
  return stale.length === 0 ? settled : { kind: 'ask', identity, emails: stale };
}

async function askFor(
  deps: FindAuthorDeps,
  site: JiraSiteRow,
  people: JiraPeople | undefined,
  { identity, emails }: AskNow,
): Promise<AuthorAnswer> {
  const name = identityInWords(identity);
  if (people === undefined) {
    return unknown(
      `Nobody can be looked up at ${site.name}: it is connected without an account that may browse users. An administrator can join ${name} with a Jira account by hand.`,
    );
  }
  const answers: EmailAnswer[] = [];
  for (const { id, identity: each } of emails) {
    if (each.kind !== 'commit-email') continue;
    answers.push(await askJiraAbout(deps, people, site, { id, email: each.email }));
  }
  const settled = settledAnswer(await personOf(deps, identity), site, identity);
  if (settled.kind !== 'unknown') return settled;
  if (answers.includes('several')) {
    const because = `${site.name} shows several active accounts with the address of ${name}. An administrator can say which is right: branchline people suggestions.`;
    return { kind: 'ambiguous', because };
  }
  return unknown(await whyNobody(deps, site, name, answers));
}

async function whyNobody(
  { store }: FindAuthorDeps,
  site: JiraSiteRow,
  name: string,
  answers: readonly EmailAnswer[],
): Promise<string> {
  if (answers.includes('one') && !(await store.people.accounts.trustsEmail(site.id))) {
    return `${site.name} shows an account with the address of ${name}, but e-mail addresses are no proof here. An administrator can confirm it: branchline people suggestions.`;
  }
  if (answers.length === 0) {
    return `${name} hides who it is. Connect your own account at the Git service, or ask an administrator to join it with your Jira account.`;
  }
  return `${site.name} shows no active account with the address of ${name}. Let your profile at Jira show this address, commit with the one it shows, or ask an administrator to join them.`;
}

/** What the person's identities say about the site. */
function settledAnswer(person: PersonRow, site: JiraSiteRow, identity: KeptIdentity): AuthorAnswer {
  if (person.conflict !== undefined) return { kind: 'ambiguous', because: person.conflict };
  const accounts = accountsAt(person, site.id);
  const [first, second] = accounts;
  if (first === undefined) return unknown(`${identityInWords(identity)} has no account at ${site.name}.`);
  if (second === undefined) return { kind: 'known', personId: person.id, accountId: first };
  const because = `An administrator joined ${identityInWords(identity)} with ${accounts.length} accounts at ${site.name}, so it is not clear as whom to act. Split all but one off: branchline people split ${person.id}.`;
  return { kind: 'ambiguous', because };
}

function accountsAt({ identities }: PersonRow, id: JiraSiteId) {
  return identities.flatMap(({ identity }) =>
    identity.kind === 'jira-account' && identity.jiraSiteId === id ? [identity.accountId] : [],
  );
}

/** Addresses by which an account was joined, when Jira was last asked too long ago. */
async function staleProofs(
  { store, clock }: FindAuthorDeps,
  site: JiraSiteRow,
  person: PersonRow,
): Promise<readonly KeptIdentity[]> {
  const before = clock.now().getTime() - emailProofHours * 3_600_000;
  const byId = new Map(person.identities.map((each) => [each.id, each]));
  const isStale = ({ proof, state, checkedAt }: KeptLink) =>
    proof === 'jira-email' && state === 'confirmed' && (checkedAt?.getTime() ?? 0) < before;
  return (await store.people.linksOf(person.id)).filter(isStale).flatMap(({ one, other }) => {
    const [first, second] = [byId.get(one), byId.get(other)];
    const account = [first, second].find((each) => each?.identity.kind === 'jira-account')?.identity;
    const isHere = account?.kind === 'jira-account' && account.jiraSiteId === site.id;
    const email = [first, second].find((each) => each?.identity.kind === 'commit-email');
    return isHere && email !== undefined ? [email] : [];
  });
}

/** Known already in nearly every case: then nothing is written. */
async function metAs(deps: FindAuthorDeps, email: string, name: string): Promise<KeptIdentity | undefined> {
  const identity = { kind: 'commit-email', email } as const;
  const known = await deps.store.people.find(identity);
  if (known !== undefined) return known;
  const services = await knownServices(deps);
  const seen = { identity, name, login: undefined, shownEmail: undefined };
  await deps.store.transaction((tables) => meetIdentities(tables, services, [seen], deps.clock.now()));
  return deps.store.people.find(identity);
}

/** The person may have become another one meanwhile: identities stay, people are joined and parted. */
async function personOf({ store }: FindAuthorDeps, { identity, personId }: KeptIdentity): Promise<PersonRow> {
  const now = (await store.people.find(identity))?.personId ?? personId;
  return (await store.people.get(now)) ?? { id: now, identities: [], conflict: undefined, suggestions: 0 };
}

function unknown(because: string): AuthorAnswer {
  return { kind: 'unknown', because };
}
