/** What a document's Jira sites ask for: the sites themselves with their credentials. */

import { Failure, type JiraSiteId } from '@branchline/domain';
import { jiraSiteView } from '../../features/jira-sites/jira-site-views.ts';
import type { Asked } from './asker.ts';
import { associationUnits } from './association-units.ts';
import type { Context } from './context.ts';
import { counted } from './in-words.ts';
import { siteUrlOf } from './place.ts';
import { projectUnits, siteSmartCommits } from './project-units.ts';
import { readJiraSite } from './read-jira-sites.ts';
import { isAnother, neededSecret, secretIn, secretMissing } from './secrets.ts';
import type { SitePair, WantedSite } from './site-pair.ts';
import { removalOf, unitOf, type Unit } from './unit.ts';

type WantedAccount = NonNullable<WantedSite['account']>;

/** Reads what there is of the wanted sites. */
export async function pairSites(context: Context, wanted: readonly WantedSite[]): Promise<readonly SitePair[]> {
  return Promise.all(
    wanted.map(async (each) => {
      const siteUrl = siteUrlOf(each.siteUrl);
      const row = context.named.sites.get(siteUrl);
      const read = row && (await readJiraSite(context.deps, context.named, row));
      return { wanted: each, siteUrl, read, idOf: async () => row?.id ?? (await idAt(context, siteUrl)) };
    }),
  );
}

/** In the order in which they are to be done. */
export function jiraSiteUnits(context: Context, pairs: readonly SitePair[]): readonly (Unit | undefined)[] {
  const units: (Unit | undefined)[] = [];
  for (const pair of pairs) {
    units.push(
      siteItself(context, pair),
      oauthUnit(context, pair),
      accountUnit(context, pair),
      forgeUnit(context, pair),
      trustUnit(context, pair),
      siteSmartCommits(context, pair),
      ...projectUnits(context, pair),
      ...associationUnits(context, pair),
    );
  }
  return units;
}

async function idAt({ deps }: Context, siteUrl: string): Promise<JiraSiteId> {
  const found = (await deps.store.jiraSites.list()).find((each) => each.siteUrl === siteUrl);
  if (found !== undefined) return found.id;
  throw new Failure('not-found', 'jira', `There is no Jira site ${siteUrl}.`);
}

function siteItself({ asker }: Context, { wanted, siteUrl, read }: SitePair): Unit | undefined {
  if (read !== undefined) return undefined;
  const { name = new URL(siteUrl).hostname, apiUrl, oauth, account } = wanted;
  const problem =
    oauth === undefined && account === undefined
      ? 'A new Jira site needs oauth, an account, or both.'
      : (missingOAuth(oauth) ?? missingToken(account));
  const clientSecret = secretIn(oauth?.clientSecret);
  const body: Asked<'addJiraSite'>['body'] = {
    name,
    siteUrl,
    ...(apiUrl === undefined ? {} : { apiUrl }),
    ...(oauth === undefined || clientSecret === undefined ? {} : { clientId: oauth.clientId, clientSecret }),
    ...(account === undefined || problem !== undefined ? {} : { account: accountFrom(account) }),
  };
  const after = {
    name,
    ...(apiUrl === undefined ? {} : { apiUrl }),
    ...(oauth && { oauth: { clientId: oauth.clientId } }),
  };
  const run = () => asker.ask('addJiraSite', { body });
  return unitOf({ kind: 'jira-site', name: siteUrl, before: undefined, after, problem, run });
}

function missingOAuth(oauth: WantedSite['oauth']): string | undefined {
  if (oauth === undefined || secretIn(oauth.clientSecret) !== undefined) return undefined;
  return secretMissing('client secret', oauth.clientSecret);
}

function missingToken(account: WantedAccount | undefined): string | undefined {
  if (account === undefined) return undefined;
  const wish = secretOf(account);
  return secretIn(wish) === undefined ? secretMissing('token', wish) : undefined;
}

function secretOf(account: WantedAccount) {
  return account.kind === 'service-account' ? account.clientSecret : account.token;
}

function oauthUnit({ asker }: Context, { wanted, siteUrl, read }: SitePair): Unit | undefined {
  const { oauth } = wanted;
  if (read === undefined || oauth === undefined) return undefined;
  const kept = read.credentials.oauth;
  const isNew = kept !== undefined && isAnother(oauth.clientSecret, kept.clientSecret);
  const isSameClient = kept?.clientId === oauth.clientId;
  const clientSecret = secretIn(oauth.clientSecret);
  return unitOf({
    kind: 'jira-site',
    name: siteUrl,
    before: { oauth: kept && { clientId: kept.clientId } },
    after: { oauth: { clientId: oauth.clientId } },
    newSecrets: isNew ? ['oauth.clientSecret'] : [],
    problem: isSameClient ? undefined : missingOAuth(oauth),
    run: async () => {
      if (clientSecret === undefined) return;
      const body = { clientId: oauth.clientId, clientSecret };
      await asker.ask('replaceJiraOAuth', { params: { id: read.row.id }, body });
    },
  });
}

