/** `branchline webhooks …`: what arrived, and where Git services send it. */

import type { WebhookDelivery, WebhookDeliveryDetails, WebhookEndpointWithSecret } from '@branchline/contract';
import { Option, type Command } from 'commander';
import type { Commands } from '../commands.ts';
import { momentText, printable } from '../print.ts';
import type { Session } from '../session.ts';
import { integerArgument } from './arguments.ts';

const outcomes = ['waiting', 'queued', 'ignored', 'refused', 'failed'] satisfies WebhookDelivery['outcome'][];

interface FilterOptions {
  readonly integration?: string;
  readonly repository?: string;
  readonly matched?: 'yes' | 'no';
  readonly outcome?: WebhookDelivery['outcome'];
  readonly event?: string;
  readonly since?: string;
  readonly until?: string;
  readonly search?: string;
}

function withFilter(command: Command): Command {
  return command
    .option('--integration <id>', 'at this integration')
    .option('--repository <id>', 'about this repository')
    .addOption(new Option('--matched <yes|no>', 'about a known repository, or not').choices(['yes', 'no']))
    .addOption(new Option('--outcome <outcome>', 'with this outcome').choices(outcomes))
    .option('--event <name>', "the service's name of it: push")
    .option('--since <moment>', 'received then or later: 2026-11-22 or 2026-11-22T14:00:00Z')
    .option('--until <moment>', 'received before then')
    .option('--search <text>', 'part of repository, note, event or id');
}

function momentFrom(command: Command, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) command.error(`error: "${text}" is no moment; write 2026-11-22T14:00:00Z.`);
  return at.toISOString();
}

function filterFrom(command: Command, { integration, repository, since, until, ...rest }: FilterOptions) {
  const { matched, outcome, event, search } = rest;
  const number = (text: string | undefined) => (text === undefined ? undefined : integerArgument(command, text));
  return {
    integration: number(integration),
    repository: number(repository),
    matched,
    outcome,
    event,
    since: momentFrom(command, since),
    until: momentFrom(command, until),
    search,
  };
}

function lineOf(delivery: WebhookDelivery): readonly string[] {
  const { id, receivedAt, event, outcome, about, integrationName, note, repeats } = delivery;
  const times = repeats === 0 ? '' : ` (and ${repeats} more)`;
  return [String(id), momentText(receivedAt), outcome, event, integrationName ?? '–', about, `${note}${times}`];
}

function detailLines({ headers, body, ...delivery }: WebhookDeliveryDetails): readonly string[] {
  return [
    lineOf(delivery).map(printable).join('  '),
    '',
    ...Object.entries(headers).map(([name, value]) => `${printable(name)}: ${printable(value)}`),
    '',
    // A body may have many lines of its own.
    ...(body === null ? ['The body was not kept.'] : body.content.split('\n').map(printable)),
    ...(body?.isCut === true ? ['… cut here.'] : []),
  ];
}

function endpointLines({ url, secret, manualSteps }: WebhookEndpointWithSecret): readonly string[] {
  return [
    `Address: ${url}`,
    secret === null ? 'Secret: shown before; change it to see a new one (webhooks new-secret).' : `Secret: ${secret}`,
    ...manualSteps.map((step, place) => `${place + 1}. ${printable(step)}`),
  ];
}

const logLimit = 100;

async function showLog(command: Command, session: Session, options: FilterOptions): Promise<void> {
  const query = filterFrom(command, options);
  const found: WebhookDelivery[] = [];
  let next: string | null = null;
  // Pages of a search may be short although older ones match.
  do {
    const limit = logLimit - found.length;
    const cursor: { cursor?: string } = next === null ? {} : { cursor: next };
    const page = await session.client.listWebhookDeliveries({ query: { ...query, ...cursor, limit } });
    found.push(...page.deliveries);
    next = page.next;
  } while (next !== null && found.length < logLimit);
  const head = ['ID', 'RECEIVED (UTC)', 'OUTCOME', 'EVENT', 'INTEGRATION', 'ABOUT', ''];
  session.answerTable(found, head, found.map(lineOf), 'Nothing has arrived that matches.');
  if (next !== null) session.note(`Only the newest ${logLimit} are shown; --until shows older ones.`);
}

