/** The registry of Git services: one line per connector. */

import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { Network } from '../http-client/network.ts';
import { plainGit } from './git/connector.ts';

/** All connectors by their ids. */
export function createConnectors(_network: Network): ReadonlyMap<string, GitServiceConnector> {
  const connectors = [plainGit()];
  return new Map(connectors.map((connector) => [connector.id, connector]));
}
