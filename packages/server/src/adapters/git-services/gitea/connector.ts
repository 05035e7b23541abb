/** Gitea and Forgejo: one family that speaks one API, with a few facts that differ. */

import { serviceAt } from '@branchline/domain';
import type { Network } from '../../http-client/network.ts';
import type { ConnectionRequest, GitServiceConnection, GitServiceConnector } from '../../../ports/git-service.ts';
import { repositoryActions } from './actions.ts';
import { apiUrlOf, familyApi } from './api.ts';
import { checkConnection } from './check.ts';
import { forgejoFacts, giteaFacts, type FamilyFacts } from './facts.ts';
import { familyGuide } from './guide.ts';
import { judgeRefusal } from './judge.ts';
import { familyLinks } from './links.ts';
import { pullRequestReader } from './pull-requests.ts';
import { authorizationFrom, findRepository, gitAccess, listRepositories } from './repositories.ts';
import { parseSettings, settingsForm, type FamilySettings } from './settings.ts';
import { familyOAuth } from './sign-in.ts';
import { verifiedEmails } from './verified-emails.ts';
import { webhookReader } from './webhook.ts';
import { webhookSetup } from './webhook-setup.ts';

/** The connector for Gitea. */
export function gitea(network: Network): GitServiceConnector {
  return familyConnector(giteaFacts, network);
}

/** The connector for Forgejo, and so for Codeberg. */
export function forgejo(network: Network): GitServiceConnector {
  return familyConnector(forgejoFacts, network);
}

function familyConnector(facts: FamilyFacts, network: Network): GitServiceConnector {
  return {
    id: facts.id,
    title: facts.title,
    words: { pullRequest: 'Pull request' },
    settingsForm: settingsForm(facts),
    credentialKinds: ['token', 'oauth', 'user-and-password'],
    capabilities: ['pull-requests', 'checks', 'actions', 'webhook-setup'],
    guide: familyGuide(facts),
    parseSettings: (input) => parseSettings(facts, input),
    links: (settings) => familyLinks((settings as FamilySettings).url),
    connect: (request) => connect(facts, network, request),
    webhook: webhookReader(facts),
    oauth: familyOAuth,
    accounts: {
      service: (settings) => serviceAt((settings as FamilySettings).url),
      noreply: 'gitea',
      ownTokens: {
        page: (settings) => `${(settings as FamilySettings).url.replace(/\/+$/, '')}/user/settings/applications`,
        rights: 'It needs read:user, read:organization, read:issue and write:repository.',
      },
    },
  };
}

function connect(facts: FamilyFacts, network: Network, request: ConnectionRequest): GitServiceConnection {
  const { credential, network: settings, budget } = request;
  const { url } = request.settings as FamilySettings;
  const http = network.client({
    name: facts.title,
    baseUrl: apiUrlOf(url),
    settings,
    budget,
    for: request.for,
    judge: judgeRefusal,
  });
  const api = familyApi(http, url, authorizationFrom(credential));
  return {
    check: () => checkConnection(api, credential),
    verifiedEmails: () => verifiedEmails(api),
    listRepositories: (options) => listRepositories(api, options),
    findRepository: (remoteId) => findRepository(api, remoteId),
    gitAccess: async (repository) => gitAccess(url, credential, settings, repository),
    pullRequests: pullRequestReader(api),
    actions: repositoryActions(api, facts),
    webhookSetup: webhookSetup(api, facts, credential.kind),
  };
}
