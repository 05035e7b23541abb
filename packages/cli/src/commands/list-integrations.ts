/** `branchline integrations list`: every integration that a filter lets through, whichever page it is on. */

import type { IntegrationLine } from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { momentText } from '../print.ts';
import type { Session } from '../session.ts';

function countOf({ counts }: IntegrationLine): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function lineOf(integration: IntegrationLine): readonly string[] {
  const { id, name, connectorTitle, account, pausedBecause, attention, state, indexedAt } = integration;
  const words = pausedBecause ?? attention[0]?.text ?? '';
  const who = account?.login ?? '–';
  const repositories = String(countOf(integration));
  return [String(id), name, connectorTitle, who, repositories, state, momentText(indexedAt), words];
}

interface ListOptions {
  readonly search?: string;
  readonly service?: string;
  readonly state?: IntegrationLine['state'];
  readonly attention?: boolean;
  readonly sort?: 'name' | 'service' | 'state' | 'repositories' | 'indexed' | 'added';
  readonly descending?: boolean;
}

function isFiltered({ search, service, state, attention }: ListOptions): boolean {
  return [search, service, state, attention].some((each) => each !== undefined);
}

/** Page by page. */
async function listAll(session: Session, options: ListOptions): Promise<readonly IntegrationLine[]> {
  const { search, service, state, sort, attention, descending } = options;
  const order = descending === true ? ('descending' as const) : undefined;
  const wanted = { search, service, state, sort, order, ...(attention === true ? { attention: 'yes' as const } : {}) };
  const all: IntegrationLine[] = [];
  for (let after: number | undefined; ;) {
    const page = await session.client.listIntegrations({ query: { ...wanted, after, limit: 200 } });
    all.push(...page.integrations);
    if (page.next === null) return all;
    after = page.next;
  }
}

/** Adds `list` to the commands of integrations. */
export function addIntegrationList({ define, run }: Pick<Commands, 'define' | 'run'>, integrations: Command): void {
  define(integrations.command('list').description('all integrations, or those that a filter lets through'))
    .option('--search <text>', 'part of the name')
    .option('--service <id>', 'of one Git service (branchline git-services lists them)')
    .option('--state <state>', 'waiting, indexing, up-to-date, paused or failed')
    .option('--attention', 'those that somebody should see to')
    .option('--sort <by>', 'name, service, state, repositories, indexed or added')
    .option('--descending', 'the last first')
    .action((options: ListOptions, command: Command) =>
      run(command, async (session) => {
        const all = await listAll(session, options);
        const head = ['ID', 'NAME', 'SERVICE', 'ACCOUNT', 'REPOSITORIES', 'STATE', 'INDEXED (UTC)', ''];
        const nothing = isFiltered(options)
          ? 'No integration matches.'
          : 'No integrations yet: branchline integrations add <service>.';
        session.answerTable(all, head, all.map(lineOf), nothing);
      }),
    );
}
