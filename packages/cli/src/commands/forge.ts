/** `branchline jira-sites forge …`: the Forge app of a Jira site, and what goes through it. */

import type { ForgeApp, ForgeState } from '@branchline/contract';
import { Argument, type Command } from 'commander';
import type { Commands } from '../commands.ts';
import { momentText, printable } from '../print.ts';
import { integerArgument } from './arguments.ts';

const sinkWords = { oauth: 'the OAuth credentials', forge: 'the Forge app' } as const;

function installationLines({ installation }: ForgeApp): readonly string[] {
  if (installation === null) return [];
  const { environment, since, lastSeenAt, tokenEndsAt } = installation;
  return [
    `Installed: from ${printable(environment)}, since ${momentText(since)}`,
    `Last called: ${momentText(lastSeenAt)}`,
    `Its token ends: ${tokenEndsAt === null ? 'none came' : momentText(tokenEndsAt)}`,
  ];
}

function linesOf({ forge }: ForgeState): readonly string[] {
  if (forge === null) return ['No Forge app is registered for this site: branchline jira-sites forge set.'];
  const { appId, trouble, sink, sinkToEmpty, emptyingTrouble } = forge;
  return [
    `App: ${printable(appId)}`,
    ...installationLines(forge),
    ...(trouble === null ? [] : [`Trouble: ${printable(trouble.because)} ${printable(trouble.remedy)}`]),
    `Development information goes through ${sinkWords[sink]}.`,
    ...(sinkToEmpty === null ? [] : [`What ${sinkWords[sinkToEmpty]} sent is taken back when all has been sent anew.`]),
    ...(emptyingTrouble === null ? [] : [`That did not work so far: ${printable(emptyingTrouble)}`]),
  ];
}

/** Adds `forge` below `jira-sites`. */
export function addForgeCommands({ define, run }: Commands, sites: Command): void {
  const forge = sites.command('forge').description('the Forge app of a site (see docs/forge.md)');
  define(forge.command('show <id>').description('how the app stands')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        const state = await session.client.showForge({ params: { id: integerArgument(command, id) } });
        session.answer(state, linesOf(state));
      }),
  );
  define(forge.command('set <id>').description('register the app of a site'))
    .requiredOption('--app-id <id>', 'app.id in manifest.yml, which forge register has written there')
    .action((id: string, { appId }: { readonly appId: string }, command: Command) =>
      run(command, async (session) => {
        const params = { id: integerArgument(command, id) };
        const state = await session.client.registerForgeApp({ params, body: { appId } });
        session.answer(state, linesOf(state));
      }),
    );
  define(forge.command('sink <id>').description('what sends development information: all is sent anew, then cleared'))
    .addArgument(new Argument('<sink>', 'through the OAuth credentials or the Forge app').choices(['oauth', 'forge']))
    .action((id: string, sink: ForgeApp['sink'], _options, command: Command) =>
      run(command, async (session) => {
        const params = { id: integerArgument(command, id) };
        const state = await session.client.switchSink({ params, body: { sink } });
        session.answer(state, linesOf(state));
      }),
    );
  define(forge.command('forget <id>').description('forget the app of a site')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        await session.client.forgetForgeApp({ params: { id: integerArgument(command, id) } });
        session.answer({ done: true }, ['Forgotten. Uninstall the app in Jira under Settings → Apps.']);
      }),
  );
}
