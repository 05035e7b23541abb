/** Integrations that somebody is still putting together, at the door. */

import {
  beginDraft,
  cancelDraft,
  connectDraft,
  listDrafts,
  recheckDraft,
  showDraft,
  type DraftView,
  type IntegrationDraftDeps,
} from '../../features/integrations/integration-drafts.ts';
import { makeKey, type MakeKeyDeps } from '../../features/integrations/made-keys.ts';
import { tryList } from '../../features/integrations/save-repository-choice.ts';
import type { Handlers } from '../mount-routes.ts';
import { presentDraft } from '../present/integration-draft.ts';
import { notFound } from '../problems.ts';
import { readChoice } from '../read-choice.ts';
import { savedIntegration, wantedFrom } from '../saved-integration.ts';

export type IntegrationDraftHandlersDeps = IntegrationDraftDeps & MakeKeyDeps;

type Names =
  | 'listIntegrationDrafts'
  | 'beginIntegrationDraft'
  | 'showIntegrationDraft'
  | 'checkIntegrationDraft'
  | 'connectIntegrationDraft'
  | 'cancelIntegrationDraft'
  | 'tryRepositoryList'
  | 'makeSshKey';

function there(draft: DraftView | undefined): DraftView {
  if (draft === undefined) throw notFound('draft of an integration');
  return draft;
}

export function integrationDraftHandlers(deps: IntegrationDraftHandlersDeps): Pick<Handlers, Names> {
  return {
    listIntegrationDrafts: async () => ({ drafts: (await listDrafts(deps)).map(presentDraft) }),
    beginIntegrationDraft: async ({ body }) => presentDraft(await beginDraft(deps, wantedFrom(body))),
    showIntegrationDraft: async ({ params }) => presentDraft(there(await showDraft(deps, params.id))),
    checkIntegrationDraft: async ({ params }) => presentDraft(there(await recheckDraft(deps, params.id))),
    connectIntegrationDraft: async ({ params, body: { repositories, ...wish } }) => {
      const choice = repositories === undefined ? undefined : readChoice(repositories);
      const { warnings } = there(await connectDraft(deps, params.id, { ...wish, choice }));
      return savedIntegration(deps, params.id, warnings);
    },
    cancelIntegrationDraft: async ({ params }) => {
      if (!(await cancelDraft(deps, params.id))) throw notFound('draft of an integration');
    },
    tryRepositoryList: async ({ params, body }) => {
      const { apiPath, filter } = body;
      const trial = await tryList(deps, params.id, { apiPath: apiPath ?? undefined, filter: filter ?? undefined });
      if (trial === undefined) throw notFound('integration');
      return { ...trial, names: [...trial.names] };
    },
    makeSshKey: async () => {
      const { expiresAt, ...key } = await makeKey(deps);
      return { ...key, expiresAt: expiresAt.toISOString() };
    },
  };
}