async function replay(
  command: Command,
  session: Session,
  ids: readonly string[],
  { all = false, count = false, ...options }: FilterOptions & { readonly all?: boolean; readonly count?: boolean },
): Promise<void> {
  const filter = Object.fromEntries(
    Object.entries(filterFrom(command, options)).filter(([, value]) => value !== undefined),
  );
  const isFiltered = Object.keys(filter).length > 0;
  if (ids.length === 0 && !isFiltered && !all) command.error('error: name deliveries, a filter, or --all.');
  if (ids.length > 0 && (isFiltered || all)) command.error('error: name deliveries or a filter, not both.');
  if (count) {
    const answer =
      ids.length > 0
        ? { deliveries: ids.length, replayable: ids.length }
        : await session.client.countWebhookDeliveries({ query: filter });
    session.answer(answer, [`${answer.replayable} of ${answer.deliveries} would be read again.`]);
    return;
  }
  const body = ids.length > 0 ? { ids: ids.map((id) => integerArgument(command, id)) } : { filter };
  const { replayed } = await session.client.replayWebhooks({ body });
  session.answer({ replayed }, [`${replayed} will be read again.`]);
}

function addLog({ define, run }: Commands, webhooks: Command): void {
  define(withFilter(webhooks.command('log')))
    .description('what arrived, the newest first')
    .action((options: FilterOptions, command: Command) =>
      run(command, (session) => showLog(command, session, options)),
    );
  define(webhooks.command('show <id>').description('one delivery with headers and body')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        const delivery = await session.client.showWebhookDelivery({ params: { id: integerArgument(command, id) } });
        session.answer(delivery, detailLines(delivery));
      }),
  );
  define(withFilter(webhooks.command('replay [ids...]')))
    .description('read deliveries again: some by their ids, those of a filter, or --all')
    .option('--all', 'every one that is kept')
    .option('--count', 'only say how many that would be')
    .action((ids: readonly string[], options, command: Command) =>
      run(command, (session) => replay(command, session, ids, options)),
    );
}

function addAddresses({ define, run }: Commands, webhooks: Command): void {
  define(webhooks.command('addresses').description('the addresses there are')).action((_options, command: Command) =>
    run(command, async (session) => {
      const { endpoints } = await session.client.listWebhookEndpoints();
      const rows = endpoints.map(({ id, level, integrationId, repositoryId, url }) => [
        String(id),
        level,
        String(repositoryId ?? integrationId ?? ''),
        url,
      ]);
      session.answerTable(endpoints, ['ID', 'LEVEL', 'OF', 'ADDRESS'], rows, 'No address was made yet.');
    }),
  );
  define(webhooks.command('address').description('the address of a place with its secret and what to do there'))
    .option('--integration <id>', 'of an integration; without any option of the installation')
    .option('--repository <id>', 'of a repository')
    .action(({ integration, repository }: FilterOptions, command: Command) =>
      run(command, async (session) => {
        const body = {
          ...(integration === undefined ? {} : { integrationId: integerArgument(command, integration) }),
          ...(repository === undefined ? {} : { repositoryId: integerArgument(command, repository) }),
        };
        const endpoint = await session.client.makeWebhookEndpoint({ body });
        session.answer(endpoint, endpointLines(endpoint));
      }),
    );
  define(
    webhooks.command('new-secret <address>').description('change a secret; the old one stays good for a day'),
  ).action((id: string, _options, command: Command) =>
    run(command, async (session) => {
      const endpoint = await session.client.changeWebhookSecret({ params: { id: integerArgument(command, id) } });
      session.answer(endpoint, endpointLines(endpoint));
    }),
  );
  define(webhooks.command('set-up <integration>').description('make and repair webhooks at the service')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        await session.client.setUpWebhooks({ params: { id: integerArgument(command, id) } });
        session.answer({ done: true }, ['They are being looked after; see: webhooks standing.']);
      }),
  );
  define(webhooks.command('standing <integration>').description('the webhooks at the service')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        const request = { params: { id: integerArgument(command, id) } };
        const { obstacle, registrations, ...rest } = await session.client.showIntegrationWebhooks(request);
        if (obstacle !== null) session.note(printable(obstacle));
        const rows = registrations.map(({ level, name, state, reason }) => [level, name, state, reason ?? '']);
        const value = { obstacle, registrations, ...rest };
        session.answerTable(value, ['LEVEL', 'OF', 'STATE', ''], rows, 'None was made yet.');
      }),
  );
}

/** Adds to `webhooks`, which may have commands already that need no server. */
export function addWebhookCommands(commands: Commands): void {
  const { program } = commands;
  const before = program.commands.find((each) => each.name() === 'webhooks');
  const webhooks = before ?? program.command('webhooks');
  webhooks.description('what arrived from Git services, and where they send it');
  addLog(commands, webhooks);
  addAddresses(commands, webhooks);
}
