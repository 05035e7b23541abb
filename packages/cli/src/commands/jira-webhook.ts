/** `branchline jira-sites webhook …`: the webhook with which Jira tells us what happens to its issues. */

import type { JiraWebhook, NewJiraWebhook } from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { momentText } from '../print.ts';
import { integerArgument } from './arguments.ts';

function linesOf({ url, madeAt, lastEventAt, steps }: JiraWebhook): readonly string[] {
  const told =
    lastEventAt === null ? 'Jira has told nothing yet.' : `Jira last told something ${momentText(lastEventAt)} UTC.`;
  return [
    `Address: ${url}`,
    `Made ${momentText(madeAt)} UTC. ${told}`,
    ...steps.map((step, place) => `${place + 1}. ${step}`),
  ];
}

function newLines(made: NewJiraWebhook): readonly string[] {
  return [`Secret: ${made.secret}`, 'It is shown this once; the one before it stays good for a day.', ...linesOf(made)];
}

/** Adds `webhook` to `jira-sites`. */
export function addJiraWebhookCommands({ define, run }: Commands, sites: Command): void {
  const webhook = sites.command('webhook').description('let Jira tell what happens to its issues');
  for (const [name, words] of [
    ['make', 'make the address and its secret, shown once with the steps in Jira'],
    ['rotate', 'give it a new secret; the one before stays good for a day'],
  ] as const) {
    define(webhook.command(`${name} <id>`).description(words)).action((id: string, _options, command: Command) =>
      run(command, async (session) => {
        const request = { params: { id: integerArgument(command, id) } };
        const made = await (name === 'make'
          ? session.client.makeJiraWebhook(request)
          : session.client.changeJiraWebhookSecret(request));
        session.answer(made, newLines(made));
      }),
    );
  }
  define(webhook.command('show <id>').description('its address, the steps, and when it last told something')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        const shown = await session.client.showJiraWebhook({ params: { id: integerArgument(command, id) } });
        const none = `No webhook yet: branchline jira-sites webhook make ${id}.`;
        session.answer(shown, shown.webhook === null ? [none] : linesOf(shown.webhook));
      }),
  );
  define(webhook.command('forget <id>').description('refuse what Jira sends from now on')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        await session.client.forgetJiraWebhook({ params: { id: integerArgument(command, id) } });
        session.answer({ done: true }, ['Forgotten. Delete the webhook in Jira, too.']);
      }),
  );
}
