/** The registry of Git services: one line per connector. */

import type { Clock } from '../../ports/clock.ts';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { Network } from '../http-client/network.ts';
import { plainGit } from './git/connector.ts';
import { forgejo, gitea } from './gitea/connector.ts';
import { github, githubEnterpriseServer } from './github/connector.ts';
import { gitlab, gitlabSelfManaged } from './gitlab/connector.ts';

/** All connectors by their ids. */
export function createConnectors(network: Network, clock: Clock): ReadonlyMap<string, GitServiceConnector> {
  const connectors = [
    plainGit(),
    github(network, clock),
    githubEnterpriseServer(network, clock),
    gitlab(network),
    gitlabSelfManaged(network),
    gitea(network),
    forgejo(network),
  ];
  return new Map(connectors.map((connector) => [connector.id, connector]));
}
