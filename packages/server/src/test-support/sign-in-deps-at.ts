/** What signing in asks for, at the stand-in of a service and by its clock. */

import { forgejo, gitea } from '../adapters/git-services/gitea/connector.ts';
import { githubEnterpriseServer } from '../adapters/git-services/github/connector.ts';
import { gitlabSelfManaged } from '../adapters/git-services/gitlab/connector.ts';
import { createOAuth } from '../adapters/oauth/oauth.ts';
import { jmespathFilter } from '../adapters/repository-filter/jmespath-filter.ts';
import type { AddIntegrationDeps } from '../features/integrations/add-integration.ts';
import type { BrowserSignInDeps } from '../features/integrations/browser-sign-in.ts';
import type { Store } from '../ports/store.ts';
import type { StandIn } from './stand-in/stand-in.ts';
import { testNetwork } from './test-network.ts';
import { testSecretBox } from './test-secret-box.ts';

export function signInDepsAt({ state: { clock } }: StandIn, store: Store): BrowserSignInDeps & AddIntegrationDeps {
  const network = testNetwork({ clock });
  const connectors = [
    gitlabSelfManaged(network),
    githubEnterpriseServer(network, clock),
    gitea(network),
    forgejo(network),
  ];
  let tokens = 0;
  return {
    store,
    clock,
    filters: jmespathFilter(),
    secretBox: testSecretBox(),
    oauth: createOAuth({ network, clock }),
    connectors: new Map(connectors.map((connector) => [connector.id, connector])),
    randomToken: () => `random-token-that-has-43-characters-${String((tokens += 1)).padStart(7, '0')}`,
    publicUrl: 'https://branchline.example',
  };
}
