/** Which Git services there are, and how each can be signed in to: for pages and the command line. */

import { Failure, type ServiceSettings } from '@branchline/domain';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { Store } from '../../ports/store.ts';
import type { AppRow } from '../../ports/store/apps.ts';

export interface GitServicesDeps {
  readonly store: Store;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
}

export interface GitServiceView {
  readonly connector: GitServiceConnector;
  /** The page where an OAuth client is made, for the standard settings; undefined where there are none. */
  readonly registrationUrl: string | undefined;
  /** Addresses of sign-in for which a client is entered. */
  readonly oauthClients: readonly string[];
  readonly apps: readonly AppRow[];
}

/** In the order of the registry. */
export async function gitServices({ store, connectors }: GitServicesDeps): Promise<readonly GitServiceView[]> {
  const [clients, apps] = await Promise.all([store.oauthClients.list(), store.apps.list()]);
  return [...connectors.values()].map((connector) => ({
    connector,
    registrationUrl: registrationUrlOf(connector),
    oauthClients: clients.filter((each) => each.connector === connector.id).map(({ authorizeUrl }) => authorizeUrl),
    apps: apps.filter((each) => each.connector === connector.id),
  }));
}

function registrationUrlOf(connector: GitServiceConnector): string | undefined {
  const settings = standardSettings(connector);
  return settings && connector.oauth?.registrationUrl(settings);
}

function standardSettings(connector: GitServiceConnector): ServiceSettings | undefined {
  const standards = connector.settingsForm.flatMap(({ name, standard }) =>
    standard === undefined ? [] : [[name, standard]],
  );
  try {
    return connector.parseSettings(Object.fromEntries(standards));
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
