/** Signing in at an identity provider: there with a state that only this browser has, and back into an account. */

import { Failure, roleByGroups, Secret, type IdentityProviderId, type Role } from '@branchline/domain';
import type { OpenIdPerson, OpenIdTrip } from '../../ports/openid.ts';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type { Tables } from '../../ports/store.ts';
import type { AccountRow } from '../../ports/store/accounts.ts';
import type { IdentityProviderRow } from '../../ports/store/identity-providers.ts';
import { openProvider, type IdentityProviderDeps } from './identity-providers.ts';
import { startSession, type OpenedSession, type SessionDeps, type SignInPlace } from './sessions.ts';

export interface ProviderSignInDeps extends SessionDeps, IdentityProviderDeps {
  readonly store: IdentityProviderDeps['store'];
  /** The address people reach us at. */
  readonly publicUrl: string;
  /** Keeps what the provider verified. @param isProof the administrator trusts the provider's addresses */
  readonly noteVerifiedEmail: (
    tables: Tables,
    account: AccountRow,
    email: string,
    isProof: boolean,
    at: Date,
  ) => Promise<void>;
}

/** Where the browser goes, and what it must bring back in a cookie. */
export interface BegunTrip {
  readonly authorizationUrl: string;
  readonly sealed: SealedSecret;
}

export type ProviderSignInResult =
  | { readonly outcome: 'signed-in'; readonly session: OpenedSession; readonly next: string }
  /** A whole sentence. */
  | { readonly outcome: 'refused'; readonly because: string };

/** Where providers send browsers back to. */
export function openIdRedirectUrl(publicUrl: string): string {
  return `${publicUrl}/openid/callback`;
}

/** How long somebody may take at the provider. */
export const tripMinutes = 10;
const tripPlace = 'openid/trip';

interface KeptTrip extends Omit<OpenIdTrip, 'redirectUrl'> {
  readonly provider: IdentityProviderId;
  readonly next: string;
  readonly endsAt: number;
}

/** Undefined when there is no such provider. @throws Failure when it cannot be asked */
export async function beginProviderSignIn(
  deps: ProviderSignInDeps,
  id: IdentityProviderId,
  next: string,
): Promise<BegunTrip | undefined> {
  const opened = await openProvider(deps, id);
  if (opened === undefined) return undefined;
  const [state, nonce, verifier] = [deps.randomToken(), deps.randomToken(), deps.randomToken()];
  const redirectUrl = openIdRedirectUrl(deps.publicUrl);
  const authorizationUrl = await deps.openId.authorizationUrl(opened.provider, { state, nonce, verifier, redirectUrl });
  const endsAt = deps.clock.now().getTime() + tripMinutes * 60_000;
  const kept: KeptTrip = { provider: id, state, nonce, verifier, next, endsAt };
  return { authorizationUrl, sealed: deps.secretBox.seal(new Secret(JSON.stringify(kept)), tripPlace) };
}

/** @param query of the address the browser came back to. @throws Failure when the provider cannot be asked */
export async function finishProviderSignIn(
  deps: ProviderSignInDeps,
  sealed: string | undefined,
  query: string,
  place: SignInPlace,
): Promise<ProviderSignInResult> {
  const trip = openTrip(deps, sealed);
  const opened = trip && (await openProvider(deps, trip.provider));
  if (trip === undefined || opened === undefined) {
    return { outcome: 'refused', because: 'This sign-in is over, or was begun in another browser. Begin again.' };
  }
  const redirectUrl = openIdRedirectUrl(deps.publicUrl);
  const callback = new URL(`${redirectUrl}${query}`);
  const person = await deps.openId.finish(opened.provider, { ...trip, redirectUrl }, callback);
  const entered = await enter(deps, opened.row, person);
  await audit(deps, opened.row, place, entered);
  if ('because' in entered) return { outcome: 'refused', because: entered.because };
  return { outcome: 'signed-in', session: await startSession(deps, entered.account, place), next: trip.next };
}

function openTrip({ secretBox, clock }: ProviderSignInDeps, sealed: string | undefined): KeptTrip | undefined {
  if (sealed === undefined) return undefined;
  try {
    const trip = JSON.parse(secretBox.open(sealed as SealedSecret, tripPlace).reveal()) as KeptTrip;
    return trip.endsAt > clock.now().getTime() ? trip : undefined;
  } catch {
    // Made up, or sealed with a key that is gone: nobody's way leads here.
    return undefined;
  }
}

type Entered = { readonly account: AccountRow } | { readonly because: string };

/** The account of that person, made or changed as the provider's groups want it. */
async function enter(deps: ProviderSignInDeps, row: IdentityProviderRow, person: OpenIdPerson): Promise<Entered> {
  const role = roleByGroups(person.groups, row.roles);
  if (role === undefined) {
    const because = `${row.name} knows you, but none of your groups may use Branchline. Ask whoever administers it.`;
    return { because };
  }
  return deps.store.transaction(async (tables) => {
    const entered = await accountOf(tables, row, person, role);
    if ('account' in entered && person.email !== undefined) {
      await deps.noteVerifiedEmail(tables, entered.account, person.email, row.joinsByEmail, deps.clock.now());
    }
    return entered;
  });
}

async function accountOf(tables: Tables, row: IdentityProviderRow, person: OpenIdPerson, role: Role): Promise<Entered> {
  const known = await tables.accounts.bySubject(person);
  if (known !== undefined) return known.disabledAt === undefined ? withRole(tables, known, role) : disabled(row);
  const joined =
    row.joinsByEmail && person.email !== undefined ? await tables.accounts.byLogin(person.email) : undefined;
  if (joined?.disabledAt !== undefined) return disabled(row);
  const account = joined ?? (await tables.accounts.add({ ...namesOf(person), role, passwordHash: undefined }));
  if (account === undefined) return loginTaken(person);
  await tables.accounts.linkSubject(account.id, person);
  return withRole(tables, account, role);
}

/** The provider decides about roles, but the last administrator stays one. */
async function withRole(tables: Tables, account: AccountRow, role: Role): Promise<Entered> {
  if (account.role === role) return { account };
  const administrators = await tables.accounts.holdAdministrators();
  if (administrators.length === 1 && administrators[0] === account.id) return { account };
  await tables.accounts.change(account.id, { role });
  await tables.sessions.removeAll(account.id);
  return { account: { ...account, role } };
}

function namesOf({ email, login, subject, name }: OpenIdPerson) {
  const called = email ?? login ?? subject;
  return { login: called, name: name ?? called };
}

function disabled({ name }: IdentityProviderRow): Entered {
  return { because: `${name} knows you, but your account here is disabled. Ask whoever administers Branchline.` };
}

function loginTaken(person: OpenIdPerson): Entered {
  const { login } = namesOf(person);
  return {
    because: `There is an account "${login}" already, which is not joined with this one. Ask whoever administers Branchline.`,
  };
}

async function audit(
  { store }: ProviderSignInDeps,
  row: IdentityProviderRow,
  { address }: SignInPlace,
  entered: Entered,
): Promise<void> {
  const who = 'account' in entered ? `account/${entered.account.id}` : 'nobody';
  const note = 'because' in entered ? entered.because : `by ${row.name}`;
  const result = 'account' in entered ? 'done' : 'refused';
  await store.auditLog.add({ who, what: 'session/start', about: who, origin: address, result, note });
}

/** In words that may be shown. */
export function refusalOf(error: unknown): string | undefined {
  return error instanceof Failure ? error.message : undefined;
}
