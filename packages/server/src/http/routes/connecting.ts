/** Connecting Git services at the door: which there are, adding, trying, changing. */

import type { GitServiceList } from '@branchline/contract';
import type { CredentialKind } from '@branchline/domain';
import {
  addIntegration,
  tryIntegration,
  type AddIntegrationDeps,
} from '../../features/integrations/add-integration.ts';
import { checkIntegration } from '../../features/integrations/check-integration.ts';
import { editIntegration } from '../../features/integrations/edit-integration.ts';
import { gitServices, type GitServiceView } from '../../features/integrations/git-services.ts';
import { rotateToken } from '../../features/integrations/rotate-token.ts';
import { oauthRedirectUrl } from '../../features/integrations/sign-in-by-oauth.ts';
import type { ServiceGuide } from '../../ports/git-service/guide.ts';
import type { Handlers } from '../mount-routes.ts';
import { presentCheck } from '../present/credentials.ts';
import { notFound } from '../problems.ts';
import { savedIntegration, wantedFrom } from '../saved-integration.ts';

export interface ConnectingHandlersDeps extends AddIntegrationDeps {
  /** The address people reach us at. */
  readonly publicUrl: string;
}

type Names =
  | 'listGitServices'
  | 'addIntegration'
  | 'tryIntegration'
  | 'checkIntegration'
  | 'rotateToken'
  | 'editIntegration';
type Summary = GitServiceList['gitServices'][number];

function presentGitService(view: GitServiceView, publicUrl: string): Summary {
  const { connector } = view;
  const { id, title, words, settingsForm, credentialKinds, capabilities, webhook, guide } = connector;
  return {
    id,
    title,
    words,
    settingsForm: settingsForm.map((field) => ({ ...field, standard: field.standard ?? null })),
    credentialKinds: [...credentialKinds],
    about: guide?.about ?? '',
    mark: guide?.mark ?? '',
    guides: credentialKinds.flatMap((kind) => presentGuide(kind, guide)),
    capabilities: [...capabilities],
    sendsWebhooks: webhook !== undefined,
    oauth: presentOAuth(view, publicUrl),
    app: connector.app === undefined ? null : { apps: view.apps.map((app) => pickApp(app)) },
  };
}

function presentGuide(kind: CredentialKind, guide: ServiceGuide | undefined): Summary['guides'] {
  const one = guide?.credentials[kind];
  if (one === undefined) return [];
  return [{ kind, title: one.title, steps: [...one.steps], rights: [...one.rights], page: one.page ?? null }];
}

function pickApp({ id, name, webUrl }: GitServiceView['apps'][number]) {
  return { id, name, webUrl };
}

function presentOAuth(
  { connector, oauthClients, registrationUrl }: GitServiceView,
  publicUrl: string,
): Summary['oauth'] {
  if (connector.oauth === undefined) return null;
  return {
    scopes: [...connector.oauth.scopes('service-account')],
    redirectUrl: oauthRedirectUrl(publicUrl),
    registrationUrl: registrationUrl ?? null,
    clients: [...oauthClients],
    mayChooseAccount: Object.keys(connector.oauth.switchAccountParameters).length > 0,
  };
}

export function connectingHandlers(deps: ConnectingHandlersDeps): Pick<Handlers, Names> {
  return {
    listGitServices: async () => {
      const services = await gitServices(deps);
      return { gitServices: services.map((service) => presentGitService(service, deps.publicUrl)) };
    },
    addIntegration: async ({ body }) => {
      const { id, warnings } = await addIntegration(deps, wantedFrom(body));
      return savedIntegration(deps, id, warnings);
    },
    tryIntegration: async ({ body }) => presentCheck(await tryIntegration(deps, wantedFrom(body))),
    checkIntegration: async ({ params }) => {
      const tried = await checkIntegration(deps, params.id);
      if (tried === undefined) throw notFound('integration');
      return presentCheck(tried);
    },
    rotateToken: async ({ params }) => {
      const rotated = await rotateToken(deps, params.id, 'person');
      if (rotated === undefined) throw notFound('integration');
      const integrations = rotated.integrations.map(({ id, name }) => ({ id, name }));
      return { expiresAt: rotated.expiresAt?.toISOString() ?? null, integrations };
    },
    editIntegration: async ({ params, body }) => {
      const edited = await editIntegration(deps, params.id, body);
      if (edited === undefined) throw notFound('integration');
      return savedIntegration(deps, edited.id, edited.warnings);
    },
  };
}
