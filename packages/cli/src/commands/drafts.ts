/** `branchline drafts …` and `ssh-keys make`: what comes before an integration is connected. */

import type { IntegrationDraft } from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { momentText, printable } from '../print.ts';
import { integerArgument } from './arguments.ts';

function cellsOf({ id, connectorTitle, account, usable, endsAt }: IntegrationDraft): readonly string[] {
  const whom = account === null ? '' : printable(account.login);
  return [String(id), connectorTitle, whom, usable ? '' : 'rights are missing', momentText(endsAt)];
}

/** Adds them. */
export function addDraftCommands({ program, define, run }: Commands): void {
  const drafts = program.command('drafts').description('integrations that somebody began in the wizard');
  define(drafts.command('list').description('those that are not connected yet')).action((_options, command: Command) =>
    run(command, async (session) => {
      const { drafts: found } = await session.client.listIntegrationDrafts();
      const head = ['ID', 'SERVICE', 'ACCOUNT', '', 'ENDS (UTC)'];
      session.answerTable(found, head, found.map(cellsOf), 'Nothing is begun.');
    }),
  );
  define(drafts.command('connect <id>').description('makes an integration of one, as it was left'))
    .option('--name <name>', 'what people call it')
    .action((text: string, { name }: { readonly name?: string }, command: Command) =>
      run(command, async (session) => {
        const id = integerArgument(command, text);
        const body = name === undefined ? {} : { name };
        const saved = await session.client.connectIntegrationDraft({ params: { id }, body });
        for (const warning of saved.warnings) session.note(printable(warning));
        session.answer(saved, [`${saved.id}  ${printable(saved.name)} is connected.`]);
      }),
    );
  define(drafts.command('cancel <id>').description('nothing stays of it')).action(
    (text: string, _options, command: Command) =>
      run(command, async (session) => {
        const id = integerArgument(command, text);
        await session.client.cancelIntegrationDraft({ params: { id } });
        session.answer({ cancelled: id }, ['Cancelled.']);
      }),
  );
  const keys = program.command('ssh-keys').description('keys for ssh that Branchline makes');
  define(keys.command('make').description('makes one; its private half never leaves the server')).action(
    (_options, command: Command) =>
      run(command, async (session) => {
        const key = await session.client.makeSshKey();
        session.answer(key, [
          key.publicKey,
          `Fingerprint ${key.fingerprint}`,
          `Enter the public key at the service, then: integrations add git --url … --made-key ${key.id}`,
          `Unless an integration uses it, it is forgotten ${momentText(key.expiresAt)} UTC.`,
        ]);
      }),
  );
}
