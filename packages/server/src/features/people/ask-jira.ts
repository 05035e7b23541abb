/** Asks a Jira site whose account an e-mail address is, which is how Jira itself knows the authors of commits. */

import type { AtlassianAccountId, IdentityId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { JiraPeople } from '../../ports/jira-site/people.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';
import type { KeptIdentity, UnaskedEmail } from '../../ports/store/people.ts';
import { conflictInWords } from './identity-words.ts';
import { byRule } from './meet-identities.ts';

export interface AskJiraDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** How many active accounts Jira shows with an address. */
export type EmailAnswer = 'none' | 'one' | 'several';

/**
 * Keeps what Jira says: exactly one active account is a proof where the site's addresses are trusted, anything else a
 * suggestion at most. What it said before and says no more is forgotten.
 * @throws Failure when Jira cannot be asked
 */
export async function askJiraAbout(
  { store, clock }: AskJiraDeps,
  people: JiraPeople,
  site: JiraSiteRow,
  { id, email }: UnaskedEmail,
): Promise<EmailAnswer> {
  const active = (await people.byEmail(email)).filter(({ isActive }) => isActive);
  const accounts = [...new Set(active.map(({ accountId }) => accountId))];
  return store.transaction(async (tables) => {
    const at = clock.now();
    await tables.people.accounts.noteAsked(site.id, [id], at);
    const kept = await meetAccounts(tables, site, accounts, at);
    const gone = await forgetOthers(tables, site, id, kept);
    const isProof = kept.length === 1 && (await tables.people.accounts.trustsEmail(site.id));
    const state = isProof ? 'confirmed' : 'suggested';
    const ids = kept.map((each) => each.id);
    for (const other of ids) {
      await tables.people.tell({ one: id, other, proof: 'jira-email', state, by: byRule, at });
      await noteChecked(tables, id, other, at);
    }
    await tables.people.regroup([id, ...ids, ...gone], conflictInWords);
    return kept.length === 0 ? 'none' : kept.length === 1 ? 'one' : 'several';
  });
}

/** Only ids are kept of them; those who asked to be forgotten stay out. */
async function meetAccounts(
  { people }: Tables,
  { id: jiraSiteId }: JiraSiteRow,
  accounts: readonly AtlassianAccountId[],
  at: Date,
): Promise<readonly KeptIdentity[]> {
  const seen = accounts.map((accountId) => ({
    identity: { kind: 'jira-account', jiraSiteId, accountId } as const,
    login: undefined,
    name: undefined,
    shownEmail: undefined,
  }));
  return people.see(seen, at);
}

/** Links that only an earlier answer made. */
async function forgetOthers(
  { people }: Tables,
  site: JiraSiteRow,
  id: IdentityId,
  kept: readonly KeptIdentity[],
): Promise<readonly IdentityId[]> {
  const still = new Set(kept.map((each) => each.id));
  const links = await people.accounts.linksByEmail(site.id, id);
  const gone = links.map(({ one, other }) => (one === id ? other : one)).filter((other) => !still.has(other));
  for (const other of gone) await people.unlink(id, other);
  return gone;
}

async function noteChecked(tables: Tables, one: IdentityId, other: IdentityId, at: Date): Promise<void> {
  const link = await tables.people.between(one, other);
  if (link?.proof === 'jira-email') await tables.people.noteChecked(link.id, at);
}
