/** Smart commits and the audit log at the door. */

import { problemError, smartCommandPageSize } from '@branchline/contract';
import type { SmartCommitSettings } from '@branchline/domain';
import { addressDigest } from '../../features/smart-commits/mail-smart-commit.ts';
import { retrySmartCommit } from '../../features/smart-commits/retry-smart-commit.ts';
import { saveSmartCommitSettings } from '../../features/smart-commits/save-smart-commit-settings.ts';
import type { Store } from '../../ports/store.ts';
import type { SmartCommitRun, SmartCommitRunId } from '../../ports/store/smart-commits.ts';
import type { Handlers } from '../mount-routes.ts';
import { presentSmartCommand, presentSmartCommitChoices } from '../present/smart-commits.ts';
import { notFound } from '../problems.ts';

export interface SmartCommitHandlersDeps {
  readonly store: Store;
}

type Names =
  | 'listSmartCommands'
  | 'showSmartCommand'
  | 'retrySmartCommand'
  | 'showSmartCommitSettings'
  | 'saveSmartCommitSettings'
  | 'saveSmartCommitMails';

async function presented({ store }: SmartCommitHandlersDeps, runs: readonly SmartCommitRun[]) {
  const names = await store.repositories.names(runs.map(({ commit }) => commit.repositoryId));
  return runs.map((run) => presentSmartCommand(run, names.get(run.commit.repositoryId) ?? ''));
}

async function commandOf(deps: SmartCommitHandlersDeps, id: SmartCommitRunId) {
  const run = await deps.store.smartCommits.get(id);
  const [command] = run === undefined ? [] : await presented(deps, [run]);
  if (command === undefined) throw notFound('command of a smart commit');
  return command;
}

function notToBeRetried() {
  return problemError({
    type: 'conflict',
    title: 'It is not to be run again',
    status: 409,
    detail: 'This command is done already, or still to be done.',
    remedy: 'Only commands that failed or were skipped can be run again.',
  });
}

/** Without what is undefined: that means nothing was said. */
function settingsFrom(said: { readonly [Name in keyof SmartCommitSettings]?: SmartCommitSettings[Name] | undefined }) {
  return Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== undefined),
  ) as Partial<SmartCommitSettings>;
}

function cursorOf(cursor: string | undefined): number | undefined {
  return cursor === undefined ? undefined : Number(cursor);
}

/** One more than wanted was asked for, to see whether there is more. */
function pageOf<Row extends { readonly id: number }>(rows: readonly Row[], limit: number) {
  const shown = rows.slice(0, limit);
  return { shown, next: rows.length > limit ? String(shown.at(-1)?.id) : null };
}

async function listCommands(
  deps: SmartCommitHandlersDeps,
  query: Parameters<Handlers['listSmartCommands']>[0]['query'],
) {
  const { issue, repository, jiraSite, commit, cursor, limit = smartCommandPageSize.usual, ...words } = query;
  const wanted = { ...words, key: issue, repositoryId: repository, jiraSiteId: jiraSite, hash: commit };
  const runs = await deps.store.smartCommits.list(wanted, limit + 1, cursorOf(cursor));
  const { shown, next } = pageOf(runs, limit);
  return { commands: await presented(deps, shown), next };
}

export function smartCommitHandlers(deps: SmartCommitHandlersDeps): Pick<Handlers, Names> {
  const { store } = deps;
  return {
    listSmartCommands: ({ query }) => listCommands(deps, query),
    showSmartCommand: ({ params }) => commandOf(deps, params.id),
    retrySmartCommand: async ({ params, caller }) => {
      const outcome = await retrySmartCommit(deps, caller.principal, params.id);
      if (outcome === 'unknown') throw notFound('command of a smart commit');
      if (outcome === 'not-retried') throw notToBeRetried();
      return commandOf(deps, params.id);
    },
    showSmartCommitSettings: async ({ params }) => {
      if ((await store.jiraSites.get(params.id)) === undefined) throw notFound('Jira site');
      return presentSmartCommitChoices(await store.smartCommits.choices(params.id));
    },
    saveSmartCommitSettings: async ({ params, body, caller }) => {
      const { project, settings } = body;
      const change = {
        jiraSiteId: params.id,
        project: project ?? undefined,
        settings: settings ? settingsFrom(settings) : undefined,
      };
      const choices = await saveSmartCommitSettings(deps, caller.principal, change);
      if (choices === undefined) throw notFound('Jira site');
      return presentSmartCommitChoices(choices);
    },
    saveSmartCommitMails: async ({ body }) => {
      const recipient =
        'personId' in body
          ? ({ kind: 'person', personId: body.personId } as const)
          : ({ kind: 'address', digest: addressDigest(body.address) } as const);
      await store.mails.setRefusal(recipient, !body.wanted);
    },
  };
}