/** Of an account what is no secret. */
function openPartOf(account: { readonly kind: string; readonly email?: unknown; readonly clientId?: unknown }) {
  return { kind: account.kind, email: account.email, clientId: account.clientId };
}

function accountUnit({ asker }: Context, { wanted, siteUrl, read }: SitePair): Unit | undefined {
  const { account } = wanted;
  if (read === undefined || account === undefined) return undefined;
  const kept = read.credentials.account;
  const keptSecret = kept?.kind === 'service-account' ? kept.clientSecret : kept?.token;
  const isSameKind = kept?.kind === account.kind;
  return unitOf({
    kind: 'jira-site',
    name: siteUrl,
    before: { account: kept && openPartOf(kept) },
    after: { account: openPartOf(account) },
    newSecrets: kept !== undefined && isAnother(secretOf(account), keptSecret) ? ['account.token'] : [],
    problem: isSameKind && isSameOpenly(kept, account) ? undefined : missingToken(account),
    run: () => asker.ask('replaceJiraAccount', { params: { id: read.row.id }, body: accountFrom(account) }),
  });
}

function isSameOpenly(one: Parameters<typeof openPartOf>[0], other: Parameters<typeof openPartOf>[0]): boolean {
  return JSON.stringify(openPartOf(one)) === JSON.stringify(openPartOf(other));
}

/** Call it where the secret came. */
function accountFrom(account: WantedAccount): Asked<'replaceJiraAccount'>['body'] {
  const secret = neededSecret('token', secretOf(account));
  switch (account.kind) {
    case 'api-token':
      return { kind: account.kind, email: account.email, token: secret };
    case 'scoped-api-token':
      return { kind: account.kind, ...(account.email === undefined ? {} : { email: account.email }), token: secret };
    case 'personal-access-token':
      return { kind: account.kind, token: secret };
    case 'service-account':
      return { kind: account.kind, clientId: account.clientId, clientSecret: secret };
  }
}

function forgeUnit({ asker }: Context, { wanted, siteUrl, read, idOf }: SitePair): Unit | undefined {
  const { forgeApp } = wanted;
  if (forgeApp === undefined) return undefined;
  const before = read?.document.forgeApp;
  const { appId, sink } = forgeApp;
  const after = { ...before, appId, ...(sink === undefined ? {} : { sink }) };
  return unitOf({
    kind: 'jira-site',
    name: siteUrl,
    before: { forgeApp: before },
    after: { forgeApp: after },
    needs: [`jira-site ${siteUrl}`],
    run: async () => {
      const params = { id: await idOf() };
      if (before?.appId !== appId) await asker.ask('registerForgeApp', { params, body: { appId } });
      if (sink !== undefined && (before?.sink ?? 'oauth') !== sink)
        await asker.ask('switchSink', { params, body: { sink } });
    },
  });
}

function trustUnit({ asker }: Context, { wanted, siteUrl, read, idOf }: SitePair): Unit | undefined {
  const { trustsEmail } = wanted;
  if (trustsEmail === undefined) return undefined;
  return unitOf({
    kind: 'jira-site',
    name: siteUrl,
    before: { trustsEmail: read?.document.trustsEmail ?? false },
    after: { trustsEmail },
    needs: [`jira-site ${siteUrl}`],
    run: async () => asker.ask('saveJiraPeopleSettings', { params: { id: await idOf() }, body: { trustsEmail } }),
  });
}

/** Sites that the document does not have; what they were sent is taken back. */
export async function leftOutSites(
  { named, asker, deps }: Context,
  wanted: readonly WantedSite[],
): Promise<readonly Unit[]> {
  const kept = new Set(wanted.map(({ siteUrl }) => siteUrlOf(siteUrl)));
  const gone = [...named.sites.values()].filter(({ siteUrl }) => !kept.has(siteUrl));
  return Promise.all(
    gone.map(async (site) => {
      const { sent } = await jiraSiteView(deps.store, site);
      const numbers = `${counted(sent, 'entry', 'entries')} that Jira was sent`;
      const params = { id: site.id };
      return removalOf('jira-site', site.siteUrl, numbers, () => asker.ask('removeJiraSite', { params }));
    }),
  );
}
