/** `branchline jira-sites clear …` and `reconcile …`: taking back what Jira was sent, and comparing what it has. */

import type { Clearing, Reconciliation } from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { counted, printable } from '../print.ts';
import { integerArgument } from './arguments.ts';

interface ClearOptions {
  readonly integration?: string;
  readonly repository?: string;
  readonly yes?: boolean;
}

function placeWords({ integrationId, repositoryId, integrationName, repositoryName }: Clearing): string {
  if (repositoryId !== null) return `repository ${repositoryId} ${printable(repositoryName ?? '')}`.trimEnd();
  return integrationId === null
    ? 'whole site'
    : `integration ${integrationId} ${printable(integrationName ?? '')}`.trimEnd();
}

function stateWords({ finishedAt, problem }: Clearing): string {
  if (finishedAt !== null) return 'cleared; nothing of it is sent';
  return problem === null ? 'being cleared' : `waits: ${problem}`;
}

function clearingRow(clearing: Clearing): readonly string[] {
  return [
    String(clearing.id),
    placeWords(clearing),
    `${clearing.entriesDone} of ${clearing.entries}`,
    `${clearing.repositoriesDone} of ${clearing.repositories}`,
    stateWords(clearing),
  ];
}

const outcomes: Readonly<Record<Reconciliation['outcome'], string>> = {
  'nothing-sent': 'Nothing was sent to this site yet.',
  same: 'Jira has what it was sent, as far as it was asked.',
  different: 'Jira does not have what it was sent.',
  'all-gone': 'Jira had nothing left of what it was sent.',
};

function reconciliationLines(found: Reconciliation | null): readonly string[] {
  if (found === null) return ['Not compared yet: this is done every night, or now by adding --now.'];
  const { at, outcome, repositoriesAsked, entriesCompared, differences, repositoriesSentAgain } = found;
  const asked = `${counted(repositoriesAsked, 'repository', 'repositories')} asked for, ${counted(entriesCompared, 'entry', 'entries')} compared`;
  return [
    `${outcomes[outcome]} (${at}; ${asked})`,
    ...differences.map(({ repositoryId, repositoryName, missing, unexpected, isGone }) => {
      const what = isGone ? 'gone altogether' : `${missing} missing, ${unexpected} unexpected`;
      return `  ${repositoryId}  ${printable(repositoryName)}: ${what}`;
    }),
    ...(repositoriesSentAgain === 0
      ? []
      : [`${counted(repositoriesSentAgain, 'repository is', 'repositories are')} sent again by itself.`]),
    ...(differences.some(({ isGone }) => !isGone) ? ['Send them again: add --resend.'] : []),
  ];
}

function addClearing({ define, run }: Commands, sites: Command): void {
  const clear = define(sites.command('clear <id>'))
    .description('take back what was sent, and send nothing of it until that is lifted')
    .option('--integration <id>', 'only what is of this integration')
    .option('--repository <id>', 'only this repository of it')
    .option('--yes', 'do it')
    .action((id: string, options: ClearOptions, command: Command) =>
      run(command, async (session) => {
        const { integration, repository, yes = false } = options;
        if (repository !== undefined && integration === undefined) {
          command.error('error: name the integration of the repository too: --integration.');
        }
        const place = {
          integrationId: integration === undefined ? undefined : integerArgument(command, integration),
          repositoryId: repository === undefined ? undefined : integerArgument(command, repository),
        };
        const params = { id: integerArgument(command, id) };
        if (!yes) {
          const { entries, repositories } = await session.client.previewClearing({ params, query: place });
          const what = `${counted(entries, 'entry', 'entries')} of ${counted(repositories, 'repository', 'repositories')}`;
          command.error(`error: ${what} would be taken back from Jira. Add --yes to do it.`);
        }
        const body = { integrationId: place.integrationId ?? null, repositoryId: place.repositoryId ?? null };
        const begun = await session.client.clearJiraSite({ params, body });
        const what = counted(begun.entries, 'entry is', 'entries are');
        session.answer(begun, [`${what} taken back (clearing ${begun.id}).`]);
      }),
    );
  define(clear.command('status <id>').description('what was cleared, and how far that is')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        const { clearings } = await session.client.listClearings({ params: { id: integerArgument(command, id) } });
        const head = ['CLEARING', 'WHAT', 'ENTRIES', 'REPOSITORIES', ''];
        session.answerTable(clearings, head, clearings.map(clearingRow), 'Nothing is cleared.');
      }),
  );
  define(clear.command('lift <id> <clearing>').description('send what was cleared again')).action(
    (id: string, clearing: string, _options, command: Command) =>
      run(command, async (session) => {
        const params = { id: integerArgument(command, id), clearing: integerArgument(command, clearing) };
        const lifted = await session.client.liftClearing({ params });
        session.answer(lifted, ['It will be sent again, as history.']);
      }),
  );
}

function addReconciling({ define, run }: Commands, sites: Command): void {
  define(sites.command('reconcile <id>'))
    .description('show whether Jira has what it was sent, as compared every night')
    .option('--now', 'compare now; show the result a moment later')
    .option('--resend', 'send the repositories again that differed')
    .action((id: string, options: { readonly now?: boolean; readonly resend?: boolean }, command: Command) =>
      run(command, async (session) => {
        const params = { id: integerArgument(command, id) };
        if (options.now === true) {
          const started = await session.client.startReconciliation({ params });
          return session.answer(started, ['It is being compared.']);
        }
        if (options.resend === true) {
          const { queued } = await session.client.resendDifferences({ params });
          return session.answer({ queued }, [`${counted(queued, 'repository is', 'repositories are')} sent again.`]);
        }
        const answer = await session.client.showReconciliation({ params });
        return session.answer(answer, reconciliationLines(answer.reconciliation));
      }),
    );
}

/** Adds them below `jira-sites`. */
export function addSendingCommands(commands: Commands, sites: Command): void {
  addClearing(commands, sites);
  addReconciling(commands, sites);
}
