/** What a document asks about our registrations as an OAuth client. */

import type { Configuration, ConfigurationFile } from '@branchline/contract';
import { Failure, type Secret } from '@branchline/domain';
import { clientSecretPlace, type OAuthClientRow } from '../../ports/store/oauth-clients.ts';
import type { Context } from './context.ts';
import type { ConfigurationDeps } from './place.ts';
import { isAnother, referenceFor, secretIn, secretMissing } from './secrets.ts';
import { removalOf, unitOf, type Unit } from './unit.ts';

type WantedClient = NonNullable<Configuration['oauthClients']>[number];
type ClientDocument = NonNullable<ConfigurationFile['oauthClients']>[number];

/** By connector and the address of signing in. */
export async function readClients({ store }: ConfigurationDeps): Promise<readonly ClientDocument[]> {
  const rows = (await store.oauthClients.list()).toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return rows.map(({ connector, settings, clientId, authorizeUrl }) => ({
    connector,
    settings: { ...settings },
    clientId,
    clientSecret: referenceFor(connector, new URL(authorizeUrl).host, 'client-secret'),
  }));
}

function nameOf({ connector, authorizeUrl }: Pick<OAuthClientRow, 'connector' | 'authorizeUrl'>): string {
  return `${connector} ${authorizeUrl}`;
}

/** Where people sign in: names the service; or why nobody can tell. */
function placeOf({ deps }: Context, { connector, settings }: WantedClient) {
  const known = deps.connectors.get(connector);
  if (known?.oauth === undefined) return { problem: `Nobody signs in by OAuth with "${connector}".` };
  try {
    const parsed = known.parseSettings(settings);
    return { authorizeUrl: known.oauth.endpoints(parsed).authorizeUrl, parsed };
  } catch (error) {
    if (error instanceof Failure) return { problem: error.message };
    throw error;
  }
}

export async function clientUnits(
  context: Context,
  wanted: readonly WantedClient[],
): Promise<readonly (Unit | undefined)[]> {
  const rows = await context.deps.store.oauthClients.list();
  return wanted.map((each) => clientUnit(context, rows, each));
}

function clientUnit(context: Context, rows: readonly OAuthClientRow[], wanted: WantedClient): Unit | undefined {
  const { authorizeUrl = '', parsed, problem: wrong } = placeOf(context, wanted);
  const { connector, settings, clientId, clientSecret } = wanted;
  const row = rows.find((each) => each.connector === connector && each.authorizeUrl === authorizeUrl);
  const secret = secretIn(clientSecret);
  const isChanged = row !== undefined && row.clientId !== clientId;
  const needsSecret = row === undefined || isChanged;
  const problem =
    wrong ?? (needsSecret && secret === undefined ? secretMissing('client secret', clientSecret) : undefined);
  return unitOf({
    kind: 'oauth-client',
    name: authorizeUrl === '' ? connector : `${connector} ${authorizeUrl}`,
    before: row && { clientId: row.clientId },
    after: { clientId },
    newSecrets: row !== undefined && isAnother(clientSecret, keptSecret(context, row)) ? ['clientSecret'] : [],
    problem,
    run: async () => {
      if (secret === undefined) return;
      const body = { connector, settings: { ...(parsed ?? settings) }, clientId, clientSecret: secret };
      await context.asker.ask('saveOAuthClient', { body });
    },
  });
}

function keptSecret({ deps }: Context, { connector, authorizeUrl, sealedClientSecret }: OAuthClientRow): Secret {
  return deps.secretBox.open(sealedClientSecret, clientSecretPlace(connector, authorizeUrl));
}

export async function leftOutClients(context: Context, wanted: readonly WantedClient[]): Promise<readonly Unit[]> {
  const kept = new Set(
    wanted.map((each) => nameOf({ authorizeUrl: '', ...placeOf(context, each), connector: each.connector })),
  );
  const rows = (await context.deps.store.oauthClients.list()).filter((row) => !kept.has(nameOf(row)));
  return rows.map((row) =>
    removalOf('oauth-client', nameOf(row), '', () =>
      context.asker.ask('removeOAuthClient', { params: { id: row.id } }),
    ),
  );
}
